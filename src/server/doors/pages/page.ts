/** A built web page of this server's own: its files, the documents it asks by id, and the settings it is told. */
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createAsset, replyAsset } from './asset.ts';
import { notFound, reply } from '../reply.ts';

export interface Page {
  /** For people, where another page links to it. */
  readonly name: string;
  /** What the page asks, by document id. */
  readonly documents: ReadonlyMap<string, string>;
  /** Answers with the page. */
  html(response: ServerResponse): void;
  /** Answers with one of its files. @param path such as `/assets/index-4f2a.js`. */
  asset(path: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export const pageAssetsPath = '/assets/';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Where the page finds its settings: a block of data, which needs no inline script. */
const settingsBlock = /(<script type="application\/json" id="settings">)[^<]*/;

/**
 * Reads a page that Vite built: `index.html`, `assets/` and the manifest `persisted-documents.json`.
 * @param directory ends with a slash.
 * @param settings JSON for the page, in place of what its settings block holds.
 * @returns null where it is not built, as in an installation without development tools.
 */
export async function openPage(directory: URL, name: string, settings: unknown): Promise<Page | null> {
  const read = await Promise.all([
    readFile(new URL('index.html', directory), 'utf8'),
    readFile(new URL('persisted-documents.json', directory), 'utf8'),
    readdir(new URL(`.${pageAssetsPath}`, directory)),
  ]).catch(missingAsNull);
  if (read === null) return null;
  const [template, manifest, files] = read;

  const settingsJson = JSON.stringify(settings).replaceAll('<', '\\u003c');
  const html = template.replace(settingsBlock, (_block, tag: string) => `${tag}${settingsJson}`);
  const assets = new Map(
    await Promise.all(
      files.map(async (file) => {
        const path = `${pageAssetsPath}${file}`;
        return [path, createAsset(file, await readFile(new URL(`.${path}`, directory)))] as const;
      }),
    ),
  );
  return {
    name,
    documents: new Map(Object.entries(JSON.parse(manifest) as Record<string, string>)),
    html(response) {
      response.setHeader('content-security-policy', contentSecurityPolicy);
      response.setHeader('cross-origin-opener-policy', 'same-origin');
      response.setHeader('cache-control', 'no-cache');
      reply(response, 200, 'text/html; charset=utf-8', html);
    },
    async asset(path, request, response) {
      const asset = assets.get(path);
      if (asset === undefined) return notFound(response, 'There is no such file.');
      await replyAsset(asset, request, response);
    },
  };
}

function missingAsNull(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
