import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SentEvent } from '../../upstream/observer.ts';
import { createFailureLog } from './failure-log.ts';
import { createLog } from './log.ts';

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-20T12:00:00Z') }));
afterEach(() => void vi.useRealTimers());

function open() {
  const lines: Readonly<Record<string, unknown>>[] = [];
  const log = createLog({ write: (line: string) => void lines.push(JSON.parse(line)) });
  return { lines, told: createFailureLog(log) };
}

const sent = (given: Partial<SentEvent>): SentEvent => ({
  provider: 'support',
  method: 'GET',
  status: 503,
  failure: 'UNAVAILABLE',
  durationMs: 12.4,
  attempt: 2,
  origin: { requestId: 'request-1', principal: 'person:ann', calls: 3 },
  ...given,
});

describe('a failure of a provider', () => {
  it('is a line with the provider, what it was, how long it took, which try, and the request', () => {
    const { lines, told } = open();
    told.sent?.(sent({}));
    expect(lines).toEqual([
      {
        level: 40,
        time: '2026-11-20T12:00:00.000Z',
        msg: 'provider failed',
        provider: 'support',
        failure: 'UNAVAILABLE',
        status: 503,
        method: 'GET',
        ms: 12,
        attempt: 2,
        requestId: 'request-1',
      },
    ]);
  });

  it('is a line a second for each provider and kind, with how many were left out', async () => {
    const { lines, told } = open();
    for (let count = 0; count < 5; count += 1) told.sent?.(sent({}));
    told.sent?.(sent({ failure: 'TIMED_OUT', status: null }));
    told.sent?.(sent({ provider: 'chat' }));
    const briefly = () => lines.map(({ provider, failure, leftOut }) => [provider, failure, leftOut]);
    expect(briefly()).toEqual([
      ['support', 'UNAVAILABLE', undefined],
      ['support', 'TIMED_OUT', undefined],
      ['chat', 'UNAVAILABLE', undefined],
    ]);
    await vi.advanceTimersByTimeAsync(999);
    expect(lines).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(1);
    expect(briefly().slice(3)).toEqual([['support', 'UNAVAILABLE', 3]]);
    told.sent?.(sent({}));
    expect(lines).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(2000);
    expect(briefly().slice(4)).toEqual([['support', 'UNAVAILABLE', undefined]]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that may be the answer looked for is no warning, and a caller who left is no line', () => {
    const { lines, told } = open();
    told.sent?.(sent({ failure: 'NOT_FOUND', status: 404 }));
    told.sent?.(sent({ failure: 'ABANDONED', status: null }));
    told.sent?.(sent({ failure: null, status: 200 }));
    expect(lines.map(({ level, status, msg }) => [level, status, msg])).toEqual([
      [30, 404, 'provider refused a call'],
    ]);
  });
});

it('calls kept back, circuits, limits not believed and renewed tokens are lines', () => {
  const { lines, told } = open();
  const retryAt = Date.parse('2026-11-20T12:00:01Z');
  told.refused?.({ provider: 'support', reason: 'budget', retryAt, origin: undefined });
  told.circuit?.({ provider: 'support', state: 'open', retryAt });
  told.circuit?.({ provider: 'support', state: 'probing', retryAt: null });
  told.circuit?.({ provider: 'support', state: 'closed', retryAt: null });
  told.limitIgnored?.({ provider: 'support', header: 'ratelimit-limit' });
  told.tokenRenewed?.({ provider: 'support', durationMs: 80.2 });
  expect(lines.map(({ level: _level, time: _time, ...line }) => line)).toEqual([
    {
      msg: 'call to provider not sent',
      provider: 'support',
      reason: 'budget',
      retryAt: '2026-11-20T12:00:01.000Z',
    },
    {
      msg: 'provider left alone: its circuit is open',
      provider: 'support',
      retryAt: '2026-11-20T12:00:01.000Z',
    },
    { msg: 'provider answers again: its circuit is closed', provider: 'support' },
    { msg: 'limit of provider not believed', provider: 'support', header: 'ratelimit-limit' },
    { msg: 'access token renewed', provider: 'support', ms: 80 },
  ]);
});
