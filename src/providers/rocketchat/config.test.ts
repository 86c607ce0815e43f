import { expect, it } from 'vitest';
import { rocketChatConfig } from './config.ts';

const entry = {
  id: 'chat',
  kind: 'rocketchat',
  baseUrl: 'https://chat.example.com/',
  userId: 'aobEdbYhXfu5hkeqG',
  authToken: '9HqLlyZOugoStsXCUfD_0YdwnNnunAJF8V47U3QHXSq',
};

it('administers and links by username unless told otherwise', () => {
  expect(rocketChatConfig.parse(entry)).toMatchObject({
    baseUrl: 'https://chat.example.com',
    access: 'admin',
    linkBy: 'username',
    timeoutMs: 5000,
  });
});

it.each([
  ['baseUrl', undefined],
  ['userId', ''],
  ['authToken', undefined],
  ['authToken', 'two\nlines'],
  ['access', 'root'],
  ['linkBy', 'externalId'],
])('names the key %s when it is %j', (key, value) => {
  const { error } = rocketChatConfig.safeParse({ ...entry, [key]: value });
  expect(new Set(error?.issues.flatMap((issue) => issue.path))).toEqual(new Set([key]));
});

it('refuses a key it does not know', () => {
  expect(rocketChatConfig.safeParse({ ...entry, acces: 'self' }).error?.message).toContain('acces');
});

it('keeps a wrong token out of its message', () => {
  const { error } = rocketChatConfig.safeParse({ ...entry, authToken: 'my secret token' });
  expect(error?.message).not.toContain('my secret token');
});
