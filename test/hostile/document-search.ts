/** Looks over the schema for documents that make a server work hardest within its limits: deep, wide, and with the largest pages that fit. */
import {
  type DocumentNode,
  getNamedType,
  getOperationAST,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { Limits } from '../../src/config/limits.ts';
import { documentLimitsRule } from '../../src/server/limits/document-limits.ts';
import { priceOperation } from '../../src/server/limits/price.ts';
import { Variables } from '../../src/server/operations/variables.ts';

export interface Found {
  readonly query: string;
  readonly cost: number;
}

interface Shape {
  /** How many branches each level has. */
  readonly width: number;
  readonly depth: number;
  /** How often the first level that has a page is asked for, under other names. */
  readonly aliases: number;
}

const pageSizes = [100, 50, 20, 10, 5, 2, 1];

/** @param random from 0 to 1, seeded. @returns so many documents, each as expensive as the limits allow for its shape, the most expensive first. */
export function searchDocuments(
  schema: GraphQLSchema,
  limits: Limits,
  count: number,
  random: () => number,
): readonly Found[] {
  const rule = documentLimitsRule(limits);
  const found = new Map<string, Found>();
  for (let tries = 0; found.size < count && tries < count * 50; tries += 1) {
    const shape = {
      width: 1 + Math.floor(random() * 3),
      depth: 3 + Math.floor(random() * (limits.depth - 3)),
      aliases: random() < 0.5 ? 1 : 1 + Math.floor(random() * (limits.aliases - 1)),
    };
    const draft = draftDocument(schema, shape, random);
    for (const size of pageSizes) {
      const query = draft.replaceAll('SIZE', String(size));
      const document = parseWithin(query, limits.tokens);
      const operation = document && getOperationAST(document);
      if (!operation || validate(schema, document, [rule, ...specifiedRules]).length > 0) break;
      const cost = priceOperation({ schema, document, operation, providerCount: 4 })(new Variables({}, {}));
      if (cost > limits.cost) continue;
      found.set(query, { query, cost });
      break;
    }
  }
  return [...found.values()].toSorted((a, b) => b.cost - a.cost);
}

/** What the signed-in person may ask for of their own, with SIZE for the sizes of pages. */
function draftDocument(schema: GraphQLSchema, shape: Shape, random: () => number): string {
  let aliases = shape.aliases;
  const pick = <Item>(items: readonly Item[], most: number): readonly Item[] =>
    items
      .map((item) => ({ item, at: random() }))
      .toSorted((a, b) => a.at - b.at)
      .slice(0, most)
      .map(({ item }) => item);

  function select(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields()).filter((field) => !field.args.some(isRequiredArgument));
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)));
    const branches = fields.filter((field) => isObjectType(getNamedType(field.type)));
    const asked = [...pick(leaves, 2), ...(depth > 1 ? pick(branches, shape.width) : [])];
    return `{ __typename ${asked.map((field) => write(field, depth)).join(' ')} }`;
  }

  function write(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    if (!isObjectType(type)) return field.name;
    const hasPage = field.args.some(({ name }) => name === 'first');
    const times = hasPage ? aliases : 1;
    if (hasPage) aliases = 1;
    const text = `${field.name}${hasPage ? '(first: SIZE)' : ''} ${select(type, depth - 1)}`;
    return times === 1
      ? text
      : Array.from({ length: times }, (_, index) => `${field.name}${index}: ${text}`).join(' ');
  }

  const user = schema.getType('User');
  if (!isObjectType(user)) throw new Error('The schema has no User.');
  return `{ viewer ${select(user, shape.depth)} }`;
}

function parseWithin(query: string, maxTokens: number): DocumentNode | null {
  try {
    return parse(query, { maxTokens });
  } catch {
    return null;
  }
}
