/** What a server keeps of what it is sent: nothing of what is not valid, and of the rest no more than it is worth. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { send } from './attack.ts';
import { startTarget, type Target } from './target.ts';

let target: Target;
beforeAll(async () => {
  const generous = { requests: 1_000_000, cost: 1_000_000_000 };
  target = await startTarget({ rates: { asker: generous, address: generous } });
});
afterAll(() => target.close());

/** By how many bytes the server's heap grows over so many requests. */
async function growthOver(count: number, parametersOf: (index: number) => object): Promise<number> {
  const ask = async (index: number) => {
    const { status } = await send({ name: '', parameters: parametersOf(index), status: [] }, target);
    return status;
  };
  await ask(0);
  const before = await target.health();
  const waiting = Array.from({ length: count }, (_, index) => index + 1).values();
  const sender = async () => {
    for (const index of waiting) await ask(index);
  };
  await Promise.all(Array.from({ length: 8 }, sender));
  return (await target.health()).heldBytes - before.heldBytes;
}

const long = 'x'.repeat(50_000);

test.each([
  ['does not parse', (index: number) => `{ viewer { id${index} #${long}`],
  ['is not valid', (index: number) => `{ nope${index} } #${long}`],
  ['is too deep', (index: number) => `{ ${'a { '.repeat(100)}a${index}${' }'.repeat(100)} } #${long}`],
])('nothing is kept of a document that %s', async (_how, write) => {
  expect(await growthOver(400, (index) => ({ query: write(index) }))).toBeLessThan(5_000_000);
});

test('a document that is kept does not keep the request that brought it', async () => {
  const parametersOf = (index: number) => ({
    query: `query Q${index}($id: ID!) { session(id: $id) { id } }`,
    variables: { id: `${index}${long}` },
  });
  expect(await growthOver(400, parametersOf)).toBeLessThan(10_000_000);
});

test('of valid documents so many are kept as fit', async () => {
  const parametersOf = (index: number) => ({
    query: `{ ${Array.from({ length: 50 }, (_, at) => `v${index}_${at}: viewer { id email }`).join(' ')} }`,
  });
  // Each takes about 200 kB with its plan.
  expect(await growthOver(600, parametersOf)).toBeLessThan(50_000_000);
});
