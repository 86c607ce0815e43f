/** Built web pages of this server's own: their files, the documents they ask by id, and the settings they are told. */
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createAsset, replyAsset } from './asset.ts';
import { notFound, reply } from '../reply.ts';

/** One page, as it is to be shown. */
export interface PageFile {
  /** Where: `/devices`. */
  readonly path: string;
  /** `index.html` or another one beside it. */
  readonly file: string;
  /** JSON for the page, in place of what its settings block holds. */
  readonly settings: unknown;
  /** Another origin that its script may ask, such as that of an issuer. */
  readonly connectTo?: string;
}

export interface Pages {
  /** Where the first of them is. */
  readonly path: string;
  /** What people call the page at `/`, where another page links to it; null where there is none. */
  readonly home: string | null;
  /** What the pages ask, by document id. */
  readonly documents: ReadonlyMap<string, string>;
  /** Answers with a page. @returns false where none has this path. */
  html(path: string, response: ServerResponse): boolean;
  /** Answers with one of their files. @param path such as `/assets/index-4f2a.js`. */
  asset(path: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export const pageAssetsPath = '/assets/';

function contentSecurityPolicy(connectTo: string | undefined): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self'${connectTo === undefined ? '' : ` ${connectTo}`}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Where the page finds its settings: a block of data, which needs no inline script. */
const settingsBlock = /(<script type="application\/json" id="settings">)[^<]*/;

/**
 * Reads pages that Vite built: their HTML, `assets/` and the manifest `persisted-documents.json`.
 * @param directory ends with a slash.
 * @param name what people call the page at `/`.
 * @returns null where they are not built, as in an installation without development tools.
 */
export async function openPages(
  directory: URL,
  name: string,
  pages: readonly [PageFile, ...PageFile[]],
): Promise<Pages | null> {
  const read = await Promise.all([
    Promise.all(pages.map((page) => readHtml(directory, page))),
    readFile(new URL('persisted-documents.json', directory), 'utf8'),
    readdir(new URL(`.${pageAssetsPath}`, directory)),
  ]).catch(missingAsNull);
  if (read === null) return null;
  const [htmls, manifest, files] = read;

  const byPath = new Map(htmls.map((html) => [html.path, html]));
  const assets = new Map(
    await Promise.all(
      files.map(async (file) => {
        const path = `${pageAssetsPath}${file}`;
        return [path, createAsset(file, await readFile(new URL(`.${path}`, directory)))] as const;
      }),
    ),
  );
  return {
    path: pages[0].path,
    home: byPath.has('/') ? name : null,
    documents: new Map(Object.entries(JSON.parse(manifest) as Record<string, string>)),
    html(path, response) {
      const page = byPath.get(path);
      if (page === undefined) return false;
      response.setHeader('content-security-policy', page.policy);
      response.setHeader('cross-origin-opener-policy', 'same-origin');
      response.setHeader('cache-control', 'no-cache');
      reply(response, 200, 'text/html; charset=utf-8', page.html);
      return true;
    },
    async asset(path, request, response) {
      const asset = assets.get(path);
      if (asset === undefined) return notFound(response, 'There is no such file.');
      await replyAsset(asset, request, response);
    },
  };
}

/** How the pages at a path name what is at the server's root: relative, so that it holds behind a path prefix. */
export function rootFrom(path: string): string {
  return path.split('/').length > 2 ? '../'.repeat(path.split('/').length - 2) : './';
}

async function readHtml(directory: URL, { path, file, settings, connectTo }: PageFile) {
  const template = await readFile(new URL(file, directory), 'utf8');
  const settingsJson = JSON.stringify(settings).replaceAll('<', '\\u003c');
  const html = template
    .replaceAll(`"./${pageAssetsPath.slice(1)}`, `"${rootFrom(path)}${pageAssetsPath.slice(1)}`)
    .replace(settingsBlock, (_block, tag: string) => `${tag}${settingsJson}`);
  return { path, html, policy: contentSecurityPolicy(connectTo) };
}

function missingAsNull(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
