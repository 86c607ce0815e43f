/** Every key of the configuration with its type and default, from the schemas that check it: what its documentation must say. */
import { z } from 'zod';
import { configSchema } from '../../src/config/schema.ts';
import { kinds } from '../../src/providers/kinds.ts';

export interface ConfigKey {
  /** As `auth.jwt[].issuer`. */
  readonly key: string;
  /** In words: "whole number from 0 to 10". */
  readonly type: string;
  /** As YAML writes it; "required", or blank where nothing stands for it. */
  readonly default: string;
  /** The kind of provider that takes it, by its label; null for keys of all kinds, and for all other keys. */
  readonly kind: string | null;
}

interface Node {
  readonly type?: string;
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
}

const treeOf = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as unknown as Node;

/** What holds where only the least is said: defaults that the schema itself does not show. */
const least: unknown = configSchema.parse({
  providers: [{ id: 'a', kind: 'clerk', secretKey: 'sk_test_x' }],
});

export function configKeys(): readonly ConfigKey[] {
  const { providers: _, ...rest } = treeOf(configSchema).properties ?? {};
  const ofKinds = kinds.map(({ label, config }) => keysIn(treeOf(config), 'providers[].', label));
  const isCommon = ({ key, type, default: given }: ConfigKey) =>
    ofKinds.every((keys) =>
      keys.some((other) => other.key === key && other.type === type && other.default === given),
    );
  const [first = []] = ofKinds;
  return [
    ...keysIn({ properties: rest }, '', null),
    ...first.filter(isCommon).map((one) => ({ ...one, kind: null })),
    ...ofKinds.flat().filter((one) => !isCommon(one)),
  ];
}

/** The keys with a value of their own; those of groups are theirs. */
function keysIn(
  { properties = {}, required = [] }: Node,
  prefix: string,
  kind: string | null,
): readonly ConfigKey[] {
  return Object.entries(properties).flatMap(([name, node]) => {
    const key = `${prefix}${name}`;
    const variants = [node, ...(node.anyOf ?? []), ...(node.oneOf ?? [])].filter(
      (one) => one.properties !== undefined,
    );
    if (variants.length > 0) return distinct(variants.flatMap((one) => keysIn(one, `${key}.`, kind)));
    if (node.items?.properties !== undefined) return keysIn(node.items, `${key}[].`, kind);
    return [{ key, type: typeOf(node), default: defaultOf(key, node, required.includes(name)), kind }];
  });
}

function distinct(keys: readonly ConfigKey[]): readonly ConfigKey[] {
  return [...new Map(keys.map((one) => [one.key, one])).values()];
}

function typeOf({ type, format, const: only, enum: values, items, anyOf, minimum, maximum }: Node): string {
  if (only !== undefined) return `\`${String(only)}\``;
  if (values !== undefined) return values.map((value) => `\`${value}\``).join(', ');
  if (anyOf !== undefined) return anyOf.map(typeOf).join(' or ');
  switch (type) {
    case 'array':
      return `list of ${items === undefined ? '?' : typeOf(items).replace(/^text$/, 'texts')}`;
    case 'string':
      return format === 'uri' ? 'URL' : 'text';
    case 'boolean':
      return 'true or false';
    case 'integer':
      return `whole number${rangeOf(minimum, maximum)}`;
    default:
      return type ?? '?';
  }
}

function rangeOf(minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER): string {
  if (minimum === Number.MIN_SAFE_INTEGER) return '';
  return maximum === Number.MAX_SAFE_INTEGER ? ` from ${minimum}` : ` from ${minimum} to ${maximum}`;
}

function defaultOf(key: string, node: Node, isRequired: boolean): string {
  if (isRequired) return 'required';
  const value = node.default ?? valueAt(least, key.split('.'));
  if (value === undefined || value === '') return '';
  return `\`${Array.isArray(value) ? `[${value.join(', ')}]` : String(value)}\``;
}

function valueAt(value: unknown, [name, ...others]: readonly string[]): unknown {
  if (name === undefined) return value;
  return value instanceof Object && name in value
    ? valueAt(Object.entries(value).find(([key]) => key === name)?.[1], others)
    : undefined;
}
