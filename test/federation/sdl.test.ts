import { Kind, parse, print } from 'graphql';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { defaultSubgraphOptions, type SubgraphOptions } from '../../src/graph/federation/directives.ts';
import { subgraphSdl } from '../../src/graph/federation/sdl.ts';
import { schema } from '../../src/graph/schema.ts';
import { run } from '../command.ts';
import { startSubgraph } from './subgraph.ts';

/** Types and fields by their coordinates, each with its directives: `User.email` → `@external`. */
function published(options: Partial<SubgraphOptions> = {}): ReadonlyMap<string, string> {
  const { definitions } = parse(subgraphSdl(schema, { ...defaultSubgraphOptions, ...options }));
  return new Map(
    definitions.flatMap((definition) => {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
      const type = definition.name.value;
      const fields = definition.fields ?? [];
      return [
        [type, (definition.directives ?? []).map(print).join(' ')] as const,
        ...fields.map(
          (field) => [`${type}.${field.name.value}`, (field.directives ?? []).map(print).join(' ')] as const,
        ),
      ];
    }),
  );
}

const userEmail = { email: 'String!', emailVerified: 'Boolean' };
const pageOfEither =
  '@cost(weight: 20) @listSize(slicingArguments: ["first", "last"], assumedSize: 20, sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)';

describe('what a subgraph publishes', () => {
  test('names its entities, and what subgraphs share', () => {
    const sdl = published();
    const marked = [...sdl].filter(
      ([coordinate, directives]) => !coordinate.includes('.') && directives !== '',
    );
    expect(Object.fromEntries(marked)).toEqual({
      ClientSession: '@key(fields: "id")',
      PageInfo: '@shareable',
      Session: '@key(fields: "id")',
      User: '@key(fields: "id")',
    });
  });

  test('tells routers how long lists may be', () => {
    expect(published().get('User.sessions')).toBe(pageOfEither);
    expect(published().get('Query.clientSessions')).toContain('slicingArguments: ["first"]');
    expect(published().get('Query.viewer')).toBe('');
  });

  test('leaves out what belongs to nobody or to others, and federation itself', () => {
    const sdl = published();
    for (const coordinate of ['Query.node', 'Query.nodes', 'User.email', 'Query._service', 'Query._entities'])
      expect(sdl.has(coordinate), coordinate).toBe(false);
    expect(sdl.get('Query.session')).toBe('@cost(weight: 5)');
  });

  test('asks gateways for addresses where the supergraph has them', () => {
    const sdl = published({ userEmail });
    expect(subgraphSdl(schema, { ...defaultSubgraphOptions, userEmail })).toMatch(
      /^  email: String! @external\n  emailVerified: Boolean @external$/m,
    );
    expect(sdl.get('User.accounts')).toBe('@cost(weight: 20) @requires(fields: "email emailVerified")');
    expect(sdl.get('User.id')).toBe('');
  });

  test('marks what needs a person or a scope where routers check that', () => {
    const sdl = published({ authorizationDirectives: true });
    expect(sdl.get('Session')).toBe('@key(fields: "id") @authenticated');
    expect(sdl.get('User.sessions')).toBe(`${pageOfEither} @authenticated`);
    expect(sdl.get('Query.clientSessions')).toContain(
      '@requiresScopes(scopes: [["client-sessions:read"], ["sessions:read:any"]])',
    );
    expect(sdl.get('Mutation.getOrCreateClientSession')).toBe(
      '@cost(weight: 10) @requiresScopes(scopes: [["client-sessions:write"]])',
    );
    expect(sdl.get('Mutation.grantClientSessionAccess')).toContain('client-sessions:write');
    expect(sdl.get('Mutation.revokeSession')).toBe('@cost(weight: 10)');
    expect(sdl.get('Query.viewer')).toBe('');
  });

  test('imports the directives that it uses, and no others', () => {
    for (const options of [{}, { userEmail }, { authorizationDirectives: true }]) {
      const sdl = subgraphSdl(schema, { ...defaultSubgraphOptions, ...options });
      const [link = '', rest = ''] = sdl.split(/\n\n(.*)/s);
      const used = [
        '@key',
        '@shareable',
        '@cost',
        '@listSize',
        '@external',
        '@requires',
        '@authenticated',
        '@requiresScopes',
      ];
      for (const directive of used)
        expect(link.includes(`"${directive}"`), directive).toBe(new RegExp(` ${directive}\\b`).test(rest));
    }
  });
});

test('"schema --federation" prints what the server tells its gateway', async () => {
  const printed = run(['schema', '--federation']);
  const subgraph = await startSubgraph();
  onTestFinished(() => subgraph.close());
  const { data } = await subgraph.ask('{ service: _service { sdl } }', {}, {});
  expect(await printed.ended).toBe(0);
  expect(printed.stdout).toBe(data.service.sdl);
});

test('"schema --federation --config" prints it as the configuration has it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sessiongraph-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const clerk = {
    id: 'clerk',
    kind: 'clerk',
    baseUrl: 'http://127.0.0.1:1',
    secretKey: 'sk',
    linkBy: 'nativeId',
  };
  const config = { providers: [clerk], federation: { userEmail } };
  await writeFile(join(directory, 'sessiongraph.config.json'), JSON.stringify(config));
  const printed = run(['schema', '--federation', '--config', 'sessiongraph.config.json'], { cwd: directory });
  expect(await printed.ended).toBe(0);
  expect(printed.stdout).toBe(
    subgraphSdl(schema, { ...defaultSubgraphOptions, userEmail, providerCount: 1 }),
  );
});

test('a server that is no subgraph has no field of federation', async () => {
  const subgraph = await startSubgraph({ federation: { enabled: false } });
  onTestFinished(() => subgraph.close());
  const { errors } = await subgraph.ask('{ _service { sdl } }');
  expect(errors[0]?.message).toContain('Cannot query field "_service"');
});
