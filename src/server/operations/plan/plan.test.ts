import { setImmediate } from 'node:timers/promises';
import { parse } from 'graphql';
import { createSchema } from 'graphql-yoga';
import { describe, expect, test } from 'vitest';
import { isForClient } from '../../../graph/errors.ts';
import { schema } from '../../../graph/schema.ts';
import type { ExecutionOptions } from '../execute.ts';
import type { Turns } from '../../../sessions/turns.ts';
import { Variables } from '../variables.ts';
import { planOperation } from './plan.ts';

const unlimited: ExecutionOptions = { maxBytes: Infinity, signal: new AbortController().signal };
const none = new Variables({}, {});
const plan = (text: string, operationName: string | null = null) =>
  planOperation(schema, parse(text), operationName);

test.each([
  ['{ providers { id kind } }', true],
  ['query ($id: ID!) { session(id: $id) { __typename id } }', true],
  ['query A { __typename } mutation B { __typename }', false],
  ['mutation { revokeSession(input: { id: "x" }) { result { id } } }', false],
  ['{ __schema { description } }', false],
  ['{ __type(name: "Session") { name } }', false],
  ['query ($with: Boolean!) { providers { id @include(if: $with) } }', false],
  ['query ($with: Boolean!) { ...P @skip(if: $with) } fragment P on Query { providers { id } }', false],
])('%s is planned: %s', (text, isPlanned) => {
  expect(plan(text) !== null).toBe(isPlanned);
});

test('the operation that is named is planned', async () => {
  const text = 'query A { a: __typename } query B { b: __typename } mutation C { __typename }';
  const answer = await plan(text, 'B')?.run({}, none, unlimited);
  expect(answer).toEqual({ data: '{"b":"Query"}', errors: [] });
  expect(plan(text, 'C')).toBeNull();
});

test('a field whose resolver asks for its place is left to graphql-js', () => {
  const tiny = createSchema({
    typeDefs: 'type Query { place: String, name: String }',
    resolvers: { Query: { place: (_root, _args, _context, { path }) => path.key, name: () => 'name' } },
  });
  expect(planOperation(tiny, parse('{ place }'), null)).toBeNull();
  expect(planOperation(tiny, parse('{ name }'), null)).not.toBeNull();
});

test('a document whose fragments multiply is left to graphql-js', () => {
  const levels = Array.from({ length: 12 }, (_, level) => level);
  const fragments = levels.map(
    (level) =>
      `fragment F${level} on Device { sessions { nodes { device { ...F${level + 1} } } edges { node { device { ...F${level + 1} } } } } }`,
  );
  const text = `{ viewer { devices { nodes { ...F0 } } } } ${fragments.join(' ')} fragment F12 on Device { id }`;
  expect(plan(text)).toBeNull();
});

test('what a plan takes in memory grows with its fields, not with its text', () => {
  const fields = 'id name kind capabilities { tellsDevice tellsExpiry }';
  const once = plan(`{ a: providers { ...P } } fragment P on Provider { ${fields} }`);
  const thrice = plan(
    `{ a: providers { ...P } b: providers { ...P } c: providers { ...P } } fragment P on Provider { ${fields} }`,
  );
  expect(thrice?.bytes).toBe((once?.bytes ?? 0) * 3);
});

/** Rows of a hundred letters, of which the test says how many there are and what they wait for. */
function rowsOf(count: number, wait: () => unknown = () => 'done') {
  const asked = { rows: 0 };
  const tiny = createSchema({
    typeDefs:
      'type Query { rows: [Row!]! words: [String!]! broken: String } type Row { text: String! wait: String }',
    resolvers: {
      Query: {
        rows: () => Array.from({ length: count }, () => ({})),
        words: () => Array.from({ length: count }, () => 'x'.repeat(100)),
        broken: () => ({ secret: 'hunter2' }),
      },
      Row: {
        text() {
          asked.rows += 1;
          return 'x'.repeat(100);
        },
        wait,
      },
    },
  });
  const run = async (text: string, options: Partial<ExecutionOptions>) =>
    planOperation(tiny, parse(text), null)?.run({}, none, { ...unlimited, ...options });
  return { asked, run };
}

describe('an answer that grows too large', () => {
  const tooLarge = { extensions: { code: 'ANSWER_TOO_LARGE' } };

  test('is given up while it is made', async () => {
    const { asked, run } = rowsOf(1000);
    await expect(run('{ rows { text } }', { maxBytes: 1000 })).rejects.toMatchObject(tooLarge);
    expect(asked.rows).toBeLessThan(12);
  });

  test('is given up by the length of its keys as well', async () => {
    const { asked, run } = rowsOf(1000);
    const key = 'a'.repeat(500);
    await expect(run(`{ rows { ${key}: text } }`, { maxBytes: 6000 })).rejects.toMatchObject(tooLarge);
    expect(asked.rows).toBeLessThan(12);
  });

  test('is given up where it is a list of texts', async () => {
    const { run } = rowsOf(100);
    await expect(run('{ words }', { maxBytes: 5000 })).rejects.toMatchObject(tooLarge);
  });

  test('is given up where it comes bit by bit, and nothing more is begun', async () => {
    const { asked, run } = rowsOf(1000, () => setImmediate('done'));
    await expect(run('{ rows { wait text } }', { maxBytes: 1000 })).rejects.toMatchObject(tooLarge);
    const before = asked.rows;
    await setImmediate();
    expect(asked.rows).toBe(before);
  });

  test('is given up without waiting for what is still to come', async () => {
    const { run } = rowsOf(1000, () => new Promise(() => {}));
    await expect(run('{ first: rows { wait } rows { text } }', { maxBytes: 50_000 })).rejects.toMatchObject(
      tooLarge,
    );
  });

  test('is answered as long as it is no larger than it may be', async () => {
    const { run } = rowsOf(10);
    const whole = await run('{ rows { text wait } words }', {});
    const length = whole?.data.length ?? 0;
    expect(await run('{ rows { text wait } words }', { maxBytes: length })).toEqual(whole);
    await expect(run('{ rows { text wait } words }', { maxBytes: length - 1 })).rejects.toMatchObject(
      tooLarge,
    );
  });
});

test('nothing more is begun when nobody waits any more', async () => {
  const waiting = new AbortController();
  const late = Promise.withResolvers<string>();
  const { asked, run } = rowsOf(1, () => late.promise);
  const first = run('{ rows { wait } }', { signal: waiting.signal });
  waiting.abort(new Error('The client left.'));
  late.resolve('done');
  await expect(first).rejects.toThrow('The client left.');
  await expect(run('{ rows { text } }', { signal: waiting.signal })).rejects.toThrow('The client left.');
  expect(asked.rows).toBe(0);
});

test('a value of the wrong type is a fault of ours, whose message is not for the client', async () => {
  const answer = await rowsOf(0).run('{ broken }', {});
  expect(answer?.data).toBe('{"broken":null}');
  expect(answer?.errors.map((error) => [error.path, isForClient(error)])).toEqual([[['broken'], false]]);
});

test('what fails when the whole answer is null already is not added to its errors', async () => {
  const later = Promise.withResolvers<string>();
  const tiny = createSchema({
    typeDefs: 'type Query { later: String now: String! }',
    resolvers: { Query: { later: () => later.promise, now: () => Promise.reject(new Error('now')) } },
  });
  const answer = await planOperation(tiny, parse('{ later now }'), null)?.run({}, none, unlimited);
  later.reject(new Error('later'));
  await setImmediate();
  expect(answer?.data).toBe('null');
  expect(answer?.errors.map(({ message }) => message)).toEqual(['now']);
});

describe('what fails later where null may not be', () => {
  const later = async (value: unknown) => {
    await setImmediate();
    if (value instanceof Error) throw value;
    return value;
  };
  const tiny = createSchema({
    typeDefs:
      'type Query { box: Box other: String } type Box { rows: [Row!]! slow: String now: String! } type Row { text: String! }',
    resolvers: {
      Query: { box: () => ({}), other: () => later('other') },
      Box: {
        rows: () => ['a', 'b', 'c'].map((text) => later({ text })),
        slow: () => later(new Error('slow')),
        now: () => new Error('now'),
      },
      Row: { text: ({ text }: { text: string }) => (text === 'b' ? later(new Error(text)) : text) },
    },
  });
  const answer = async (text: string) => {
    const { data, errors } = (await planOperation(tiny, parse(text), null)?.run({}, none, unlimited)) ?? {};
    return [data, errors?.map(({ message, path }) => `${message} at ${path?.join('.')}`)];
  };

  test('makes null the nearest that may be, and nothing beside it', async () => {
    expect(await answer('{ a: other box { rows { text } } b: other }')).toEqual([
      '{"a":"other","box":null,"b":"other"}',
      ['b at box.rows.1.text'],
    ]);
  });

  test('is told where a field after it fails at once, which waits for it', async () => {
    expect(await answer('{ box { slow now } other }')).toEqual([
      '{"box":null,"other":"other"}',
      ['slow at box.slow', 'now at box.now'],
    ]);
  });
});

test('an item that fails before its turn comes is nobody else’s fault', async () => {
  const tiny = createSchema({
    typeDefs: 'type Query { words: [String]! }',
    resolvers: {
      Query: { words: () => ['now', Promise.reject(new Error('gone')), Promise.resolve('later')] },
    },
  });
  // Every piece of work comes a turn late, as after a long one.
  const turns: Turns = {
    take: (work) => setImmediate().then(work),
    afterwards: (run) => void setImmediate().then(run),
  };
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.prependListener('unhandledRejection', note);
  const answer = await planOperation(tiny, parse('{ words }'), null)?.run({}, none, { ...unlimited, turns });
  process.off('unhandledRejection', note);
  expect(answer).toMatchObject({ data: '{"words":["now",null,"later"]}', errors: [{ message: 'gone' }] });
  expect(unhandled).toEqual([]);
});
