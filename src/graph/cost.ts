/**
 * What fields cost, said where they are defined, in their `extensions`. The server adds it up before an operation runs (`limits/price.ts`), and
 * `@cost` tells it to gateways.
 */
import type { GraphQLField } from 'graphql';
import { defaultPageSize } from '../sessions/page.ts';

/** A field's arguments, coerced, with defaults and variables in their place. */
export type Arguments = Readonly<Record<string, unknown>>;

/** What a call to a provider counts, in values of an answer. */
const costOfCall = 5;

/** How many entries a list has whose length nobody knows before it is read. */
const usualListLength = 10;

interface CostOptions {
  /** Who is called, for each object that the field stands on. What is batched or shared takes fewer calls. */
  readonly calls?: 'one provider' | 'each provider';
  /** How many calls each of them gets, one after the other: a change looks before it acts. */
  readonly rounds?: number;
  /** The arguments that name things to look up, each a question of its own: `filter.userIds`. */
  readonly things?: readonly string[];
  /** How many entries a list has: one for each provider, for each thing that is named, or for each row of the page above it. */
  readonly rows?: 'each provider' | 'each thing' | 'page';
  /** The most sessions that a change ends, by a call each, where its arguments name none. */
  readonly changes?: number;
}

export class FieldCost {
  readonly #options: CostOptions;

  constructor(options: CostOptions) {
    this.#options = options;
  }

  /** The arguments that name things to look up. */
  get things(): readonly string[] {
    return this.#options.things ?? [];
  }

  /** The cost of the calls, with so many providers. */
  ofCalls(args: Arguments, providers: number): number {
    const { calls, rounds = 1, changes } = this.#options;
    const asked = calls === undefined ? 0 : calls === 'each provider' ? providers : 1;
    const changed =
      changes === undefined || at(args, 'input.dryRun') === true ? 0 : this.#changed(args, changes);
    return (asked * rounds * Math.max(1, this.#named(args)) + changed) * costOfCall;
  }

  /** The same without arguments, for `@cost`. */
  weight(providers: number): number {
    return this.ofCalls({ input: { dryRun: true } }, providers);
  }

  /** How many entries the list has; null where they are the rows of a page. */
  rows(args: Arguments, providers: number): number | null {
    switch (this.#options.rows) {
      case 'page':
        return null;
      case 'each provider':
        return providers;
      case 'each thing':
        return this.#named(args);
      default:
        return usualListLength;
    }
  }

  /** How many rows a page below this field has. */
  pageSize(args: Arguments): number {
    const { changes } = this.#options;
    if (changes !== undefined) return this.#changed(args, changes);
    const sizes = [args['first'], args['last']].filter((size) => typeof size === 'number');
    // A negative size is refused by the field itself.
    return sizes.length === 0 ? defaultPageSize : Math.max(0, ...sizes);
  }

  #changed(args: Arguments, most: number): number {
    const ids = at(args, 'input.target.ids');
    return Array.isArray(ids) ? ids.length : most;
  }

  #named(args: Arguments): number {
    return this.things.reduce((sum, path) => sum + lengthOf(at(args, path)), 0);
  }
}

/** For the `extensions` of a field. */
export function costs(options: CostOptions): { readonly cost: FieldCost } {
  return { cost: new FieldCost(options) };
}

const nothing = new FieldCost({});

export function costOf(field: Pick<GraphQLField<unknown, unknown>, 'extensions'> | undefined): FieldCost {
  const cost = field?.extensions['cost'];
  return cost instanceof FieldCost ? cost : nothing;
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}

/** What stands at a path of keys, `input.target.ids`. */
function at(value: unknown, path: string): unknown {
  let inner = value;
  for (const key of path.split('.')) {
    if (typeof inner !== 'object' || inner === null) return undefined;
    inner = Object.getOwnPropertyDescriptor(inner, key)?.value;
  }
  return inner;
}
