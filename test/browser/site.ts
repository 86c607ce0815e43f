/** The demo with its page, and a browser that looks at it and at nothing else. */
import { execFile } from 'node:child_process';
import { readFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { createDemoSignIn, pageSettings, tabsOf, tokenRoute } from '../../src/command/demo-sign-in.ts';
import { openConfiguredPage, openDemoPages } from '../../src/command/devices-page.ts';
import { checkConfig } from '../../src/config/check.ts';
import type { Config } from '../../src/config/config.ts';
import { type Demo, startDemo } from '../../src/demo/demo.ts';
import { createLog } from '../../src/server/watch/log.ts';
import { start, type StartOptions } from '../../src/server/start.ts';
import { openBrowser } from './chromium.ts';
import { clientId, type OidcProvider, startOidcProvider } from './oidc.ts';

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
  /** Where people sign in; null where nobody does. */
  readonly oidc: OidcProvider | null;
  visit(path: string, options?: BrowserContextOptions): Promise<Visit>;
  close(): Promise<void>;
}

export interface Visit {
  readonly page: Page;
  /** Everything that was wanted from elsewhere, and went wrong on the page. Nothing, as it should be. */
  readonly troubles: readonly string[];
}

/** The demo, where everybody may do everything. */
export async function openDemoSite(): Promise<Site> {
  const [browser, built, demo] = await Promise.all([openBrowser(), buildPages(), startDemo()]);
  const config = configOf(demo, built, {});
  const signIn = await createDemoSignIn();
  const giveToken = tokenRoute(demo, signIn);
  const options = {
    config,
    graphiqlTabs: await tabsOf(demo, signIn),
    handleRequest: (request: IncomingMessage, response: ServerResponse) =>
      demo.handleRequest(request, response) || giveToken(request, response),
    visitors: signIn.auth,
    pages: await openDemoPages(pageSettings(demo, config), pathToFileURL(`${built}/`)),
  };
  return openSite({ browser, built, demo, oidc: null, options });
}

/** A configuration with a page, where people sign in at an OpenID Connect provider. */
export async function openServedSite(): Promise<Site> {
  const [browser, built, demo, oidc] = await Promise.all([
    openBrowser(),
    buildPages(),
    startDemo(),
    startOidcProvider(),
  ]);
  const { issuer } = oidc;
  const config = configOf(demo, built, {
    auth: { jwt: [{ issuer, audience: clientId, jwksUri: `${issuer}/jwks` }] },
    page: { oidc: { issuer, clientId }, changePasswordUrl: 'https://accounts.example.com/password' },
  });
  const pages = await openConfiguredPage(config, pathToFileURL(`${built}/`));
  return openSite({ browser, built, demo, oidc, options: { config, graphiqlTabs: [], pages } });
}

function configOf(demo: Demo, built: string, more: object): Config {
  // Nothing is reused, so that a page that asks again sees what is true then.
  const providers = demo.providers.map((provider) => ({ ...provider, freshForMs: 0 }));
  return checkConfig({ providers, audit: { file: join(built, 'audit.jsonl') }, ...more }, {});
}

interface SiteParts {
  readonly browser: Browser;
  /** The folder of the built pages. */
  readonly built: string;
  readonly demo: Demo;
  readonly oidc: OidcProvider | null;
  readonly options: Omit<StartOptions, 'log' | 'port'>;
}

async function openSite({ browser, built, demo, oidc, options }: SiteParts): Promise<Site> {
  const server = await start({ ...options, port: 0, log: createLog({ write() {} }) });
  await mkdir(screenshots, { recursive: true });
  const { origin } = new URL(server.url);
  const own = oidc === null ? [origin] : [origin, oidc.issuer];
  return {
    origin,
    demo,
    oidc,
    visit: (path, visitOptions) => visit(browser, new URL(path, origin), own, visitOptions),
    async close() {
      await browser.close();
      await server.close(1000);
      await Promise.all([demo.close(), oidc?.close()]);
      await rm(built, { recursive: true });
    },
  };
}

/** As an installation builds it, but from what the sources are now. */
async function buildPages(): Promise<string> {
  const built = await mkdtemp(join(tmpdir(), 'sessiongraph-page-'));
  const vite = join(require.resolve('vite/package.json'), '../bin/vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', built, '--emptyOutDir'], {
    cwd: pageFolder,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return built;
}

async function visit(
  browser: Browser,
  url: URL,
  own: readonly string[],
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(10_000);
  const troubles: string[] = [];
  await context.route('**/*', (route) => {
    const wanted = new URL(route.request().url());
    if (own.includes(wanted.origin) || ['data:', 'blob:'].includes(wanted.protocol)) return route.continue();
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

/** For what the page shows in a moment, on machines of any speed. */
export const eventually = <Value>(look: () => Promise<Value>) => expect.poll(look, { timeout: 10_000 });

/**
 * Presses until it helps: a provider that was down is left alone for a moment, which a person waits for too.
 * @param helped appears when it did.
 */
export async function pressUntil(button: Locator, helped: Locator): Promise<void> {
  await vi.waitFor(
    async () => {
      if (await helped.isVisible()) return;
      await button.click({ timeout: 1000 });
      await helped.waitFor({ timeout: 1000 });
    },
    { timeout: 30_000, interval: 300 },
  );
}

/** What people read there, without the characters that keep the direction of names to themselves. */
export async function readable(part: Locator): Promise<string> {
  return (await part.innerText()).replaceAll(/[\u2068\u2069]/g, '').replaceAll(/\n+/g, '\n');
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
