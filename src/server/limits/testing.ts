/** For the tests of this folder. */
import type { TinyServer } from '../../../test/tiny-server.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly data: unknown;
  readonly codes: readonly string[];
  readonly messages: readonly string[];
  readonly cost: unknown;
}

/** Asks as a client that knows GraphQL's own media type, so that every refusal has its status. */
export async function ask(
  server: Pick<TinyServer, 'url'>,
  parameters: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return answerOf(
    await fetch(server.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...headers,
      },
      body: JSON.stringify(parameters),
    }),
  );
}

interface Body {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
  readonly extensions?: { readonly cost?: unknown };
}

export async function answerOf(response: Response): Promise<Answer> {
  const { data, errors = [], extensions } = (await response.json()) as Body;
  return {
    status: response.status,
    headers: response.headers,
    data,
    codes: errors.map((error) => error.extensions?.code ?? 'none'),
    messages: errors.map(({ message }) => message),
    cost: extensions?.cost,
  };
}
