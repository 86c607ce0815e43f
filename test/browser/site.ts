/** The demo with its page, and a browser that looks at it and at nothing else. */
import { execFile } from 'node:child_process';
import { readFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { vi } from 'vitest';
import { createDemoSignIn, pageSettings, tabsOf, tokenRoute } from '../../src/command/demo-sign-in.ts';
import { checkConfig } from '../../src/config/check.ts';
import { type Demo, startDemo } from '../../src/demo/demo.ts';
import { createLog } from '../../src/server/watch/log.ts';
import { openPage } from '../../src/server/doors/pages/page.ts';
import { start } from '../../src/server/start.ts';
import { openBrowser } from './chromium.ts';

// A story is many steps, and each waits for what the browser shows, on machines of any speed.
vi.setConfig({ testTimeout: 60_000 });

const require = createRequire(import.meta.url);
const pageFolder = join(import.meta.dirname, '../../packages/devices');

/** Where to look at what the browser showed. */
export const screenshots = join(tmpdir(), 'sessiongraph-screenshots');

export interface Site {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly demo: Demo;
  visit(path: string, options?: BrowserContextOptions): Promise<Visit>;
  close(): Promise<void>;
}

export interface Visit {
  readonly page: Page;
  /** Everything that was wanted from elsewhere, and went wrong on the page. Nothing, as it should be. */
  readonly troubles: readonly string[];
}

/** @param auth as in a configuration file; without it everybody may do everything, as in the demo. */
export async function openSite(auth?: object): Promise<Site> {
  const [browser, built, demo] = await Promise.all([openBrowser(), buildPage(), startDemo()]);
  // Nothing is reused, so that a page that asks again sees what is true then.
  const providers = demo.providers.map((provider) => ({ ...provider, freshForMs: 0 }));
  const audit = { file: join(built, 'audit.jsonl') };
  const signIn = await createDemoSignIn();
  const config = checkConfig({ providers, audit, ...(auth === undefined ? {} : { auth }) }, {});
  const settings = auth === undefined ? pageSettings(demo, config) : null;
  const page = await openPage(pathToFileURL(`${built}/`), 'Devices page', settings);
  const giveToken = tokenRoute(demo, signIn);
  const server = await start({
    config,
    port: 0,
    log: createLog({ write() {} }),
    graphiqlTabs: await tabsOf(demo, signIn),
    handleRequest: (request, response) =>
      demo.handleRequest(request, response) || giveToken(request, response),
    ...(auth === undefined ? { visitors: signIn.auth } : {}),
    page,
  });
  await mkdir(screenshots, { recursive: true });
  const { origin } = new URL(server.url);
  return {
    origin,
    demo,
    visit: (path, options) => visit(browser, new URL(path, origin), options),
    async close() {
      await browser.close();
      await server.close(1000);
      await demo.close();
      await rm(built, { recursive: true });
    },
  };
}

/** As an installation builds it, but from what the sources are now. */
async function buildPage(): Promise<string> {
  const built = await mkdtemp(join(tmpdir(), 'sessiongraph-page-'));
  const vite = join(require.resolve('vite/package.json'), '../bin/vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', built, '--emptyOutDir'], {
    cwd: pageFolder,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return built;
}

async function visit(browser: Browser, url: URL, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(10_000);
  const troubles: string[] = [];
  await context.route('**/*', (route) => {
    const wanted = new URL(route.request().url());
    if (wanted.origin === url.origin || ['data:', 'blob:'].includes(wanted.protocol)) return route.continue();
    troubles.push(`wanted ${wanted.href}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  await page.goto(url.href);
  return { page, troubles };
}

/** What axe-core finds wrong with the page as it is, in words. */
export async function axe(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`),
  );
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}
