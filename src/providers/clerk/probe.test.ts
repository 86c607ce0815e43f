import { expect, test } from 'vitest';
import { anyCall, openClerk, secretKey } from './testing.ts';

test('tells the limit of a development instance', async () => {
  const { clerk, emulator } = await openClerk({});
  const lines = await clerk.probe(anyCall());
  expect(lines).toMatchObject([{ ok: true }, { ok: true, message: expect.stringContaining('100 requests') }]);
  expect(emulator.calls).toHaveLength(1);
});

test.each([
  ['pk_live_Y2xlcmsuZXhhbXBsZS5jb20k', 'publishable key'],
  ['whsec_C2FVsBQIhrscChlQIMV', 'wrong form'],
  ['sk_live_4eC39HqLyjWDarjtT1zdp7dc', 'does not accept this secretKey'],
])('says of the key %s what is wrong with it, and not the key', async (key, reason) => {
  const { clerk } = await openClerk({ config: { secretKey: key } });
  const lines = await clerk.probe(anyCall());
  expect(lines).toMatchObject([{ ok: false, message: expect.stringContaining(reason) }]);
  for (const secret of [key, secretKey]) expect(JSON.stringify(lines)).not.toContain(secret);
});
