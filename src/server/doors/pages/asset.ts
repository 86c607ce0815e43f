/** Files that a browser keeps: their names change with their content, and they are sent compressed as it can read them. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { reply } from '../reply.ts';

export interface Asset {
  readonly contentType: string;
  encoded(encoding: Encoding): Promise<Buffer>;
}

type Encoding = 'br' | 'gzip' | 'identity';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** @param name tells the type by its ending. */
export function createAsset(name: string, bytes: Buffer): Asset {
  const encodings: Partial<Record<Encoding, Promise<Buffer>>> = { identity: Promise.resolve(bytes) };
  return {
    contentType: contentTypes[extname(name)] ?? 'application/octet-stream',
    encoded: (encoding) => (encodings[encoding] ??= compress(bytes, encoding)),
  };
}

export async function replyAsset(
  asset: Asset,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const encoding = chooseEncoding(request.headers['accept-encoding'] ?? '');
  const body = await asset.encoded(encoding);
  // A worker does not inherit the page's policy.
  response.setHeader('content-security-policy', "default-src 'none'");
  response.setHeader('cache-control', 'public, max-age=31536000, immutable');
  response.setHeader('vary', 'accept-encoding');
  if (encoding !== 'identity') response.setHeader('content-encoding', encoding);
  reply(response, 200, asset.contentType, body);
}

const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);

/** Brotli's best quality would take 15 seconds for GraphiQL; 5 takes a fraction of one, and is smaller than gzip. */
function compress(bytes: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'gzip') return compressGzip(bytes);
  return compressBrotli(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}

function chooseEncoding(acceptEncoding: string): Encoding {
  const accepted = new Set(
    acceptEncoding
      .split(',')
      .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
      .map((part) => part.split(';')[0]?.trim().toLowerCase()),
  );
  if (accepted.has('br')) return 'br';
  return accepted.has('gzip') ? 'gzip' : 'identity';
}
