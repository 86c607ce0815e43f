import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OutcomeFragment, ReportFragment } from '../graphql/generated/graphql.ts';
import { judge, type Promised } from './verdict.ts';

const clerk = { id: 'clerk', kind: 'CLERK', name: 'Clerk' } as const;
const promise = (id: string): Promised => ({ id, service: clerk, device: null, isWholeAccount: false });
const outcome = (id: string, what: OutcomeFragment['outcome'], retryable = false): OutcomeFragment => ({
  id,
  outcome: what,
  retryable,
  provider: clerk,
  session: null,
});
const report = (status: ReportFragment['status'], complete = true): ReportFragment => ({
  provider: clerk,
  status,
  complete,
  message: null,
  retryAt: null,
});
const change = (outcomes: readonly OutcomeFragment[], reports: readonly ReportFragment[] = []) => ({
  outcomes,
  reports,
  refusals: [],
});

test('what ended, what was gone, and what did not happen are told apart', () => {
  const results = [
    outcome('a', 'REVOKED'),
    outcome('b', 'ALREADY_ENDED'),
    outcome('c', 'FAILED', true),
    outcome('d', 'FAILED'),
    outcome('e', 'ACCEPTED'),
    outcome('f', 'NOT_SUPPORTED'),
  ];
  const { ended, gone, broken } = judge(
    results.map(({ id }) => promise(id)),
    change(results),
  );
  expect([ended, gone]).toEqual([['a'], 1]);
  expect(broken.map(({ id, why }) => [id, why])).toEqual([
    ['c', 'tryLater'],
    ['d', 'refused'],
    ['e', 'later'],
    ['f', 'cannot'],
  ]);
});

test('of a promise without an answer, the service’s report says what became of it', () => {
  const whyOf = (reports: readonly ReportFragment[]) => {
    const { broken, gone } = judge([promise('a')], change([], reports));
    return broken[0]?.why ?? (gone === 1 ? 'gone' : 'lost');
  };
  expect(whyOf([report('UNAVAILABLE')])).toBe('tryLater');
  expect(whyOf([report('OK')])).toBe('gone');
  expect(whyOf([report('OK', false)])).toBe('tryLater');
  expect(whyOf([])).toBe('noWord');
});

test('no promise is lost: each has ended, was gone, or is named', () => {
  const what = fc.constantFrom(
    'REVOKED',
    'ALREADY_ENDED',
    'NOT_FOUND',
    'FAILED',
    'ACCEPTED',
    'NOT_SUPPORTED',
    null,
  );
  fc.assert(
    fc.property(fc.array(what), fc.constantFrom('OK', 'UNAVAILABLE', 'LINK_UNKNOWN'), (fates, status) => {
      const outcomes = fates.flatMap((fate, index) => (fate === null ? [] : [outcome(String(index), fate)]));
      const promised = fates.map((_fate, index) => promise(String(index)));
      const { ended, gone, broken } = judge(promised, change(outcomes, [report(status)]));
      expect(ended.length + gone + broken.length).toBe(promised.length);
    }),
  );
});
