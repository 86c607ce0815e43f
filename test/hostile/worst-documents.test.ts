/** The worst documents that the limits allow, for a person with a thousand sessions: nobody else waits for long. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultLimits } from '../../src/config/limits.ts';
import { cast } from '../../src/demo/company.ts';
import { schema } from '../../src/graph/schema.ts';
import { send } from './attack.ts';
import { searchDocuments } from './document-search.ts';
import { startTarget, type Target } from './target.ts';

let target: Target;
beforeAll(async () => {
  const generous = { requests: 1_000_000, cost: 1_000_000_000 };
  target = await startTarget({ rates: { asker: generous, address: generous } });
  const { world } = target.demo.emulators.clerk;
  const user = world.users.find(({ external_id: id }) => id === cast.ordinary);
  const own = world.sessions.find(({ user_id: id }) => id === user?.id);
  if (own === undefined) throw new Error('The ordinary person has no session at Clerk.');
  for (let number = world.sessions.length; number < 1000; number += 1)
    world.sessions.push({ ...own, id: `sess_many${number}`, client_id: `client_many${number % 400}` });
  // What is compiled once is not what this is about.
  for (let times = 0; times < 5; times += 1)
    await gapOf('{ viewer { sessions(first: 100) { nodes { id device { id } } } } }');
});
afterAll(() => target.close());

/** The longest time that the process did nothing else while it answered, in milliseconds of its own CPU. */
async function gapOf(query: string): Promise<number> {
  await target.health();
  const { status, body } = await send({ name: '', parameters: { query }, status: [] }, target);
  // An answer may also be too large, and is given up then.
  if (status !== 200) expect(body).toContain('ANSWER_TOO_LARGE');
  return (await target.health()).longestTurnMs;
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** In milliseconds of CPU. */
const maxGapMs = 100;

const known = [
  `{ viewer { ${Array.from({ length: 49 }, (_, at) => `a${at}: devices(first: 100) { nodes { sessions { totalCount } } }`).join(' ')} } }`,
  '{ viewer { devices(first: 100) { nodes { sessions(first: 100) { nodes { id displayName } } } } } }',
  '{ viewer { sessions(first: 100) { nodes { device { sessions(first: 100) { nodes { displayName } } } } } } }',
];
const found = searchDocuments(schema, defaultLimits, 150, seeded(2026)).slice(0, 20);

test('the search finds documents that come close to the limit', () => {
  expect(found).toHaveLength(20);
  expect(Math.min(...found.map(({ cost }) => cost))).toBeGreaterThan(defaultLimits.cost / 3);
});

test.each([...known, ...found.map(({ query }) => query)])(
  'is answered without a gap: %.120s',
  async (query) => {
    const gap = await gapOf(query);
    // A collection of garbage may fall into any turn; work that is too long is too long each time.
    expect(gap < maxGapMs ? gap : await gapOf(query)).toBeLessThan(maxGapMs);
  },
);
