import { loadConfig } from '../config/config.ts';
import type { Provider } from '../providers/provider.ts';
import { createLog } from '../server/watch/log.ts';
import { openProviders } from '../server/open-providers.ts';
import { watchFaults } from './lifetime.ts';

/** Asks every provider who the credentials are and what they may do, and prints it. @returns whether all of it works. */
export async function check({ config: named }: { readonly config?: string }): Promise<boolean> {
  watchFaults(createLog());
  const config = await loadConfig({ named, directory: process.cwd() });
  const opened = openProviders(config.providers, Date.now);
  const { lines, ok } = await probeAll(opened.providers);
  await opened.close();
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  return ok;
}

/** Probes all at once; the lines stand in the order of the configuration. */
export async function probeAll(
  providers: readonly Provider[],
): Promise<{ readonly lines: readonly string[]; readonly ok: boolean }> {
  const probed = await Promise.all(
    providers.map(async (provider) => {
      const signal = new AbortController().signal;
      const lines = await provider.probe({ signal, deadlineAt: performance.now() + provider.timeoutMs });
      return lines.map((line) => ({ id: provider.id, ...line }));
    }),
  );
  const all = probed.flat();
  const width = Math.max(...all.map(({ id }) => id.length));
  return {
    lines: all.map(({ ok, id, message }) => `${ok ? 'ok  ' : 'FAIL'} ${id.padEnd(width)}  ${message}`),
    ok: all.every(({ ok }) => ok),
  };
}
