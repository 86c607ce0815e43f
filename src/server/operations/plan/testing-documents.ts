/** Queries that a schema allows, made from its types: aliases, merged fields, fragments in fragments, variables in any place. */
import {
  getNamedType,
  getNullableType,
  GraphQLNonNull,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { Random } from './testing-random.ts';

export interface Question {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string;
}

/** @param size about how many selections there are. Not every question is valid: one key may stand for fields of different types. */
export function questionFor(schema: GraphQLSchema, seed: number, size: number): Question {
  return new Writer(schema, seed, size).question();
}

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  #left: number;
  readonly #fragments: { readonly name: string; readonly on: string; readonly text: string }[] = [];
  readonly #variables: { readonly name: string; readonly type: string; readonly given: unknown }[] = [];

  constructor(schema: GraphQLSchema, seed: number, size: number) {
    this.#schema = schema;
    this.#random = new Random(seed);
    this.#left = size;
  }

  question(): Question {
    const root = this.#schema.getQueryType();
    if (!root) throw new Error('The schema has no queries.');
    const selections = this.#selections(root, 0);
    const variables = this.#variables.map(({ name, type }) => `$${name}: ${type}`).join(', ');
    const fragments = this.#fragments.map(({ name, on, text }) => `fragment ${name} on ${on} ${text}`);
    return {
      text: [
        `query Asked${variables && `(${variables})`} ${selections}`,
        'query Other { __typename }',
        ...fragments,
      ].join('\n'),
      variables: Object.fromEntries(
        this.#variables.flatMap(({ name, given }) => (given === undefined ? [] : [[name, given]])),
      ),
      operationName: 'Asked',
    };
  }

  #selections(type: GraphQLCompositeType, depth: number): string {
    const count = 1 + this.#random.below(5);
    return `{ ${Array.from({ length: count }, () => this.#selection(type, depth)).join(' ')} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    this.#left -= 1;
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const kind = this.#random.below(100);
    if (kind < 6 || (fields.length === 0 && depth > 8))
      return this.#random.chance(50) ? '__typename' : 'kind: __typename';
    if (kind < 14) return `... ${this.#selections(type, depth + 1)}`;
    if (kind < 26 || fields.length === 0) return this.#inlineFragment(type, depth);
    if (kind < 36) return this.#spread(type, depth);
    return this.#field(this.#random.pick(fields), depth);
  }

  #inlineFragment(type: GraphQLCompositeType, depth: number): string {
    const on = this.#random.pick(this.#overlapping(type));
    return `... on ${on.name} ${this.#selections(on, depth + 1)}`;
  }

  #spread(type: GraphQLCompositeType, depth: number): string {
    const names = new Set(this.#overlapping(type).map(({ name }) => name));
    const known = this.#fragments.filter(({ on }) => names.has(on));
    if (known.length > 0 && this.#random.chance(60)) return `...${this.#random.pick(known).name}`;
    const on = this.#random.pick(this.#overlapping(type));
    const text = this.#selections(on, depth + 1);
    const name = `Fragment${this.#fragments.length}`;
    this.#fragments.push({ name, on: on.name, text });
    return `...${name}`;
  }

  /** The types that an object of the type may have besides. */
  #overlapping(type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
    const possible: readonly GraphQLObjectType[] = isObjectType(type)
      ? [type]
      : this.#schema.getPossibleTypes(type);
    const interfaces = new Set(possible.flatMap((one) => one.getInterfaces()));
    return [type, ...possible, ...interfaces];
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    const tooDeep = depth > 7 || this.#left < 0;
    if (!isLeafType(type) && tooDeep) return '__typename';
    const args = field.args
      .filter((arg) => isNonNullType(arg.type) || this.#random.chance(30))
      .map((arg) => `${arg.name}: ${this.#value(arg.type, 0)}`)
      .join(', ');
    const key = this.#keyOf(field, args);
    const below = isLeafType(type) ? '' : ` ${this.#selections(type, depth + 1)}`;
    return `${key}${field.name}${args && `(${args})`}${below}`;
  }

  /** The same arguments have the same key, so that fields can be merged; without any, the name or one of two aliases. */
  #keyOf({ name, type }: GraphQLField<unknown, unknown>, args: string): string {
    if (args !== '') return `${name}_${new Random(args).below(1_000_000)}: `;
    if (this.#random.chance(85)) return '';
    return `${this.#random.chance(50) ? 'a' : 'b'}_${name}_${new Random(String(type)).below(1000)}: `;
  }

  #value(type: GraphQLInputType, depth: number): string {
    if (this.#random.chance(25)) return this.#variable(type);
    if (isNonNullType(type)) return this.#value(type.ofType, depth);
    if (this.#random.chance(10)) return 'null';
    return this.#literal(type, depth);
  }

  #literal(type: GraphQLInputType, depth: number): string {
    if (isNonNullType(type)) return this.#literal(type.ofType, depth);
    if (isListType(type)) {
      const item = () => this.#nonNull(type.ofType, depth);
      return this.#random.chance(15)
        ? item()
        : `[${Array.from({ length: this.#random.below(3) }, item).join(', ')}]`;
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields());
      const given = type.isOneOf
        ? [this.#random.pick(fields)]
        : fields.filter((field) => isNonNullType(field.type) || this.#random.chance(depth > 1 ? 0 : 20));
      const valueOf = (field: GraphQLInputType) =>
        this.#value(type.isOneOf ? new GraphQLNonNull(getNullableType(field)) : field, depth + 1);
      return `{ ${given.map((field) => `${field.name}: ${valueOf(field.type)}`).join(', ')} }`;
    }
    if (isEnumType(type)) return this.#random.pick(type.getValues()).name;
    return JSON.stringify(this.#scalar(type.name));
  }

  #nonNull(type: GraphQLInputType, depth: number): string {
    return this.#literal(getNullableType(type), depth);
  }

  #scalar(name: string): unknown {
    switch (name) {
      case 'Int':
        return this.#random.below(100);
      case 'Boolean':
        return this.#random.chance(50);
      case 'DateTime':
        return new Date(this.#random.below(2 ** 31) * 1000).toISOString();
      default:
        return this.#random.pick(['', 'x', 'é"\\\n', '\u{1f600}', 'longer '.repeat(10)]);
    }
  }

  /** Given, left out where it may be, or with a default; a null in the place of a default is what only execution finds. */
  #variable(type: GraphQLInputType): string {
    const name = `v${this.#variables.length}`;
    const given = this.#given(type);
    if (isNonNullType(type) && this.#random.chance(30)) {
      const literal = this.#constant(type.ofType, given);
      if (literal !== null) {
        const { sent } = this.#random.pick<{ sent?: unknown }>([{ sent: given }, { sent: null }, {}]);
        this.#variables.push({ name, type: `${type.ofType} = ${literal}`, given: sent });
        return `$${name}`;
      }
    }
    const isLeftOut = !isNonNullType(type) && this.#random.chance(30);
    this.#variables.push({ name, type: String(type), given: isLeftOut ? undefined : given });
    return `$${name}`;
  }

  #constant(type: GraphQLInputType, given: unknown): string | null {
    if (isEnumType(type)) return String(given);
    return isLeafType(type) ? JSON.stringify(given) : null;
  }

  #given(type: GraphQLInputType): unknown {
    if (isNonNullType(type)) return this.#given(type.ofType);
    if (isListType(type))
      return Array.from({ length: this.#random.below(3) }, () => this.#given(type.ofType));
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields());
      const given = type.isOneOf
        ? [this.#random.pick(fields)]
        : fields.filter((field) => isNonNullType(field.type));
      return Object.fromEntries(given.map((field) => [field.name, this.#given(field.type)]));
    }
    if (isEnumType(type)) return this.#random.pick(type.getValues()).name;
    return this.#scalar(type.name);
  }
}
