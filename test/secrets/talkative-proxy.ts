/**
 * What can stand between this server and a provider: a provider of another version, or a gateway, that says more than it should. It passes on
 * what the emulator answers, and on demand puts secrets where none belong, or repeats the request with its credentials.
 */
import { once } from 'node:events';
import {
  Agent,
  createServer,
  request as sendRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

export type Talk =
  | { readonly kind: 'nothing' }
  /** A secret in each object and header of an answer that is right otherwise. */
  | { readonly kind: 'besides' }
  /** A secret in place of every value of one sort, which breaks rows and envelopes. */
  | { readonly kind: 'instead'; readonly of: SortOfValue }
  /** The whole request, with a secret, in an error. */
  | { readonly kind: 'echo'; readonly status: number; readonly form: Form }
  /** JSON that ends in the middle of a secret. */
  | { readonly kind: 'cut' }
  /** No HTTP. */
  | { readonly kind: 'noHttp' };

/** The provider's own form of an error with a code that it documents, or without one, or no form of its own. */
type Form = 'known' | 'own' | 'json' | 'html' | 'text';

type SortOfValue = 'objects' | 'lists' | 'numbers' | 'flags' | 'moments' | 'nulls' | 'ids';

/** Every way to talk. */
export const talks: readonly Talk[] = [
  { kind: 'nothing' },
  { kind: 'besides' },
  ...(['objects', 'lists', 'numbers', 'flags', 'moments', 'nulls', 'ids'] as const).map(
    (of) => ({ kind: 'instead', of }) as const,
  ),
  ...[302, 400, 401, 403, 404, 409, 422, 429, 500, 503].map(
    (status) => ({ kind: 'echo', status, form: 'own' }) as const,
  ),
  ...[400, 403, 404, 409, 422].map((status) => ({ kind: 'echo', status, form: 'known' }) as const),
  ...(['json', 'html', 'text'] as const).flatMap((form) =>
    [200, 401, 404, 502].map((status) => ({ kind: 'echo', status, form }) as const),
  ),
  { kind: 'cut' },
  { kind: 'noHttp' },
];

export interface TalkativeProxy {
  readonly url: string;
  talk: Talk;
  /** When set, only requests whose `METHOD /path?query` matches are answered so. */
  only: RegExp | null;
  /** How many answers were not as the emulator gave them. */
  readonly said: number;
  close(): Promise<void>;
}

export interface TalkativeProxyOptions {
  /** The emulator behind it. */
  readonly target: string;
  /** What it gives away besides the credentials of the request. */
  readonly secret: string;
  /** An error as the provider writes it, with the text in every place for one. @param code one that it documents, where none is given. */
  ownError(text: string, code?: string): object;
}

export async function startTalkativeProxy(options: TalkativeProxyOptions): Promise<TalkativeProxy> {
  const { target, secret } = options;
  const agent = new Agent({ keepAlive: true });

  let count = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isMeant = proxy.only?.test(`${request.method} ${request.url}`) ?? true;
    const talk: Talk = isMeant ? proxy.talk : { kind: 'nothing' };
    const body = await text(request);
    if (talk.kind === 'noHttp') {
      count += 1;
      response.socket?.end(`HTTP/1.1 200 OK\r\n${secret}\r\n\r\nx-secret ${secret} ${dump(request, body)}`);
      return;
    }
    if (talk.kind === 'echo') {
      count += 1;
      return void response
        .writeHead(talk.status, secret, { ...headersWith(secret), ...echoedHeaders(request, talk.form) })
        .end(echoOf(`${secret} ${dump(request, body)}`, talk.form));
    }
    const answered = await forward(request, body, response);
    if (talk.kind === 'nothing' || !isJson(answered.headers)) {
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      return pipeline(answered, response);
    }
    count += 1;
    const changed = change(await text(answered), talk);
    response.writeHead(answered.statusCode ?? 502, {
      ...answered.headers,
      ...headersWith(secret),
      'content-length': Buffer.byteLength(changed),
    });
    response.end(changed);
  }

  async function forward(request: IncomingMessage, body: string, response: ServerResponse) {
    const forwarded = sendRequest(new URL(request.url ?? '/', target), {
      agent,
      method: request.method,
      headers: { ...request.headers, host: new URL(target).host },
    });
    // Whoever asked does not wait any more.
    response.once('close', () => forwarded.destroy());
    // A connection that breaks in the middle of an answer is told here too.
    forwarded.on('error', () => response.destroy());
    forwarded.end(body);
    const [answered] = (await once(forwarded, 'response')) as [IncomingMessage];
    return answered;
  }

  function echoOf(said: string, form: Form): string {
    switch (form) {
      case 'known':
        return JSON.stringify(options.ownError(said));
      case 'own':
        return JSON.stringify(options.ownError(said, said));
      case 'json':
        return JSON.stringify({ [said]: said, message: said, error: said, data: { token: said } });
      case 'html':
        return `<html><title>${said}</title><body>${said}</body></html>`;
      case 'text':
        // A parser quotes the beginning of what it cannot parse.
        return said;
    }
  }

  function change(json: string, talk: Talk): string {
    switch (talk.kind) {
      case 'besides':
        return JSON.stringify(withBesides(JSON.parse(json), secret));
      case 'instead':
        return JSON.stringify(withInstead(JSON.parse(json), talk.of, secret));
      case 'cut':
        return `{"${secret}": "${secret}", "token": "${secret.slice(0, 20)}`;
      default:
        return json;
    }
  }

  const server = createServer((request, response) => {
    // The emulator closed the connection, and so does this.
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: TalkativeProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    talk: { kind: 'nothing' },
    only: null,
    get said() {
      return count;
    },
    async close() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}

/** Everything that the request tells, its credentials among it. */
function dump({ method, url, headers }: IncomingMessage, body: string): string {
  return `${method} ${url} ${JSON.stringify(headers)} ${body}`;
}

function headersWith(secret: string) {
  return {
    'x-secret': secret,
    'set-cookie': [`session=${secret}`, `token=${secret}; HttpOnly`],
    'www-authenticate': `Bearer realm="${secret}"`,
    etag: `"${secret}"`,
    link: `<https://example.com/?token=${secret}>; rel="next"`,
    'retry-after': secret,
    'seam-request-id': secret,
    'x-ratelimit-limit': secret,
    'x-ratelimit-reset': secret,
  };
}

function echoedHeaders({ headers }: IncomingMessage, form: Form) {
  const contentTypes: Readonly<Record<string, string>> = { html: 'text/html', text: 'text/plain' };
  return {
    'content-type': contentTypes[form] ?? 'application/json',
    'x-your-headers': JSON.stringify(headers),
    location: `/?authorization=${encodeURIComponent(headers.authorization ?? '')}`,
  };
}

function isJson(headers: IncomingHttpHeaders): boolean {
  return headers['content-type']?.startsWith('application/json') === true;
}

function withBesides(value: unknown, secret: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withBesides(item, secret));
  if (typeof value !== 'object' || value === null) return value;
  const besides = Object.fromEntries(
    ['private_metadata', 'authenticity_token', 'loginToken', 'token', 'access_token', 'services', secret].map(
      (key) => [key, secret],
    ),
  );
  const own = Object.entries(value).map(([key, item]) => {
    // A map of the operator's own keys, of which none is besides.
    return [key, key === 'custom_metadata' ? item : withBesides(item, secret)] as const;
  });
  return { ...besides, ...Object.fromEntries(own) };
}

/** Never a text in place of a text, for it would be what is shown, and nobody could tell. */
function withInstead(value: unknown, of: SortOfValue, secret: string, key = '', depth = 0): unknown {
  const instead = { [secret]: secret, token: secret };
  if (Array.isArray(value)) {
    if (of === 'lists' && depth > 1) return instead;
    return value.map((item) => withInstead(item, of, secret, '', depth + 1));
  }
  if (typeof value === 'object' && value !== null) {
    if (of === 'objects' && depth > 2) return [instead];
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, withInstead(item, of, secret, name, depth + 1)]),
    );
  }
  switch (of) {
    case 'numbers':
      return typeof value === 'number' ? instead : value;
    case 'flags':
      return typeof value === 'boolean' ? instead : value;
    case 'moments':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? secret : value;
    case 'nulls':
      return value === null ? instead : value;
    case 'ids':
      return typeof value === 'string' && /id$/i.test(key) ? instead : value;
    default:
      return value;
  }
}
