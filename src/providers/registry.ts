/** What the rest of the server makes of the kinds: their configuration, their providers, and each kind by its name. */
import { z } from 'zod';
import type { CommonProviderConfig } from './config.ts';
import type { ProviderDependencies } from './dependencies.ts';
import type { AnyKind } from './kind.ts';
import { kinds } from './kinds.ts';
import type { Provider } from './provider.ts';
import type { ClientSessionRecord, ProviderKind, SessionDetails } from './records.ts';

const byName: ReadonlyMap<ProviderKind, AnyKind> = new Map(kinds.map((kind) => [kind.name, kind]));

/** Throws for a name that is none of a kind, which a checked configuration never has. */
export function kindNamed(name: ProviderKind): AnyKind {
  const kind = byName.get(name);
  if (kind === undefined) throw new Error(`There is no kind of provider named ${name}.`);
  return kind;
}

type ConfigSchema = AnyKind['config'];
const [first, ...others] = kinds;

/** One entry of `providers:` in the configuration; its `kind` decides which other keys it takes. */
export const providerConfig = z.discriminatedUnion<readonly [ConfigSchema, ...ConfigSchema[]], 'kind'>(
  'kind',
  [first.config, ...others.map(({ config }) => config)],
  { error: `must be one of ${kinds.map(({ name }) => name).join(', ')}` },
);

/** Makes the provider for a checked configuration entry. Nothing is sent until it is first asked. */
export function createProvider(config: CommonProviderConfig, dependencies: ProviderDependencies): Provider {
  const { upstream } = dependencies;
  return { ...kindNamed(config.kind).create(config, dependencies), state: () => upstream.state() };
}

/** Whether a session's details are a whole client session. */
export function isClientSession(details: SessionDetails): details is ClientSessionRecord {
  return kindNamed(details.kind).details === 'ClientSession';
}
