/**
 * What a person reads of a provider's failure says nothing that only an operator can act on. Every message for people is in the sources: as a
 * `plainFailure`, as `forPeople`, or as the words of a status.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { kinds } from '../src/providers/kinds.ts';
import { type FailureStatus, ProviderFailure } from '../src/upstream/failure.ts';

const source = resolve(import.meta.dirname, '../src');

/** From where a message for people begins to the end of its statement. */
const messages = /(?:\bplainFailure\(|\bforPeople: )([^;]*?)(?:;|,?\n *\},?\n)/g;

function messagesIn(file: string): readonly { readonly place: string; readonly text: string }[] {
  const text = readFileSync(resolve(source, file), 'utf8');
  return Array.from(text.matchAll(messages), ({ index, [1]: expression = '' }) => ({
    place: `${file}:${text.slice(0, index).split('\n').length}`,
    // What is put in between is other messages, and names.
    text: Array.from(expression.replaceAll(/\$\{[^}]*\}/g, '').matchAll(/`[^`]*`|'[^'\n]*'|"[^"\n]*"/g))
      .map(([literal]) => literal)
      .filter((literal) => !/^'[A-Z_]+'$/.test(literal))
      .join(' '),
  }));
}

const statuses: Readonly<Record<FailureStatus, true>> = {
  UNAVAILABLE: true,
  TIMED_OUT: true,
  RATE_LIMITED: true,
  NOT_AUTHORIZED: true,
  NOT_LICENSED: true,
  NOT_SUPPORTED: true,
  MALFORMED: true,
  NOT_FOUND: true,
  ALREADY_EXISTS: true,
  REJECTED: true,
};

const ofStatuses = (Object.keys(statuses) as FailureStatus[]).map((status) => ({
  place: status,
  text: new ProviderFailure(status, 'For operators.').forPeople('Team chat'),
}));

const inSources = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/test|testing/.test(file))
  .flatMap(messagesIn)
  // What is handed on stands elsewhere in the sources.
  .filter(({ text }) => text !== '');

/** Keys of a provider in the configuration, but for those that are ordinary words. */
const configKeys = kinds
  .flatMap(({ config }) =>
    Array.from(
      JSON.stringify(z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' })).matchAll(/"(\w+)":\{/g),
    ),
  )
  .map(([, key = '']) => key)
  .filter((key) => /[A-Z]/.test(key) && !/^additionalProperties$|^anyOf$|^oneOf$|^allOf$/.test(key));

const operatorsWords =
  /\b(HTTP|JSON|HTML|header|permission|credentials|licence|scope|OAuth|role|admin|configuration|configured|Retry-After|api-[a-z-]+|API key|x-[a-z-]+)\b/i;

describe('a person reads nothing of', () => {
  test.each([...ofStatuses, ...inSources])('the operator at $place', ({ text }) => {
    expect(text).not.toMatch(operatorsWords);
    expect(configKeys.filter((key) => new RegExp(`\\b${key}\\b`).test(text))).toEqual([]);
  });
});

test('the messages are found', () => {
  expect(inSources.length).toBeGreaterThan(15);
  expect(configKeys).toContain('baseUrl');
});
