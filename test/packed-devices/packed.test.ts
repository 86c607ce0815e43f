import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import type { FunctionComponent } from 'react';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PreviewServer, preview } from 'vite';
import { openBrowser } from '../browser/chromium.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { buildProject, installed, installPacked, project } from './packed.ts';

let server: TestServer;
let site: PreviewServer;
let browser: Browser;
let built: string;
let origin: string;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser(), installPacked()]);
  built = await buildProject();
  site = await preview({
    configFile: false,
    root: project,
    build: { outDir: built },
    preview: { port: 0, host: '127.0.0.1', proxy: { '/graphql': new URL(server.url).origin } },
  });
  origin = site.resolvedUrls?.local[0] ?? '';
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await server?.close();
  if (built) await rm(built, { recursive: true });
});

async function open(path: string): Promise<{ page: Page; troubles: readonly string[] }> {
  const page = await browser.newPage();
  const troubles: string[] = [];
  page.on('pageerror', ({ message }) => troubles.push(message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(message.text());
  });
  await page.goto(new URL(path, origin).href);
  return { page, troubles };
}

test('the component runs in an application with React, with words and hooks of its own', async () => {
  const { page, troubles } = await open('/');
  await page.getByRole('heading', { name: /Mara Lindholm.’s sign-ins/ }).waitFor();
  await page.getByRole('heading', { level: 3 }).first().waitFor();
  expect(await page.locator('.sg-row').count()).toBe(6);
  // The application's own button is as it was.
  const looks = await page
    .locator('#own, .sg-button')
    .evaluateAll((buttons) => buttons.slice(0, 2).map((button) => getComputedStyle(button).borderRadius));
  expect(looks).toEqual(['0px', '9.6px']);

  await page.getByRole('button', { name: /^Sign out: .*iPhone/ }).click();
  page.once('dialog', (asked) => void asked.accept());
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('1 sign-in signed out.').first().waitFor();
  expect(await page.evaluate('ended')).toEqual([
    { sessionIds: [expect.any(String)], includesThisDevice: false },
  ]);
  expect(troubles).toEqual([]);
});

test('the element runs in a page without a framework, in the language of the page', async () => {
  const { page, troubles } = await open('/element.html');
  await page.getByRole('heading', { name: /Wo .Mara Lindholm. angemeldet ist/ }).waitFor();
  await page.getByRole('heading', { level: 3 }).first().waitFor();
  expect(troubles).toEqual([]);
  await page.route('**/graphql', (route) => route.abort());
  await page.getByRole('button', { name: 'Aktualisieren' }).click();
  await page.getByText('Der Server ist nicht erreichbar').first().waitFor();
  expect(await page.title()).toBe('UNREACHABLE');
});

test('a token that is not good any more has words of its own, and the application hears of it', async () => {
  const { page } = await open('/element.html');
  await page.getByRole('heading', { level: 3 }).first().waitFor();
  const body = JSON.stringify({ errors: [{ message: 'No.', extensions: { code: 'UNAUTHENTICATED' } }] });
  await page.route('**/graphql', (route) => route.fulfill({ status: 401, body }));
  await page.getByRole('button', { name: 'Aktualisieren' }).click();
  await page.getByText('Melden Sie sich neu an').first().waitFor();
  expect(await page.title()).toBe('UNAUTHENTICATED');
});

test('the component can be rendered on a server', async () => {
  const { createElement } = await import('react');
  const { renderToString } = await import('react-dom/server');
  const { Devices } = (await import(join(installed, 'dist/react.js'))) as {
    readonly Devices: FunctionComponent<{ readonly endpoint: string; readonly locale: string }>;
  };
  const html = renderToString(createElement(Devices, { endpoint: '/graphql', locale: 'de' }));
  expect(html).toContain('Wo Sie angemeldet sind');
});

test('the element with everything in it is at most 60 KB, compressed', async () => {
  const script = await readFile(join(installed, 'dist/element.js'));
  expect(script.toString()).not.toMatch(/\bfrom\s*["']/);
  expect(gzipSync(script).length).toBeLessThan(60_000);
});

test('the package has what its exports name, and the documents that a server may trust', async () => {
  const { exports } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  };
  for (const target of Object.values(exports).flatMap((one) =>
    typeof one === 'string' ? one : Object.values(one),
  )) {
    expect((await readFile(join(installed, target))).length, target).toBeGreaterThan(0);
  }
  const documents = JSON.parse(
    await readFile(join(installed, 'dist/persisted-documents.json'), 'utf8'),
  ) as object;
  expect(Object.keys(documents)).toHaveLength(4);
  expect(await readFile(join(installed, 'dist/element.licenses.md'), 'utf8')).toContain('preact');
});
