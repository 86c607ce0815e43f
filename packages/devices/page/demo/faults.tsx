/** Makes the demo's providers slow, limited or down while it runs. */
import { useEffect, useState } from 'react';
import type { DemoProvider } from './settings.ts';

interface FaultsProps {
  readonly providers: readonly DemoProvider[];
  /** Called when a provider behaves in another way. */
  readonly onChange: () => void;
}

const faults = [
  ['ok', 'works'],
  ['slow', 'is slow'],
  ['limited', 'refuses: too many requests'],
  ['down', 'is down'],
] as const;

export function Faults({ providers, onChange }: FaultsProps) {
  const [modes, setModes] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => void readModes().then(setModes), []);

  async function choose(id: string, mode: string) {
    await fetch(`demo/providers/${encodeURIComponent(id)}/${mode}`, { method: 'POST' });
    setModes(await readModes());
    onChange();
  }

  return (
    <details className="demo-faults">
      <summary>Make a provider fail</summary>
      {providers.map(({ id, name }) => (
        <label key={id}>
          {name}
          <select
            value={modes.get(id) ?? 'ok'}
            onChange={(event) => void choose(id, event.currentTarget.value)}
          >
            {optionsFor(modes.get(id)).map(([mode, words]) => (
              <option key={mode} value={mode}>
                {words}
              </option>
            ))}
          </select>
        </label>
      ))}
    </details>
  );
}

/** A fault that was set by another way is shown as well. */
function optionsFor(mode = 'ok'): readonly (readonly [mode: string, words: string])[] {
  return faults.some(([known]) => known === mode) ? faults : [...faults, [mode, mode]];
}

async function readModes(): Promise<ReadonlyMap<string, string>> {
  const response = await fetch('demo/providers');
  const { providers } = (await response.json()) as {
    readonly providers: readonly { readonly provider: string; readonly mode: string }[];
  };
  return new Map(providers.map(({ provider, mode }) => [provider, mode]));
}
