import { expect, test } from 'vitest';
import { checkConfig } from './check.ts';
import { defaultLimits } from './limits.ts';

const provider = {
  id: 'locks',
  kind: 'seam',
  baseUrl: 'https://connect.getseam.com',
  apiKey: 'seam_key1_secret',
};
const check = (limits: unknown) => checkConfig({ providers: [provider], limits }, {}).limits;

test('what is not given is as it is by default', () => {
  const limits = check({ cost: 500, rates: { asker: { requests: 7 } } });
  expect(limits).toEqual({
    ...defaultLimits,
    cost: 500,
    rates: { ...defaultLimits.rates, asker: { ...defaultLimits.rates.asker, requests: 7 } },
  });
});

test.each([
  [{ depth: 1 }, 'limits.depth: must be at least 5 (got 1)'],
  [{ timeoutMs: '5s' }, 'limits.timeoutMs: must be a number (got a text)'],
  [{ rates: { address: { request: 1 } } }, 'limits.rates.address.request: is not a known key'],
  [{ rates: false }, 'limits.rates: must be a group of keys'],
])('%j is a mistake', (limits, message) => {
  expect(() => check(limits)).toThrow(message);
});
