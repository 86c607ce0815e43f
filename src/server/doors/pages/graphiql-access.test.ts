import { expect, test } from 'vitest';
import { idleKey, startGuardedServer } from '../../../../test/support/guarded-server.ts';
import { startTinyServer } from '../../../../test/tiny-server.ts';

const introspection = '{ __schema { queryType { name } } }';
const openInBrowser = (url: string) => fetch(url, { headers: { accept: 'text/html' }, redirect: 'manual' });

test('where people sign in there is no GraphiQL by default', async () => {
  const { url } = await startGuardedServer({});
  const [page, root, asset] = await Promise.all([
    openInBrowser(url),
    openInBrowser(new URL('/', url).href),
    fetch(new URL('/graphiql-assets/0000000000000000/graphiql.js', url)),
  ]);
  expect([page.status, root.status, asset.status]).toEqual([401, 404, 404]);
});

test('with `signedIn` its page is open, and what it asks needs credentials', async () => {
  const server = await startGuardedServer({ config: { graphiql: 'signedIn' } });
  const page = await openInBrowser(server.url);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect((await server.ask(introspection)).status).toBe(401);
  expect((await server.askAs(idleKey, introspection)).data).toEqual({
    __schema: { queryType: { name: 'Query' } },
  });
});

test('with `off` there is none, also where nobody signs in', async () => {
  const server = await startTinyServer({ graphiql: null });
  const [page, root] = await Promise.all([openInBrowser(server.url), openInBrowser(server.origin)]);
  expect([page.status, root.status]).toEqual([403, 404]);
  expect((await server.ask(introspection)).status).toBe(200);
  await server.close(0);
});
