import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { InputError } from '../sessions/input-error.ts';
import { ProviderFailure } from '../upstream/failure.ts';
import { maskError } from './errors.ts';
import { sessionIdOf } from '../sessions/id.ts';
import { ask, keeping, sessionRecord } from './testing.ts';

/** What is shown of an error that a resolver met: the provider throws it. */
async function seen(error: Error) {
  const readSession = async () => {
    throw error;
  };
  const failing = { ...keeping(), readSession };
  const id = sessionIdOf(failing, sessionRecord);
  const { errors } = await ask(`query ($id: ID!) { session(id: $id) { id } }`, [failing], { id });
  return errors?.map((one) => maskError(one, 'Unexpected error.'));
}

test("the client's mistake is told with its code and place", async () => {
  const [error] = (await seen(new InputError('INVALID_ID', '"s1" is no id of this API.'))) ?? [];
  expect(error).toBeInstanceOf(GraphQLError);
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    message: '"s1" is no id of this API.',
    locations: [{ line: 1, column: 20 }],
    path: ['session'],
    extensions: { code: 'INVALID_ID' },
  });
});

test("a provider's failure is told with when to ask again, and without what lies behind it", async () => {
  const failure = new ProviderFailure('RATE_LIMITED', 'The secret budget of the key rateLimit is used up.', {
    retryAt: Date.UTC(2026, 0, 2),
    cause: new Error('secret'),
  });
  const errors = JSON.stringify(await seen(failure));
  expect(JSON.parse(errors)).toMatchObject([
    {
      message: 'Memory (support) cannot be asked so often: try again later.',
      extensions: {
        code: 'RATE_LIMITED',
        providerStatus: 'RATE_LIMITED',
        retryAt: '2026-01-02T00:00:00.000Z',
      },
    },
  ]);
  expect(errors).not.toContain('secret');
});

test('a fault of ours is hidden', async () => {
  const errors = await seen(new TypeError("Cannot read 'token seam_cst1'"));
  expect(JSON.parse(JSON.stringify(errors))).toEqual([
    {
      message: 'Unexpected error.',
      locations: [{ line: 1, column: 20 }],
      path: ['session'],
      extensions: { code: 'INTERNAL_SERVER_ERROR', unexpected: true },
    },
  ]);
});

test('an error of GraphQL itself passes as it is', async () => {
  const [syntax] = (await ask('{')).errors ?? [];
  expect(maskError(syntax, 'Unexpected error.')).toBe(syntax);
  const [coercion] = (await ask('query ($id: ID!) { session(id: $id) { id } }', [], { id: {} })).errors ?? [];
  expect(maskError(coercion, 'Unexpected error.')).toBe(coercion);
});

test('whatever else is thrown is hidden too', () => {
  expect(maskError('a string', 'Unexpected error.').message).toBe('Unexpected error.');
});
