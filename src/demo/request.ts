/** Requests that steer the demo itself, of this computer only. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers where the path is one of its own. @returns whether it did; otherwise nothing was touched. */
export type DemoRequestHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface Answer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Answers with JSON whatever is asked of the path or below it.
 * @param answer is given the method and the parts of the path below `root`.
 */
export function answerBelow(
  root: string,
  answer: (method: string, parts: readonly string[]) => Answer | Promise<Answer>,
): DemoRequestHandler {
  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    if (path !== root && !path.startsWith(`${root}/`)) return false;
    void answerWith(
      response,
      isFromThisComputer(request.headers)
        ? answer(request.method ?? '', path.slice(root.length + 1).split('/'))
        : notFromHere,
    );
    return true;
  };
}

async function answerWith(response: ServerResponse, answer: Answer | Promise<Answer>): Promise<void> {
  const { status, body, headers = {} } = await answer;
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(text);
}

/** In GraphQL's form, as the server's other refusals. */
export function refuse(status: number, message: string): Answer {
  return { status, body: { errors: [{ message }] } };
}

export function allowOnly(method: string): Answer {
  return { ...refuse(405, `Use ${method}.`), headers: { allow: method } };
}

const notFromHere = refuse(
  403,
  'Only this computer may do that, and in a browser only pages of this server.',
);

const ownNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Browsers say from which page a request comes, and programs such as curl say nothing. The host is looked at as well, since a page
 * can point its own name at 127.0.0.1 (DNS rebinding) and is of the same origin then.
 */
function isFromThisComputer({ host = '', origin, ...others }: IncomingMessage['headers']): boolean {
  if (!URL.canParse(`http://${host}`) || !ownNames.has(new URL(`http://${host}`).hostname)) return false;
  const site = others['sec-fetch-site'];
  const isSameSite = site === undefined || site === 'same-origin' || site === 'none';
  return isSameSite && (origin === undefined || origin === `http://${host}`);
}
