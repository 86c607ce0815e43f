import { expect, test } from 'vitest';
import { callWithin, expectNoSecret, type Contract } from './within.ts';

export function testProbing({ start }: Contract): void {
  test('says that everything works', async () => {
    const { provider, secrets } = await start();
    const lines = await provider.probe(callWithin());
    expect(lines).not.toEqual([]);
    expect(lines.filter((line) => !line.ok)).toEqual([]);
    expectNoSecret(lines, secrets);
  });

  test('says that the credentials do not work', async () => {
    const { withWrongCredentials, secrets } = await start();
    const lines = await withWrongCredentials.probe(callWithin());
    expect(lines.some((line) => !line.ok)).toBe(true);
    expectNoSecret(lines, secrets);
  });

  test.each([[{ kind: 'down' }], [{ kind: 'html', status: 502 }], [{ kind: 'html', status: 200 }]] as const)(
    'says that the provider does not answer as it should: %o',
    async (fault) => {
      const { provider, emulator, secrets } = await start();
      emulator.fault = fault;
      const lines = await provider.probe(callWithin());
      expect(lines.some((line) => !line.ok)).toBe(true);
      expectNoSecret(lines, secrets);
    },
  );

  test('ends by the deadline where the provider does not answer', async () => {
    const { provider, emulator } = await start();
    emulator.fault = { kind: 'hanging' };
    const lines = await provider.probe(callWithin(150));
    expect(lines.some((line) => !line.ok)).toBe(true);
  });

  test('does not reject where the caller leaves', async () => {
    const { provider } = await start();
    const call = { ...callWithin(), signal: AbortSignal.abort(new Error('the caller left')) };
    expect((await provider.probe(call)).some((line) => !line.ok)).toBe(true);
  });
}
