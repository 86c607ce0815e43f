import { afterEach, describe, expect, test } from 'vitest';
import { startTinyServer, type TinyServer } from '../../../test/tiny-server.ts';
import { limitsConfig } from '../../config/limits.ts';
import { anyone } from '../identity/identify.ts';
import type { Principal } from '../../sessions/principal.ts';
import { missingCredentials } from '../identity/refusal.ts';
import { createRates } from './rates.ts';
import { ask } from './testing.ts';

const rates = (given: object) => createRates(limitsConfig.parse({ rates: given }).rates);

describe('a window', () => {
  test('what is left is taken, and then it is told when there is more', () => {
    const { take } = rates({ windowSeconds: 100, asker: { requests: 2 } });
    const taken = [1, 2, 3].map(() => take('asker', 'requests', 'person:ann', 1));
    expect(taken).toEqual([
      null,
      null,
      {
        status: 429,
        code: 'RATE_LIMITED',
        message: 'Too many requests in your name. Ask again in 100 s.',
        headers: { 'retry-after': '100' },
      },
    ]);
  });

  test('is as long for everybody, and begins with the first question', () => {
    let seconds = 0;
    const { take } = createRates(
      limitsConfig.parse({ rates: { windowSeconds: 100, asker: { requests: 1 } } }).rates,
      () => 1,
      () => seconds * 1000,
    );
    const taken = (name: string) =>
      take('asker', 'requests', name, 1)?.headers?.['retry-after'] ?? 'answered';
    const answers = [
      [0, 'ann'],
      [60, 'bob'],
      [60.5, 'ann'],
      [99.9, 'ann'],
      [100, 'ann'],
      [101, 'bob'],
      [160, 'bob'],
    ].map(([at, name]) => {
      seconds = Number(at);
      return taken(String(name));
    });
    expect(answers).toEqual(['answered', 'answered', '40', '1', 'answered', '59', 'answered']);
  });

  test('is shared by as many replicas as there are at the moment', () => {
    let replicas = 3;
    const { take } = createRates(
      limitsConfig.parse({ rates: { asker: { requests: 10 } } }).rates,
      () => replicas,
    );
    const answered = () => take('asker', 'requests', 'person:ann', 1) === null;
    expect([1, 2, 3, 4, 5].map(answered)).toEqual([true, true, true, true, false]);
    replicas = 1;
    expect([6, 7, 8, 9, 10, 11].map(answered)).toEqual([true, true, true, true, true, false]);
  });

  test('what is not enough is taken all the same: who asks for too much has nothing left', () => {
    const { take } = rates({ asker: { cost: 10 } });
    const taken = [6, 6, 1].map((cost) => take('asker', 'cost', 'person:ann', cost) === null);
    expect(taken).toEqual([true, false, false]);
  });

  test('others have their own', () => {
    const { take } = rates({ asker: { requests: 1 }, address: { requests: 1 } });
    take('asker', 'requests', 'person:ann', 2);
    expect(take('asker', 'requests', 'person:bob', 1)).toBeNull();
    expect(take('asker', 'cost', 'person:ann', 1)).toBeNull();
    expect(take('address', 'requests', '192.0.2.1', 1)).toBeNull();
  });

  test.each([
    ['192.0.2.1', '192.0.2.1', true],
    ['192.0.2.1', '192.0.2.2', false],
    ['2001:db8:1:2::1', '2001:0db8:1:2:ffff::7', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['::1', '0:0:0:0::2', true],
    ['fe80::1%eth0', 'fe80::2', true],
    ['64:ff9b::192.0.2.1', '64:ff9b::192.0.2.9', true],
  ])('%s and %s are one address: %s', (first, second, same) => {
    const { take } = rates({ address: { requests: 1 } });
    take('address', 'requests', first, 1);
    expect(take('address', 'requests', second, 1) !== null).toBe(same);
  });
});

describe('a server', () => {
  let server: TinyServer;
  afterEach(() => server.close(0));

  /** Identifies by a header, as a test finds it easiest. */
  const identify = async ({ headers }: { headers: NodeJS.Dict<string | string[]> }): Promise<Principal> => ({
    ...anyone,
    name: String(headers['x-test-name']),
    ...(headers['x-gateway-secret'] === undefined ? {} : { throughGateway: true }),
  });
  const as = (name: string, more: Record<string, string> = {}) =>
    ask(server, { query: '{ hello }' }, { 'x-test-name': name, ...more });

  test('a principal who asks too often is told when to come back; others are answered', async () => {
    server = await startTinyServer({
      identify,
      rates: rates({ windowSeconds: 100, asker: { requests: 2 } }),
    });
    await as('ann');
    await as('ann');
    const refused = await as('ann');
    expect(refused).toMatchObject({ status: 429, codes: ['RATE_LIMITED'] });
    expect(refused.headers.get('retry-after')).toBe('100');
    expect((await as('bob')).status).toBe(200);
  });

  test('an address that asks too often is refused before credentials are looked at', async () => {
    let looked = 0;
    const refuse = async () => {
      looked += 1;
      return missingCredentials();
    };
    server = await startTinyServer({ identify: refuse, rates: rates({ address: { requests: 2 } }) });
    const statuses = [];
    for (let times = 0; times < 4; times += 1) statuses.push((await as('ann')).status);
    expect([statuses, looked]).toEqual([[401, 401, 429, 429], 2]);
  });

  const isGateway = ({ headers }: { headers: object }) => 'x-gateway-secret' in headers;

  test('a gateway does not use up its address, but its principals use up theirs', async () => {
    const given = { address: { requests: 1, cost: 1 }, asker: { requests: 2 } };
    server = await startTinyServer({ identify, isGateway, rates: rates(given) });
    const through = { 'x-gateway-secret': 'secret' };
    const statuses = [];
    for (const name of ['ann', 'bob', 'ann', 'ann']) statuses.push((await as(name, through)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  test('what a gateway sends with bad credentials does not keep the others out', async () => {
    const refuseEve = async (request: { headers: NodeJS.Dict<string | string[]> }) =>
      request.headers['x-test-name'] === 'eve' ? missingCredentials() : identify(request);
    const few = rates({ address: { requests: 1 } });
    server = await startTinyServer({ identify: refuseEve, isGateway, rates: few });
    const through = { 'x-gateway-secret': 'secret' };
    const statuses = [];
    for (const name of ['eve', 'eve', 'ann']) statuses.push((await as(name, through)).status);
    expect(statuses).toEqual([401, 401, 200]);
  });

  test('operations whose costs add up to too much are refused, and not executed', async () => {
    server = await startTinyServer({ identify, rates: rates({ asker: { cost: 10 } }) });
    expect(await as('ann')).toMatchObject({ status: 200, cost: { requested: 6 } });
    expect(await as('ann')).toMatchObject({ status: 429, codes: ['RATE_LIMITED'], cost: { requested: 6 } });
    expect((await as('bob')).status).toBe(200);
  });

  test('costs add up for an address as well', async () => {
    server = await startTinyServer({ identify, rates: rates({ address: { cost: 10 } }) });
    expect([(await as('ann')).status, (await as('bob')).status]).toEqual([200, 429]);
  });
});
