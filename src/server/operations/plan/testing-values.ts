/**
 * The schema with other resolvers: what each gives follows from a seed and the place that asks, good and bad, at once or later, so that two
 * executors can be given the very same.
 */
import {
  getNamedType,
  GraphQLError,
  GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { Random } from './testing-random.ts';

/** What an executor hands to resolvers. */
export interface DrawnContext {
  readonly seed: number;
  /** How many of a hundred values are errors, nulls, or of the wrong type. */
  readonly trouble: number;
  /** How many of a hundred values come later. */
  readonly late: number;
  readonly turns: Turns;
}

/**
 * Promises that are settled one by one, each after everything that the one before set off has run its course. So the order of errors follows
 * from the order of the promises, and not from how many steps an executor takes between two.
 */
export class Turns {
  readonly #waiting: { readonly order: number; readonly settle: () => void }[] = [];

  later<Value>(order: number, give: () => Value): Promise<Value> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        try {
          resolve(give());
        } catch (error) {
          reject(error);
        }
      };
      this.#waiting.push({ order, settle });
    });
  }

  /** Settles promises until the answer is there. */
  async until<Value>(answer: Value | Promise<Value>): Promise<Value> {
    let isThere = false;
    const done = Promise.resolve(answer).finally(() => (isThere = true));
    for (;;) {
      await new Promise(setImmediate);
      if (isThere) return done;
      this.#waiting.sort((a, b) => a.order - b.order);
      this.#waiting.shift()?.settle();
    }
  }
}

interface Drawn {
  readonly seed: string;
  readonly typename: unknown;
}

/** Takes the place of every resolver, `isTypeOf` and `resolveType` of the schema. */
export function drawAll(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isAbstractType(type)) {
      type.resolveType = (value: Drawn, context: DrawnContext) =>
        eventually(new Random(`${value.seed} type`), context, () => value.typename as string);
    }
    if (!isObjectType(type)) continue;
    if (type.isTypeOf) {
      type.isTypeOf = (value: Drawn, context: DrawnContext) => {
        const random = new Random(`${value.seed} is ${context.seed}`);
        return eventually(random, context, () => {
          if (random.chance(context.trouble)) throw new Error('You may not see this.');
          return true;
        });
      };
    }
    for (const field of Object.values(type.getFields())) {
      field.resolve = (parent: Drawn | undefined, args: object, context: DrawnContext) => {
        const seed = `${context.seed} ${parent?.seed ?? ''}.${field.name}(${JSON.stringify(args)})`;
        return drawn(field.type, seed, context, schema);
      };
    }
  }
}

/** What a resolver gives for a type, or throws. */
function drawn(type: GraphQLOutputType, seed: string, context: DrawnContext, schema: GraphQLSchema): unknown {
  const random = new Random(seed);
  return eventually(random, context, () => {
    if (random.chance(context.trouble)) return bad(random);
    return good(isNonNullType(type) ? type.ofType : type, random, seed, context, schema);
  });
}

function eventually<Value>(
  random: Random,
  { late, turns }: DrawnContext,
  give: () => Value,
): Value | Promise<Value> {
  if (!random.chance(late)) return give();
  return turns.later(random.below(1000), give);
}

function bad(random: Random): unknown {
  switch (random.below(12)) {
    case 0:
      throw new Error('A resolver failed.');
    case 1:
      throw new GraphQLError('A resolver refused.', {
        extensions: { code: 'REFUSED', http: { status: 400 } },
      });
    case 2:
      throw { not: 'an error' };
    case 3:
      throw undefined;
    case 4:
      throw 'a string';
    case 5:
      return new TypeError('An error that was returned.');
    case 6:
      return undefined;
    case 7:
      return { of: 'another type', seed: 'bad', typename: random.pick([null, 'User', 'ClerkSession']) };
    case 8:
      return random.pick(['text', 5, Number.NaN, true, Symbol('symbol')]);
    default:
      return null;
  }
}

function good(
  type: GraphQLOutputType,
  random: Random,
  seed: string,
  context: DrawnContext,
  schema: GraphQLSchema,
): unknown {
  if (isListType(type)) {
    const items = Array.from({ length: random.below(4) }, (_, index) => {
      const item = () => drawn(type.ofType, `${seed}[${index}]`, context, schema);
      // What is thrown while a list is made is no item of it.
      try {
        return item();
      } catch (error) {
        return error instanceof Error ? error : null;
      }
    });
    return random.chance(10) ? new Set(items) : items;
  }
  if (isEnumType(type)) return random.pick(type.getValues()).value;
  if (isObjectType(type)) return { seed, typename: type.name } satisfies Drawn;
  if (isAbstractType(type)) {
    return { seed, typename: random.pick(schema.getPossibleTypes(type)).name } satisfies Drawn;
  }
  switch (getNamedType(type).name) {
    case 'Int':
      return random.pick([0, -1, 42, 2 ** 31 - 1, '7', true]);
    case 'Float':
      return random.pick([0, -0.5, 1e21, '2.5']);
    case 'Boolean':
      return random.pick([true, false, 1]);
    case 'DateTime':
      return random.below(2 ** 31) * 1000 + random.below(1000);
    default:
      return random.pick([
        '',
        'plain',
        'quote " and \\',
        'é\u2028\u{1f600}',
        '\ud800 alone',
        '\u0007',
        'x'.repeat(100),
        12,
        false,
      ]);
  }
}
