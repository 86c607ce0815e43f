import { expect, test } from 'vitest';
import { plainFailure, ProviderFailure } from './failure.ts';

test('people are told what happened, and operators what to change', () => {
  const failure = new ProviderFailure(
    'NOT_AUTHORIZED',
    'Give their user the permission view-all (HTTP 403).',
  );
  expect(failure.message).toContain('view-all');
  expect(failure.forPeople('Team chat')).toBe(
    'Team chat does not let this service do that: tell whoever runs this service.',
  );
});

test('a failure without a provider names none', () => {
  expect(new ProviderFailure('TIMED_OUT', 'x').forPeople()).toBe('A provider did not answer in time.');
});

test('words of their own come before those of the status', () => {
  expect(plainFailure('REJECTED', 'Name one session.').forPeople('Team chat')).toBe('Name one session.');
});
