/** The planned executor against graphql-js: the same answers, to the byte, whatever is asked and whatever the resolvers do. */
import fc from 'fast-check';
import { execute, getVariableValues, Kind, parse, validate, type DocumentNode } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { schema } from '../../../graph/schema.ts';
import { Variables } from '../variables.ts';
import { planOperation } from './plan.ts';
import { questionFor, type Question } from './testing-documents.ts';
import { drawAll, Turns, type DrawnContext } from './testing-values.ts';

drawAll(schema);

const unlimited = { maxBytes: Infinity, signal: new AbortController().signal };

type Given = Omit<DrawnContext, 'turns'>;

/** Which executor runs; graphql-js leaves rejections unhandled where an item of a list fails at once and others fail later. */
let running = 'neither';
const unhandled: unknown[] = [];
const listeners = process.listeners('unhandledRejection');
beforeAll(() => {
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (reason) => {
    if (running !== 'graphql-js') unhandled.push(reason);
  });
});
afterAll(() => {
  process.removeAllListeners('unhandledRejection');
  for (const listener of listeners) process.on('unhandledRejection', listener);
  expect(unhandled).toEqual([]);
});

async function byGraphqlJs(document: DocumentNode, question: Question, given: Given): Promise<string> {
  const turns = new Turns();
  const { variables: variableValues, operationName } = question;
  const contextValue = { ...given, turns };
  return JSON.stringify(
    await turns.until(execute({ schema, document, contextValue, variableValues, operationName })),
  );
}

async function byPlan(document: DocumentNode, question: Question, given: Given): Promise<string> {
  const plan = planOperation(schema, document, question.operationName);
  if (plan === null) throw new Error('The question was not planned.');
  const turns = new Turns();
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const definitions = operation?.kind === Kind.OPERATION_DEFINITION ? operation.variableDefinitions : [];
  const { coerced, errors: refused } = getVariableValues(schema, definitions ?? [], question.variables);
  if (coerced === undefined) return JSON.stringify({ errors: refused });
  const variables = new Variables(question.variables, coerced);
  const { data, errors } = await turns.until(plan.run({ ...given, turns }, variables, unlimited));
  return `{${errors.length > 0 ? `"errors":${JSON.stringify(errors)},` : ''}"data":${data}}`;
}

const questions = fc.record({ questionSeed: fc.nat(), size: fc.integer({ min: 1, max: 60 }) });

test.each([
  { what: 'all is well', trouble: 0, late: 0, numRuns: 300 },
  { what: 'all is well, some of it later', trouble: 0, late: 20, numRuns: 200 },
  { what: 'there are errors', trouble: 3, late: 0, numRuns: 500 },
  { what: 'there are errors, some of them later', trouble: 3, late: 20, numRuns: 500 },
  { what: 'there are many errors', trouble: 20, late: 30, numRuns: 200 },
  { what: 'there are errors, most of them later', trouble: 10, late: 60, numRuns: 300 },
])('where $what, a plan answers as graphql-js does', async ({ trouble, late, numRuns }) => {
  const seen = { errors: 0, length: 0 };
  await fc.assert(
    fc.asyncProperty(questions, fc.nat(), async ({ questionSeed, size }, seed) => {
      const question = questionFor(schema, questionSeed, size);
      const document = parse(question.text);
      fc.pre(validate(schema, document).length === 0);
      const given = { seed, trouble, late };
      running = 'graphql-js';
      const expected = await byGraphqlJs(document, question, given);
      running = 'plan';
      expect(await byPlan(document, question, given)).toBe(expected);
      seen.length += expected.length;
      if (expected.startsWith('{"errors"')) seen.errors += 1;
    }),
    { numRuns },
  );
  // The questions were no empty ones.
  expect(seen.length / numRuns).toBeGreaterThan(200);
  if (trouble > 0) expect(seen.errors / numRuns).toBeGreaterThan(0.2);
});
