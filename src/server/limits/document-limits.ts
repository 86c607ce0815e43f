/** How deep, how often renamed and how decorated an operation may be, how long its keys, and how many changes it may ask for. */
import {
  Kind,
  OperationTypeNode,
  type ASTVisitor,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import type { Limits } from '../../config/limits.ts';
import { operationError, type RefusalCode } from '../refusal.ts';

/** Of a key of the answer, in letters: the longest name of the schema's own has half of them. */
const maxKeyLength = 64;
/** Changes of one operation: each may call every provider for each of hundreds of sessions. */
const maxChanges = 5;

interface Extent {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Letters of the longest key. */
  readonly keyLength: number;
  /** Fields of the outermost level. */
  readonly fields: number;
}

const nothing: Extent = { depth: 0, aliases: 0, directives: 0, keyLength: 0, fields: 0 };

/**
 * The rule that refuses operations beyond the limits. A fragment counts wherever it is spread, but is measured once, so that a document in
 * which fragments double thirty times over takes no longer than any other; one that spreads itself is left to the rule against that.
 */
export function documentLimitsRule(limits: Pick<Limits, 'depth' | 'aliases' | 'directives'>): ValidationRule {
  return function DocumentLimits(context): ASTVisitor {
    const extentOf = measuring(context);
    return {
      OperationDefinition(operation) {
        const extent = extentOf(operation);
        const over = (code: RefusalCode, what: string, limit: number) =>
          context.reportError(
            operationError(code, `The operation has ${what}; at most ${limit} are allowed.`, {
              nodes: operation,
            }),
          );
        if (extent.depth > limits.depth)
          over('QUERY_TOO_DEEP', `${extent.depth} levels of fields`, limits.depth);
        if (extent.aliases > limits.aliases)
          over('TOO_MANY_ALIASES', `${extent.aliases} aliases`, limits.aliases);
        if (extent.directives > limits.directives)
          over('TOO_MANY_DIRECTIVES', `${extent.directives} directives`, limits.directives);
        if (extent.keyLength > maxKeyLength)
          over('ALIAS_TOO_LONG', `an alias of ${extent.keyLength} letters`, maxKeyLength);
        if (operation.operation === OperationTypeNode.MUTATION && extent.fields > maxChanges)
          over('TOO_MANY_CHANGES', `${extent.fields} mutation fields`, maxChanges);
        return false;
      },
      FragmentDefinition: () => false,
    };
  };
}

function measuring(context: ValidationContext): (operation: OperationDefinitionNode) => Extent {
  const measured = new Map<string, Extent>();

  function ofFragment(name: string): Extent {
    const known = measured.get(name);
    if (known !== undefined) return known;
    measured.set(name, nothing);
    const fragment = context.getFragment(name);
    const extent = fragment ? ofDefinition(fragment) : nothing;
    measured.set(name, extent);
    return extent;
  }

  function ofDefinition(definition: FragmentDefinitionNode | OperationDefinitionNode): Extent {
    const own = definition.directives?.length ?? 0;
    const onVariables = (definition.variableDefinitions ?? []).map(
      ({ directives }) => directives?.length ?? 0,
    );
    return add(ofSelections(definition.selectionSet), {
      ...nothing,
      directives: onVariables.reduce((sum, count) => sum + count, own),
    });
  }

  function ofSelections(set: SelectionSetNode | undefined): Extent {
    return (set?.selections ?? []).reduce((sum, selection) => add(sum, ofSelection(selection)), nothing);
  }

  function ofSelection(selection: SelectionNode): Extent {
    const own = { ...nothing, directives: selection.directives?.length ?? 0 };
    switch (selection.kind) {
      case Kind.FIELD: {
        const below = ofSelections(selection.selectionSet);
        const { alias } = selection;
        return add(
          { ...below, depth: below.depth + 1, fields: 1 },
          { ...own, aliases: alias === undefined ? 0 : 1, keyLength: alias?.value.length ?? 0 },
        );
      }
      case Kind.INLINE_FRAGMENT:
        return add(own, ofSelections(selection.selectionSet));
      case Kind.FRAGMENT_SPREAD:
        return add(own, ofFragment(selection.name.value));
    }
  }

  return ofDefinition;
}

function add(a: Extent, b: Extent): Extent {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
    keyLength: Math.max(a.keyLength, b.keyLength),
    fields: a.fields + b.fields,
  };
}
