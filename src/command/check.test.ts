import { expect, test } from 'vitest';
import type { ProbeLine, Provider } from '../providers/provider.ts';
import type { ProviderId } from '../providers/records.ts';
import { probeAll } from './check.ts';

function provider(id: string, probe: () => Promise<readonly ProbeLine[]>): Provider {
  return { id: id as ProviderId, timeoutMs: 1000, probe } as Partial<Provider> as Provider;
}

test('every provider’s lines stand in the order of the configuration, whoever answers first', async () => {
  const second = Promise.withResolvers<readonly ProbeLine[]>();
  const { lines, ok } = await probeAll([
    // Answers only when the second one was asked: both are asked at once.
    provider('clerk', () => second.promise),
    provider('support', async () => {
      second.resolve([{ ok: true, message: 'the key works' }]);
      return [
        { ok: true, message: 'signed in' },
        { ok: false, message: 'the token ends soon; make another' },
      ];
    }),
  ]);
  expect(lines).toEqual([
    'ok   clerk    the key works',
    'ok   support  signed in',
    'FAIL support  the token ends soon; make another',
  ]);
  expect(ok).toBe(false);
});

test('it is well when every line is', async () => {
  const { ok } = await probeAll([provider('clerk', async () => [{ ok: true, message: 'the key works' }])]);
  expect(ok).toBe(true);
});
