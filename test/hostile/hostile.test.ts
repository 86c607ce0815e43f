/** Whatever is sent: the server stays up, says what is wrong, tells nobody's secrets and nobody else's rows, and keeps nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { send, type Attack, type Outcome } from './attack.ts';
import { bodyAttacks } from './cases/bodies.ts';
import { costAttacks } from './cases/costs.ts';
import { crossSiteAttacks } from './cases/cross-site.ts';
import { documentAttacks } from './cases/documents.ts';
import { excessiveAttacks } from './cases/excessive.ts';
import { belongingsOf, foreignAttacks, type Belongings } from './cases/foreign.ts';
import { httpAttacks } from './cases/http.ts';
import { parameterAttacks } from './cases/parameters.ts';
import { urlAttacks } from './cases/urls.ts';
import { valueAttacks } from './cases/values.ts';
import { doors } from '../support/doors.ts';
import { people, startTarget, type Target } from './target.ts';

const general = [
  ...documentAttacks,
  ...excessiveAttacks,
  ...parameterAttacks,
  ...valueAttacks,
  ...costAttacks,
  ...bodyAttacks,
  ...crossSiteAttacks,
  ...urlAttacks,
  ...httpAttacks,
];
/** An answer that refuses must not be much larger than its question. */
const maxAnswerBytes = 1_700_000;

let target: Target;
let ofBob: Belongings;
beforeAll(async () => {
  const generous = { requests: 1_000_000, cost: 1_000_000_000 };
  target = await startTarget({ rates: { asker: generous, address: generous } });
  ofBob = await belongingsOf(people.bob, target);
});
afterAll(() => target.close());

interface GraphqlBody {
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

function codesIn({ headers, body }: Outcome): readonly string[] {
  if (!/^content-type: application\/(graphql-response\+)?json/im.test(headers) || body === '') return [];
  const { errors = [] } = JSON.parse(body) as GraphqlBody;
  return errors.map(({ extensions }) => extensions?.code ?? 'none');
}

function check(attack: Attack, outcome: Outcome): void {
  expect(attack.status).toContain(outcome.status);
  const codes = codesIn(outcome);
  expect(codes.filter((code) => !/^[A-Z][A-Z_]+$/.test(code) || code === 'INTERNAL_SERVER_ERROR')).toEqual(
    [],
  );
  if (attack.codes !== undefined) {
    const { codes: allowed } = attack;
    expect(codes.filter((code) => !allowed.includes(code))).toEqual([]);
  }
  expect(outcome.body.length).toBeLessThan(maxAnswerBytes);
  expect(target.secrets.filter((secret) => (outcome.headers + outcome.body).includes(secret))).toEqual([]);
  expect(outcome.headers).not.toMatch(/^(x-injected|access-control-allow-origin|server|x-powered-by):/im);
}

test('there are more than 200 of them', () => {
  expect(general.length).toBeGreaterThan(200);
});

describe.each(doors)('by the door %s', (door) => {
  test.each(general.filter(({ leaves }) => leaves !== true))('$name', async (attack) => {
    check(attack, await send(attack, target, door));
  });

  test.each(general.filter(({ leaves }) => leaves === true))('$name', async (attack) => {
    await send(attack, target, door);
    // Whether it was answered before it left is chance; the next one is.
    expect(await recordsOf('ann')).toMatchObject({ viewer: { id: people.ann } });
  });
});

describe('of somebody else', () => {
  test('there is something to be stolen', () => {
    expect(Object.values(ofBob).filter((id) => id === '')).toEqual([]);
  });

  test.each(doors)('nothing is told by the door %s, and nothing is ended', async (door) => {
    const bob = await recordsOf('bob');
    for (const attack of foreignAttacks(ofBob)) {
      const outcome = await send(attack, target, door);
      check(attack, outcome);
      const told = JSON.parse(outcome.body) as unknown;
      expect([attack.name, namesIn(told)]).toEqual([attack.name, []]);
    }
    expect(await recordsOf('bob')).toEqual(bob);
  });
});

/** Everything below `data` that only somebody else's row could say: a name, an id, an address. */
function namesIn(told: unknown): readonly string[] {
  const texts: string[] = [];
  const walk = (value: unknown) => {
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'object' && value !== null)
      for (const inner of Object.values(value)) walk(inner);
  };
  if (typeof told === 'object' && told !== null && 'data' in told) walk(told.data);
  return texts.filter((text) => !/^(NOT_FOUND|FORBIDDEN|FAILED)$/.test(text));
}

async function recordsOf(as: 'ann' | 'bob'): Promise<unknown> {
  const query = '{ viewer { id sessions(first: 100) { nodes { id state } } } }';
  const { body } = await send({ name: 'own sessions', as, parameters: { query }, status: [200] }, target);
  return (JSON.parse(body) as { readonly data: unknown }).data;
}

test('what was sent a second time has left nothing behind, and the server answers as ever', async () => {
  const before = await target.health();
  await sendAll();
  const after = await target.health();
  expect({ errors: after.errors, unhandled: after.unhandled }).toEqual({ errors: [], unhandled: [] });
  expect(after.heldBytes).toBeLessThan(before.heldBytes * 1.1);
  expect(await recordsOf('ann')).toMatchObject({ viewer: { id: people.ann } });
});

async function sendAll(): Promise<void> {
  const attacks = general.values();
  const sender = async () => {
    for (const attack of attacks) for (const door of doors) await send(attack, target, door);
  };
  await Promise.all(Array.from({ length: 8 }, sender));
}
