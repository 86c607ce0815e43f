import { type CacheExchangeOpts, cacheExchange } from '@urql/exchange-graphcache';

/** Things with no id of their own: they are kept in the object they were asked for. */
const parts =
  `Account Actor ClerkSession ConnectWebview ConnectedAccount ConnectedDevice CustomMetadataEntry DeviceBrand
  DeviceClient Keypad Location OperatingSystem ProviderCapabilities ProviderHealth ProviderReport ResourceProblem RevokeResult
  RocketChatSession Thermostat UserError UserIdentity UserLookup ZendeskSession`.split(/\s+/);

export const keys = Object.fromEntries(parts.map((type) => [type, () => null]));

/** @param schema as introspection gives it, so that the cache knows what `SessionDetails` and `Node` may be. */
export const sessionCache = (schema: NonNullable<CacheExchangeOpts['schema']>) =>
  cacheExchange({ keys, schema });
