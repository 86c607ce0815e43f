import { expect, test } from 'vitest';
import { checkConfig } from './check.ts';

const clerk = {
  id: 'clerk',
  kind: 'clerk',
  baseUrl: 'https://api.clerk.com',
  secretKey: 'sk',
  linkBy: 'nativeId',
};
const load = (federation: object) => checkConfig({ providers: [clerk], federation }, {}).federation;

test('a server is no subgraph by default', () => {
  expect(load({})).toEqual({ enabled: false, authorizationDirectives: false });
});

test('a subgraph has a secret that only its gateway knows', () => {
  expect(load({ enabled: true, gatewaySecret: 'sixteen-or-more!' })).toMatchObject({ enabled: true });
  expect(() => load({ enabled: true })).toThrow(
    'federation.gatewaySecret: is missing; without a secret that only the gateway knows, anybody could claim to be it',
  );
});

test.each(['too short', 'long enough but with spaces', ''])(
  '"%s" is no secret, and is not repeated',
  (gatewaySecret) => {
    expect(() => load({ enabled: true, gatewaySecret })).toThrow(
      /^federation\.gatewaySecret: must have at least 16 characters, none of them a space$/,
    );
  },
);
