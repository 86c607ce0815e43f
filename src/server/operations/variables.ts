/** The variables of a request, and the arguments they make. Pricing and execution ask for the same ones, which take long to coerce. */
import { type FieldNode, getArgumentValues, type GraphQLField } from 'graphql';
import type { Arguments } from '../../graph/cost.ts';

interface Made {
  readonly field: Field;
  readonly args: Arguments;
}

type Field = GraphQLField<unknown, unknown>;

export class Variables {
  /** As the client sent them. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly coerced: Readonly<Record<string, unknown>>;
  readonly #made = new Map<FieldNode, Made>();

  constructor(given: Variables['given'], coerced: Variables['coerced']) {
    this.given = given;
    this.coerced = coerced;
  }

  /** The arguments of a field where it is asked for. Throws a `GraphQLError` where they cannot be coerced. */
  argumentsOf(field: Field, node: FieldNode): Arguments {
    const made = this.#made.get(node);
    // A fragment on an interface stands for the fields of several types.
    if (made?.field === field) return made.args;
    const args = Object.freeze(getArgumentValues(field, node, this.coerced));
    this.#made.set(node, { field, args });
    return args;
  }
}
