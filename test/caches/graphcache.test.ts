import { Client, fetchExchange, gql, type AnyVariables, type RequestPolicy } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { readFile } from 'node:fs/promises';
import { buildSchema, introspectionFromSchema, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { devicesPage, onePage, person, sessionIn, signOut, useServer } from './asking.ts';
import { keys, sessionCache } from './graphcache.ts';

const schema = buildSchema(await readFile(new URL('../../schema.graphql', import.meta.url), 'utf8'));

const { url, complaints } = useServer();

function clientWith(cache: ReturnType<typeof cacheExchange>) {
  const client = new Client({ url: url(), exchanges: [cache, fetchExchange], preferGetMethod: false });
  return {
    async query(text: string, variables: AnyVariables, requestPolicy: RequestPolicy = 'cache-first') {
      const { data, error } = await client.query(gql(text), variables, { requestPolicy }).toPromise();
      expect(error).toBeUndefined();
      return data;
    },
    change: (text: string, variables: AnyVariables) => client.mutation(gql(text), variables).toPromise(),
  };
}

test('graphcache keeps every answer without a complaint, and shows a change wherever the session is', async () => {
  const { query, change } = clientWith(sessionCache(introspectionFromSchema(schema)));
  const page = await query(devicesPage, { person });
  const id = sessionIn(page);
  expect(await query(onePage, { id })).toMatchObject({ node: { __typename: 'Session', id } });
  const { data } = await change(signOut, { id });
  expect(data).toMatchObject({ revokeSession: { result: { outcome: 'REVOKED' } } });
  const after = JSON.stringify(await query(devicesPage, { person }, 'cache-only'));
  expect(after).toContain(`"id":"${id}","state":"${data.revokeSession.result.session.state}"`);
  expect(complaints()).toEqual([]);
});

test('without the keys it complains', async () => {
  await clientWith(cacheExchange({})).query(devicesPage, { person });
  expect(complaints().join('\n')).toContain('no key could be generated');
});

test('every type without an id is named in the keys, so that a new one is not forgotten', () => {
  const missing = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !type.name.startsWith('__') && type.getFields()['id'] === undefined)
    .map(({ name }) => name)
    .filter(
      (name) =>
        !/^(Query|Mutation|PageInfo)$|(Connection|Edge|Payload)$/.test(name) && keys[name] === undefined,
    );
  expect(missing).toEqual([]);
});
