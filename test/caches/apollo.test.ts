import { ApolloClient, gql, HttpLink, InMemoryCache, type FetchPolicy } from '@apollo/client';
import { expect, test } from 'vitest';
import { apolloCache } from './apollo.ts';
import { devicesPage, onePage, person, sessionIn, signOut, useServer } from './asking.ts';

const { url, complaints } = useServer();

function clientWith(cache: InMemoryCache) {
  const client = new ApolloClient({ cache, link: new HttpLink({ uri: url() }) });
  return {
    async query(text: string, variables: Record<string, string>, fetchPolicy: FetchPolicy = 'network-only') {
      return (await client.query({ query: gql(text), variables, fetchPolicy })).data;
    },
    change: (text: string, variables: Record<string, string>) =>
      client.mutate<{ revokeSession: { result: { outcome: string; session: { state: string } } } }>({
        mutation: gql(text),
        variables,
      }),
  };
}

test("Apollo's cache keeps every answer without a complaint, and shows a change wherever the session is", async () => {
  const { query, change } = clientWith(apolloCache());
  const id = sessionIn(await query(devicesPage, { person }));
  expect(await query(onePage, { id })).toMatchObject({ node: { __typename: 'Session', id } });
  await query(devicesPage, { person });
  const { data } = await change(signOut, { id });
  expect(data?.revokeSession.result.outcome).toBe('REVOKED');
  const after = JSON.stringify(await query(devicesPage, { person }, 'cache-only'));
  expect(after).toContain(`"id":"${id}","state":"${data?.revokeSession.result.session.state}"`);
  expect(complaints()).toEqual([]);
});

test('without what it is told of the types it complains', async () => {
  const { query } = clientWith(new InMemoryCache());
  const id = sessionIn(await query(devicesPage, { person }));
  await query(onePage, { id });
  expect(complaints()).not.toEqual([]);
});
