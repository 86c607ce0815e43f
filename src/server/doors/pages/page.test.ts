import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { startTinyServer, type TinyServer } from '../../../../test/tiny-server.ts';
import { openPages, rootFrom } from './page.ts';

const html =
  '<title>A page</title><script type="application/json" id="settings">null</script><script src="./assets/a-1.js">';

/** A server with a page as Vite leaves it. */
async function serve(settings: unknown, path = '/'): Promise<TinyServer> {
  const directory = await mkdtemp(join(tmpdir(), 'sessiongraph-page-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await mkdir(join(directory, 'assets'));
  await Promise.all([
    writeFile(join(directory, 'index.html'), html),
    writeFile(join(directory, 'assets/a-1.js'), 'alert(1)'),
    writeFile(join(directory, 'persisted-documents.json'), '{"sha256:1":"query Hello { hello }"}'),
  ]);
  const file = { path, file: 'index.html', settings, connectTo: 'https://login.example' };
  const pages = await openPages(pathToFileURL(`${directory}/`), 'A page', [file]);
  const server = await startTinyServer({ pages });
  onTestFinished(() => server.close(0));
  return server;
}

const asBrowser = { headers: { accept: 'text/html' } };

test('the page is at the root, with its settings, and runs nothing but its own files', async () => {
  const server = await serve({ people: ['</script><script>alert(1)</script>'] });
  const response = await fetch(server.origin, asBrowser);
  expect(await response.text()).toBe(
    html.replace('null', String.raw`{"people":["\u003c/script>\u003cscript>alert(1)\u003c/script>"]}`),
  );
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("connect-src 'self' https://login.example;");
  expect(policy.replace('https://login.example', '')).not.toMatch(/unsafe|https?:|\*/);
});

test('its files are kept by the browser, and there are no others', async () => {
  const server = await serve(null);
  const file = await fetch(`${server.origin}/assets/a-1.js`);
  expect([await file.text(), file.headers.get('content-type'), file.headers.get('cache-control')]).toEqual([
    'alert(1)',
    'text/javascript; charset=utf-8',
    'public, max-age=31536000, immutable',
  ]);
  for (const path of ['/assets/', '/assets/b.js', '/assets/..%2findex.html', '/persisted-documents.json']) {
    expect([path, (await fetch(server.origin + path)).status]).toEqual([path, 404]);
  }
});

test('what the page asks is known by its id', async () => {
  const server = await serve(null);
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ documentId: 'sha256:1' }),
  });
  expect(await response.json()).toMatchObject({ data: { hello: 'hello you' } });
});

test('GraphiQL links to the page', async () => {
  const server = await serve(null);
  const response = await fetch(server.url, asBrowser);
  expect(await response.text()).toContain(String.raw`href=\"./\" title=\"A page\"`);
});

test('a page at another path finds its files from there, and leaves the root alone', async () => {
  const server = await serve(null, '/me/devices');
  const response = await fetch(`${server.origin}/me/devices?code=1`, asBrowser);
  expect(await response.text()).toContain('src="../assets/a-1.js"');
  expect((await fetch(`${server.origin}/me/devices`)).status).toBe(404);
  expect((await fetch(server.origin, { ...asBrowser, redirect: 'manual' })).headers.get('location')).toBe(
    'graphql',
  );
  expect(['/', '/devices', '/a/b/c'].map(rootFrom)).toEqual(['./', './', '../../']);
});

test('a page that was not built is none', async () => {
  expect(
    await openPages(pathToFileURL('/nowhere/'), 'A page', [
      { path: '/', file: 'index.html', settings: null },
    ]),
  ).toBeNull();
});
