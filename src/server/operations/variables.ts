/** The variables of a request, and the arguments they make. Pricing and execution ask for the same ones. */
import type { FieldNode, GraphQLField } from 'graphql';
import type { Arguments } from '../../graph/cost.ts';
import { planArgumentValues, type PlannedArguments } from './argument-values.ts';

type Field = GraphQLField<unknown, unknown>;

/** How the arguments of an operation's fields follow from its variables, for those that were asked for so far. */
export type ArgumentPlans = Map<FieldNode, { readonly field: Field; readonly plan: PlannedArguments }>;

export class Variables {
  /** As the client sent them. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly coerced: Readonly<Record<string, unknown>>;
  readonly #plans: ArgumentPlans;
  readonly #made = new Map<FieldNode, { readonly field: Field; readonly args: Arguments }>();

  /** @param plans of the operation, which its requests have in common. */
  constructor(given: Variables['given'], coerced: Variables['coerced'], plans: ArgumentPlans = new Map()) {
    this.given = given;
    this.coerced = coerced;
    this.#plans = plans;
  }

  /** The arguments of a field where it is asked for. Throws a `GraphQLError` where they cannot be coerced. */
  argumentsOf(field: Field, node: FieldNode): Arguments {
    const made = this.#made.get(node);
    // A fragment on an interface stands for the fields of several types.
    if (made?.field === field) return made.args;
    const args = Object.freeze(this.#planOf(field, node)(this.coerced));
    this.#made.set(node, { field, args });
    return args;
  }

  #planOf(field: Field, node: FieldNode): PlannedArguments {
    const known = this.#plans.get(node);
    if (known?.field === field) return known.plan;
    const plan = planArgumentValues(field, node);
    this.#plans.set(node, { field, plan });
    return plan;
  }
}
