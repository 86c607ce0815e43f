import { expect, onTestFinished, test } from 'vitest';
import { startTinyServer } from '../../../test/tiny-server.ts';

/** The name that is told for the audit. */
async function nameTold(query: string, operationName?: string): Promise<string | null> {
  const told: (string | null)[] = [];
  const server = await startTinyServer({
    contextFor(_signal, origin) {
      told.push(origin.operationName);
      return {};
    },
  });
  onTestFinished(() => server.close(0));
  const answer = await server.ask('', { body: JSON.stringify({ query, operationName }) });
  expect(await answer.json()).toMatchObject({ data: { hello: 'hello you' } });
  expect(told).toHaveLength(1);
  return told[0] ?? null;
}

test.each([
  ['as the request names it', 'query A { hello } query B { hello }', 'B', 'B'],
  ['as the only operation of the document is named', 'query A { hello }', undefined, 'A'],
  ['as nothing, where neither names it', '{ hello }', undefined, null],
  ['in no more than 200 letters', `query ${'A'.repeat(5000)} { hello }`, undefined, 'A'.repeat(200)],
])('an operation is told %s', async (_how, query, operationName, name) => {
  expect(await nameTold(query, operationName)).toBe(name);
});
