import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTinyServer, type TinyServer } from '../../../../test/tiny-server.ts';

const tabs = [{ query: '# first </script><script>alert(1)</script>\n{ hello }', variables: '{"a":1}' }];

let server: TinyServer;
let page: string;
let policy: string;
beforeAll(async () => {
  server = await startTinyServer({ graphiql: { tabs, asksForKey: false } });
  const response = await fetch(server.url, { headers: { accept: 'text/html,*/*;q=0.8' } });
  page = await response.text();
  policy = response.headers.get('content-security-policy') ?? '';
});
afterAll(() => server.close(0));

/** Everything that the page, or its script, loads. */
function assetUrls(): string[] {
  const inTags = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url = '']) => url);
  const workers = Object.values(settings().workers);
  return [...inTags.filter((url) => !url.startsWith('data:')), ...workers];
}

function settings(): { workers: Record<string, string>; options: Record<string, unknown> } {
  const json = /<script type="application\/json" id="graphiql">(.*?)<\/script>/s.exec(page)?.[1];
  return JSON.parse(json ?? '') as { workers: Record<string, string>; options: Record<string, unknown> };
}

/** Asks without undici, which would decode the answer. */
function raw(
  path: string,
  acceptEncoding: string,
): Promise<{ body: Buffer; encoding: string | undefined; headers: unknown }> {
  return new Promise((resolve, reject) => {
    request(new URL(path, server.url), { headers: { 'accept-encoding': acceptEncoding } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          body: Buffer.concat(chunks),
          encoding: response.headers['content-encoding'],
          headers: response.headers,
        }),
      );
    })
      .on('error', reject)
      .end();
  });
}

test('the page and its files load nothing from another host', async () => {
  const urls = assetUrls();
  expect(urls).toHaveLength(6);
  for (const url of urls) {
    expect(url).toMatch(/^graphiql-assets\/[0-9a-f]{16}\/[a-z.]+$/);
    const text = (await raw(url, 'identity')).body.toString();
    expect(text.length).toBeGreaterThan(100);
    expect(text).not.toMatch(/unpkg\.com|jsdelivr|cdnjs|esm\.sh|googleapis\.com|gstatic\.com/);
    expect(text).not.toMatch(/(?:importScripts|import)\(\s*["'`]https?:/);
    if (url.endsWith('.css')) expect(text).not.toMatch(/@import|url\((?!["']?data:)/);
  }
});

test('the policy lets the browser load from this server only, and run no inline script', () => {
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/script-src 'self'(;|$)/);
  expect(policy).toMatch(/worker-src 'self'(;|$)/);
  expect(policy).toMatch(/connect-src 'self'(;|$)/);
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
  const inlineScripts = [...page.matchAll(/<script(?![^>]*\bsrc=)([^>]*)>/g)].map(([, attributes = '']) =>
    attributes.trim(),
  );
  expect(inlineScripts).toEqual(['type="application/json" id="graphiql"']);
});

test('the page is small and opens the tabs it was given, whatever they hold', () => {
  expect(page.length).toBeLessThan(5000);
  expect(settings().options).toMatchObject({
    title: 'sessiongraph',
    defaultTabs: tabs,
    shouldPersistHeaders: false,
  });
});

test('the files are compressed as the browser can read them, and kept for a year', async () => {
  const css = assetUrls().find((url) => url.endsWith('.css')) ?? '';
  const plain = await raw(css, 'identity');
  const br = await raw(css, 'gzip, deflate, br');
  const gzip = await raw(css, 'gzip, br;q=0');
  expect([plain.encoding, br.encoding, gzip.encoding]).toEqual([undefined, 'br', 'gzip']);
  expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true);
  expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
  expect(br.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
    'content-type': 'text/css; charset=utf-8',
  });
});

test('a query in the address still opens GraphiQL in a browser, so that an address can be shared', async () => {
  const response = await fetch(`${server.url}?query={hello}`, { headers: { accept: 'text/html' } });
  expect(response.headers.get('content-type')).toContain('text/html');
});
