import { expect, test } from 'vitest';
import { createRevocations } from './revocations.ts';

test('a revocation is remembered until the session would have expired anyway', async () => {
  let time = 1000;
  const revocations = createRevocations(() => time);
  await revocations.remember('a', 5000);
  time = 4999;
  expect(revocations.revokedAt('a', 5000)).toBe(1000);
  time = 5000;
  expect(revocations.revokedAt('a', 5000)).toBeNull();
});

test('where the expiry was not known, it is learnt from the next reading', async () => {
  let time = 1000;
  const revocations = createRevocations(() => time);
  await revocations.remember('a', null);
  expect(revocations.revokedAt('a', 5000)).toBe(1000);
  time = 5000;
  expect(revocations.revokedAt('a', null)).toBeNull();
});

test('a later expiry does not make a revoked session live again', async () => {
  let time = 1000;
  const revocations = createRevocations(() => time);
  await revocations.remember('a', 5000);
  expect(revocations.revokedAt('a', 9000)).toBe(1000);
  time = 8000;
  expect(revocations.revokedAt('a', 9000)).toBe(1000);
});

test('revoking again keeps the first moment', async () => {
  let time = 1000;
  const revocations = createRevocations(() => time);
  await revocations.remember('a', 5000);
  time = 2000;
  await revocations.remember('a', 5000);
  expect(revocations.revokedAt('a', 5000)).toBe(1000);
});

test('a full memory drops what has expired before what has not, and then the oldest', async () => {
  let time = 1000;
  const revocations = createRevocations(() => time, undefined, 2);
  await revocations.remember('lasting', 9000);
  await revocations.remember('short', 2000);
  time = 2000;
  await revocations.remember('next', 9000);
  expect(revocations.revokedAt('lasting', 9000)).toBe(1000);
  await revocations.remember('one more', 9000);
  expect(revocations.revokedAt('lasting', 9000)).toBeNull();
  expect(revocations.revokedAt('next', 9000)).toBe(2000);
  expect(revocations.revokedAt('one more', 9000)).toBe(2000);
});

test('a session that lives on after its revocation was forgotten can be remembered again', async () => {
  let time = 1000;
  const revocations = createRevocations(() => time);
  await revocations.remember('a', 2000);
  time = 2000;
  expect(revocations.revokedAt('a')).toBeNull();
  await revocations.remember('a', 3000);
  expect(revocations.revokedAt('a')).toBe(2000);
});
