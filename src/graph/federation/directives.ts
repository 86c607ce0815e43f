/** What a subgraph says of its types and fields to a gateway, beside what they are. All of it is for gateways; nothing here grants or refuses anything. */
import type { FieldDefinitionNode } from 'graphql';
import { kinds } from '../../providers/kinds.ts';
import type { Scope } from '../../sessions/scope.ts';
import { defaultPageSize } from '../../sessions/page.ts';
import type { FieldCost } from '../cost.ts';

export interface SubgraphOptions {
  /**
   * The types that `User.email` and `User.emailVerified` have in the supergraph, to the letter, where gateways shall send them along;
   * providers linked by e-mail are found by them.
   */
  readonly userEmail?: { readonly email: string; readonly emailVerified: string } | undefined;
  /**
   * Marks what needs a signed-in person or a scope, for routers that check tokens by themselves. Off by default: Apollo's
   * router does not start with these marks without a licence, and lets nobody pass whose token it did not check itself.
   */
  readonly authorizationDirectives: boolean;
  /** How many providers are configured: what a question to all of them costs. */
  readonly providerCount: number;
}

/** With a provider of each kind. */
export const defaultSubgraphOptions: SubgraphOptions = {
  authorizationDirectives: false,
  providerCount: kinds.length,
};

/**
 * What stands before the types. `@cost` and `@listSize` came with 2.9; nothing here is newer. `@oneOf` is part of GraphQL, but
 * Apollo's composition does not know it unless it is defined (apollographql/federation#3437).
 */
export function preamble({ userEmail, authorizationDirectives }: SubgraphOptions): string {
  const imports = [
    '@cost',
    '@key',
    '@listSize',
    '@shareable',
    ...(userEmail === undefined ? [] : ['@external', '@requires']),
    ...(authorizationDirectives ? ['@authenticated', '@requiresScopes'] : []),
  ];
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ${JSON.stringify(imports)})
directive @oneOf on INPUT_OBJECT`;
}

/**
 * `node` and `nodes` are in many subgraphs, and each finds only its own types, so that composing them is an error
 * (INVALID_FIELD_SHARING). Address and name belong to the subgraph that keeps the accounts.
 */
const unpublished: ReadonlySet<string> = new Set([
  'Query.node',
  'Query.nodes',
  'User.email',
  'User.name',
  'User.nameFrom',
]);

export function isPublished(type: string, field: string): boolean {
  return !unpublished.has(`${type}.${field}`);
}

/** What a gateway has of a user from elsewhere and is asked to send along. */
export function externalFields(type: string, { userEmail }: SubgraphOptions): string {
  if (type !== 'User' || userEmail === undefined) return '';
  return `{ email: ${userEmail.email} @external emailVerified: ${userEmail.emailVerified} @external }`;
}

export function typeDirectives(type: string, { authorizationDirectives }: SubgraphOptions): string {
  switch (type) {
    case 'Session':
    case 'ClientSession':
      return `@key(fields: "id") ${authorizationDirectives ? '@authenticated' : ''}`;
    case 'User':
      return '@key(fields: "id")';
    case 'PageInfo':
      return '@shareable';
    default:
      return '';
  }
}

/** @param cost what the field costs, as it says itself. */
export function fieldDirectives(
  type: string,
  field: FieldDefinitionNode,
  cost: FieldCost,
  options: SubgraphOptions,
): string {
  const name = field.name.value;
  const directives = [costDirective(cost, options.providerCount), listDirective(field)].filter(
    (directive) => directive !== '',
  );
  if (type === 'User' && name !== 'id') {
    if (options.userEmail !== undefined) directives.push('@requires(fields: "email emailVerified")');
    if (options.authorizationDirectives) directives.push('@authenticated');
  }
  const scopes = options.authorizationDirectives ? sufficientScopes(type, name) : [];
  if (scopes.length > 0) {
    directives.push(`@requiresScopes(scopes: ${JSON.stringify(scopes.map((scope) => [scope]))})`);
  }
  return directives.join(' ');
}

/** What the calls of a field cost here, so that a gateway's price is of the same kind as the server's. */
function costDirective(cost: FieldCost, providerCount: number): string {
  const weight = cost.weight(providerCount);
  return weight === 0 ? '' : `@cost(weight: ${weight})`;
}

/** How long a page may be. */
function listDirective({ arguments: given = [] }: FieldDefinitionNode): string {
  const sizes = given.map(({ name }) => name.value).filter((name) => name === 'first' || name === 'last');
  if (sizes.length === 0) return '';
  return `@listSize(slicingArguments: ${JSON.stringify(sizes)}, assumedSize: ${defaultPageSize}, sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)`;
}

/** Of which one is needed to be answered at all; none where persons may ask for what is their own. */
function sufficientScopes(type: string, field: string): readonly Scope[] {
  if (type === 'Query' && field === 'clientSessions') return ['client-sessions:read', 'sessions:read:any'];
  if (type === 'Mutation' && field.includes('ClientSession')) return ['client-sessions:write'];
  return [];
}
