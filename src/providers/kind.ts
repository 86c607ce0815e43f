/**
 * A kind of provider, described in one place: its folder's `kind.ts`. Everything outside the folder derives from it: the configuration, the
 * SDL's `ProviderKind` and `SessionDetails`, what `text` searches, names to show, and the test suites. CONTRIBUTING.md, "Write a provider", goes
 * through it step by step.
 */
import type { z } from 'zod';
import type { ProviderLimits } from '../upstream/rate-limits.ts';
import type { CommonProviderConfig } from './config.ts';
import type { ProviderDependencies } from './dependencies.ts';
import type { Provider } from './provider.ts';
import type { LinkKey, ProviderKind, SessionDetails } from './records.ts';

export interface Kind<
  Config extends CommonProviderConfig = CommonProviderConfig,
  Details extends SessionDetails = SessionDetails,
> {
  /** The value of `kind` in the configuration, in small letters and digits: "zendesk". The SDL has it in capitals. */
  readonly name: ProviderKind;
  /** As people know it: "Rocket.Chat". */
  readonly label: string;
  /** For `ProviderKind` in the SDL: what its sessions are, and what they tell. */
  readonly description: string;
  /** One entry of `providers:`, with `kind: z.literal(name)`. */
  readonly config: z.core.$ZodTypeDiscriminable & z.ZodType<Config>;
  /** How often the API may be asked, as far as it is documented. */
  limits(config: Config): ProviderLimits;
  /** Makes the provider. Nothing is sent until it is first asked. */
  create(config: Config, dependencies: ProviderDependencies): Provider;
  /** Every `linkBy` that the configuration takes; each is a test of its own in the contract suite. */
  readonly linkKeys: readonly LinkKey[];
  /** What a session is called where the provider says nothing of a device: "Zendesk session". */
  readonly sessionName: string;
  /** What only this kind tells of a session. `ClientSession` is there already, for kinds that have client sessions. */
  readonly details: DetailsType<Details> | 'ClientSession';
  /** Which of the details the filter's `text` searches. */
  readonly searchedDetails: readonly DetailsFieldName<Details>[];
}

/** An object type of the SDL as data: its fields are those of the details, and each has a description for the reader of GraphiQL. */
export interface DetailsType<Details extends object> {
  /** The type's name in the SDL: "ZendeskSession". */
  readonly typeName: string;
  readonly description: string;
  readonly fields: {
    readonly [Name in DetailsFieldName<Details>]: {
      readonly type: DetailsFieldType<Details[Name]>;
      readonly description: string;
    };
  };
}

type DetailsFieldName<Details extends object> = Exclude<keyof Details & string, 'kind'>;

/** Every field may be null, since no provider tells everything of every session; a list is empty instead. */
type DetailsFieldType<Value> = [Value] extends [string | null]
  ? 'ID' | 'String'
  : [Value] extends [number | null]
    ? 'DateTime' | 'Int' | 'Float'
    : [Value] extends [boolean | null]
      ? 'Boolean'
      : [Value] extends [readonly string[]]
        ? '[String!]!'
        : DetailsType<Extract<Value, object>>;

/** A kind as everybody outside its folder knows it. */
export interface AnyKind extends Omit<Kind, 'details' | 'searchedDetails'> {
  readonly details: DetailsObject | 'ClientSession';
  readonly searchedDetails: readonly string[];
}

/** A `DetailsType` of whatever details. */
export interface DetailsObject {
  readonly typeName: string;
  readonly description: string;
  readonly fields: Readonly<
    Record<string, { readonly type: DetailsScalar | DetailsObject; readonly description: string }>
  >;
}

export type DetailsScalar = 'ID' | 'String' | 'DateTime' | 'Int' | 'Float' | 'Boolean' | '[String!]!';

/** A provider as people know it: by its `name`, else "Rocket.Chat (chat)". @param label of its kind. */
export function providerName(label: string, { id, name }: Pick<CommonProviderConfig, 'id' | 'name'>): string {
  return name ?? `${label} (${id})`;
}

/** Checks a kind against its own types. */
export function defineKind<Config extends CommonProviderConfig, Details extends SessionDetails>(
  kind: Kind<Config, Details>,
): Kind<Config, Details> {
  return kind;
}
