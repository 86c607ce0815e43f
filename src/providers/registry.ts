/** What the rest of the server makes of the kinds: their configuration, their providers, and each kind by its name. */
import { z } from 'zod';
import type { ProviderLimits } from '../upstream/rate-limits.ts';
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
export const providerConfig = z
  .discriminatedUnion<readonly [ConfigSchema, ...ConfigSchema[]], 'kind'>(
    'kind',
    [first.config, ...others.map(({ config }) => config)],
    { error: `must be one of ${kinds.map(({ name }) => name).join(', ')}` },
  )
  .superRefine((config, context) => {
    const message = mistakeInShare(config);
    if (message !== null) context.addIssue({ code: 'custom', path: ['limitShare'], message });
  });

/** A share must leave a call in every window. */
function mistakeInShare(config: CommonProviderConfig): string | null {
  const { limitShare } = config;
  if (limitShare === 1 || limitShare <= 0) return null;
  const { provider, route } = limitsOf(config);
  const documented = provider ?? route;
  if (documented === null) {
    return `is a part of nothing, since no limit of ${kindNamed(config.kind).label} is documented: give rateLimit instead`;
  }
  const { requests, perMs } = documented;
  if (requests * limitShare >= 1) return null;
  return `leaves less than one of the ${requests} calls in ${perMs} ms: give at least ${Math.ceil(1e6 / requests) / 1e6}`;
}

/** How often the provider may be asked, as far as its API documents it. */
export function limitsOf(config: CommonProviderConfig): ProviderLimits {
  return kindNamed(config.kind).limits(config);
}

/** Makes the provider for a checked configuration entry. Nothing is sent until it is first asked. */
export function createProvider(config: CommonProviderConfig, dependencies: ProviderDependencies): Provider {
  const { upstream } = dependencies;
  return { ...kindNamed(config.kind).create(config, dependencies), state: () => upstream.state() };
}

/** Whether a session's details are a whole client session. */
export function isClientSession(details: SessionDetails): details is ClientSessionRecord {
  return kindNamed(details.kind).details === 'ClientSession';
}
