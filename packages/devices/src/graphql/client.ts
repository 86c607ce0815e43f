/** Asks a sessiongraph server: GraphQL over HTTP, by POST, with nothing cached, since a sign-out must be seen at once. */
import type { TypedDocumentString } from './generated/graphql.ts';

export interface ClientOptions {
  /** Address of the GraphQL endpoint, as `fetch` takes it. */
  readonly endpoint: string;
  /** The signed-in person's token, asked for with each request, since tokens may live a minute only. */
  readonly getToken: () => Promise<string | null> | string | null;
  /** Sends ids instead of texts, for a server that knows `persisted-documents.json`. */
  readonly trustedDocuments: boolean;
}

export interface Client {
  /** Rejects with an `AskingFailed` where there is no answer, or one with nothing in it. */
  ask<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<Data>;
}

/** Why there is no answer, for programs and for the words that the person reads. */
export type FailureCode =
  /** Nobody is signed in, or no longer. */
  | 'UNAUTHENTICATED'
  /** The browser knows no network. */
  | 'OFFLINE'
  /** The server cannot be reached, what answers is no sessiongraph, or there is no way to a token now. */
  | 'UNREACHABLE'
  /** The server answered and says why it does not do it; `message` has its words. */
  | 'REFUSED';

export class AskingFailed extends Error {
  override readonly name = 'AskingFailed';
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export function createClient({ endpoint, getToken, trustedDocuments }: ClientOptions): Client {
  return {
    async ask<Data, Variables>(
      document: TypedDocumentString<Data, Variables>,
      variables: Variables,
    ): Promise<Data> {
      const named = trustedDocuments
        ? { documentId: document.__meta__?.['hash'] as string }
        : { query: document.toString() };
      const answer = await post(endpoint, getToken, { ...named, variables });
      if (answer.data != null) return answer.data as Data;
      const [error] = answer.errors ?? [];
      throw failureOf(error?.extensions?.code, error?.message);
    },
  };
}

/** As GraphQL over HTTP has it; what the data is, the document says. */
interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message?: string;
    readonly extensions?: { readonly code?: string };
  }[];
}

async function post(endpoint: string, getToken: ClientOptions['getToken'], body: object): Promise<Answer> {
  try {
    const token = await getToken();
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Answer;
  } catch (cause) {
    const code = globalThis.navigator?.onLine === false ? 'OFFLINE' : 'UNREACHABLE';
    throw new AskingFailed(code, `${endpoint} gave no answer that could be read.`, { cause });
  }
}

function failureOf(
  code: string | undefined,
  message = 'The server gave neither data nor a reason.',
): AskingFailed {
  return new AskingFailed(code === 'UNAUTHENTICATED' ? 'UNAUTHENTICATED' : 'REFUSED', message);
}
