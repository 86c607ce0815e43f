import { expect, test } from 'vitest';
import { memoryProvider } from '../../../test/support/memory-provider.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { createAdviceLog } from './advice-log.ts';
import { createLog } from './log.ts';

test('the operator reads what to change once a minute, and at once where it is something else', () => {
  const lines: string[] = [];
  let now = 0;
  const tell = createAdviceLog(createLog({ write: (line: string) => void lines.push(line) }), () => now);
  const chat = memoryProvider('chat');
  const refused = (permission: string) =>
    new ProviderFailure('NOT_AUTHORIZED', `Give the permission ${permission}.`);
  for (now = 0; now < 60_000; now += 100) tell(chat, refused('view-all'));
  tell(chat, refused('view-all'));
  tell(chat, refused('end-all'));
  now += 1000;
  tell(chat, refused('end-all'));
  expect(lines.map((line) => JSON.parse(line).advice)).toEqual([
    'Give the permission view-all.',
    'Give the permission view-all.',
    'Give the permission end-all.',
  ]);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 40,
    provider: 'chat',
    failure: 'NOT_AUTHORIZED',
  });
});
