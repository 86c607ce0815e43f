/**
 * GraphiQL without the network: a small page, and GraphiQL's script, style and workers as files of this server that a browser
 * keeps. (`renderGraphiQL` of the same package puts all 9 MB into each page, with inline scripts.)
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Asset, createAsset, replyAsset } from './asset.ts';
import { notFound, reply } from '../reply.ts';

/** A tab that is open on a first visit. `variables` and `headers` are JSON. */
export interface GraphiqlTab {
  readonly query: string;
  readonly variables?: string;
  readonly headers?: string;
}

export interface Graphiql {
  /** Answers with the page. */
  page(response: ServerResponse): Promise<void>;
  /** Answers with one of the page's files. @param path as the page names it: `/graphiql-assets/<hash>/graphiql.js`. */
  asset(path: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export const assetsPath = '/graphiql-assets/';

/**
 * Monaco writes its themes and positions as style elements and attributes, so inline styles must stay; scripts, workers and
 * requests are of this server only.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const logo = `<svg viewBox="0 0 32 32" width="32" height="32" fill="none" stroke="currentColor" stroke-width="2"><path d="M16 16 6 8m10 8 10-8M16 16v11"/><g fill="currentColor"><circle cx="16" cy="16" r="4"/><circle cx="6" cy="8" r="2"/><circle cx="26" cy="8" r="2"/><circle cx="16" cy="27" r="2"/></g></svg>`;

/**
 * GraphiQL measures its tabs while they are elsewhere, so that each jumps away from under the first click on it. Without the animation it
 * stays, and tabs can still be moved.
 */
const styleFixes = '.graphiql-container .graphiql-tabs > li { transform: none !important; }';

/** Above GraphiQL, in its colours. The text is hidden as a password is, but no browser offers to keep it. */
const keyBarStyle = `
body:has(#key) { display: flex; flex-direction: column; height: 100vh; margin: 0; color-scheme: light; background: #fff; }
body.graphiql-dark:has(#key) { color-scheme: dark; background: hsl(219, 29%, 18%); }
@media (prefers-color-scheme: dark) {
  body:has(#key):not(.graphiql-light) { color-scheme: dark; background: hsl(219, 29%, 18%); }
}
body:has(#key) #root { flex: 1; min-height: 0; height: auto; }
body:has(#key) .graphiql-container { height: 100%; }
#key-bar { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; padding: 10px 16px 2px; font: 15px Roboto, system-ui, sans-serif; color: CanvasText; }
#key-bar label { display: flex; align-items: center; gap: 8px; }
#key { width: 22em; padding: 5px 8px; font: inherit; -webkit-text-security: disc; border: 1px solid GrayText; border-radius: 6px; background: Field; color: FieldText; }
#key-bar small { font-size: 13px; opacity: 0.8; }
`;

const keyBar = `<div id="key-bar">
      <label>API key or token <input id="key" type="text" autocomplete="off" autocapitalize="off" spellcheck="false" data-missing="Put an API key or a token into the field above."></label>
      <small>Stays in the memory of this tab, and is gone when the page is loaded again.</small>
    </div>
    `;

export interface GraphiqlOptions {
  /** The tabs of a first visit; GraphiQL's own greeting where there are none. */
  readonly tabs: readonly GraphiqlTab[];
  /** Whether what is asked needs a key or a token, so that the page has a field for it. Else a first visit runs the first tab. */
  readonly asksForKey: boolean;
}

/** @param home the name of the page at `/`, which the logo links to; null where there is none. */
export function createGraphiql(options: GraphiqlOptions, home: string | null): Graphiql {
  // Loaded when first asked for: 9 MB of script would double the time of a start.
  let loading: Promise<Assets> | undefined;
  const load = () => (loading ??= loadAssets());

  return {
    async page(response) {
      const { urls } = await load();
      response.setHeader('content-security-policy', contentSecurityPolicy);
      response.setHeader('cache-control', 'no-cache');
      reply(response, 200, 'text/html; charset=utf-8', writePage(urls, options, home));
    },
    async asset(path, request, response) {
      const asset = (await load()).byPath.get(path);
      if (asset === undefined) return notFound(response, 'There is no such file.');
      await replyAsset(asset, request, response);
    },
  };
}

type AssetName =
  'boot.js' | 'graphiql.js' | 'graphiql.css' | 'editor.worker.js' | 'json.worker.js' | 'graphql.worker.js';

interface Assets {
  readonly byPath: ReadonlyMap<string, Asset>;
  /** Relative to the page, so that they hold behind a path prefix. */
  readonly urls: Readonly<Record<AssetName, string>>;
}

async function loadAssets(): Promise<Assets> {
  const [graphiql, boot] = await Promise.all([
    import('@graphql-yoga/render-graphiql/graphiql'),
    readFile(new URL('graphiql-boot.js', import.meta.url), 'utf8'),
  ]);
  const byPath = new Map<string, Asset>();
  function add(name: AssetName, content: string): string {
    const bytes = Buffer.from(content);
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    const path = `${assetsPath}${hash}/${name}`;
    byPath.set(path, createAsset(name, bytes));
    return path.slice(1);
  }
  const urls = {
    'boot.js': add('boot.js', boot),
    'graphiql.js': add('graphiql.js', graphiql.js),
    'graphiql.css': add('graphiql.css', graphiql.css + styleFixes + keyBarStyle),
    'editor.worker.js': add('editor.worker.js', graphiql.editorWorkerService),
    'json.worker.js': add('json.worker.js', graphiql.jsonWorker),
    'graphql.worker.js': add('graphql.worker.js', graphiql.graphqlWorker),
  };
  return { byPath, urls };
}

function writePage(urls: Assets['urls'], { tabs, asksForKey }: GraphiqlOptions, home: string | null): string {
  const settings = {
    workers: {
      editorWorkerService: urls['editor.worker.js'],
      json: urls['json.worker.js'],
      graphql: urls['graphql.worker.js'],
    },
    runsFirst: tabs.length > 0 && !asksForKey,
    // Headers may hold a credential; GraphiQL would otherwise keep them in the browser's storage.
    options: {
      title: 'sessiongraph',
      logo: home === null ? logo : `<a href="./" title="${home}" aria-label="${home}">${logo}</a>`,
      shouldPersistHeaders: false,
      ...(tabs.length === 0 ? {} : { defaultTabs: tabs }),
    },
  };
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>sessiongraph</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="${urls['graphiql.css']}">
    <script type="application/json" id="graphiql">${JSON.stringify(settings).replaceAll('<', '\\u003c')}</script>
    <script defer src="${urls['graphiql.js']}"></script>
    <script defer src="${urls['boot.js']}"></script>
  </head>
  <body>
    <noscript>GraphiQL needs JavaScript.</noscript>
    ${asksForKey ? keyBar : ''}<div id="root"></div>
  </body>
</html>
`;
}
