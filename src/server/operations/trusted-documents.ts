/** Trusted documents: a client sends the id of a document that is kept here instead of its text (GraphQL over HTTP, appendix A). */
import { readFile } from 'node:fs/promises';
import { getOperationAST, GraphQLError, parse, validate, type GraphQLSchema } from 'graphql';
import { z } from 'zod';
import { ConfigError } from '../../config/config.ts';
import type { Principal } from '../../sessions/principal.ts';
import { badRequest, operationError, RequestError } from '../refusal.ts';
import type { Parameters } from './parameters.ts';

/** Texts by their ids, as codegen writes them: `sha256:` and the hash in hexadecimal digits. */
export type Documents = ReadonlyMap<string, string>;

const manifestShape = z.record(z.string(), z.string());

/**
 * Reads a manifest. Rejects with a `ConfigError` where it cannot be read, and for every document that this schema could not answer, so that
 * a server with the wrong manifest does not start.
 */
export async function readDocuments(manifest: string, schema: GraphQLSchema): Promise<Documents> {
  const wrong = (what: string) => `trustedDocuments.manifest: ${manifest} ${what}`;
  const content = await readJson(manifest).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new ConfigError([
      wrong(error instanceof SyntaxError ? 'is not valid JSON' : `cannot be read${code}`),
    ]);
  });
  const entries = manifestShape.safeParse(content).data;
  if (entries === undefined) throw new ConfigError([wrong('must be one object of texts, each by its id')]);
  const mistakes = Object.entries(entries).flatMap(([id, text]) => {
    const mistake = mistakeIn(text, schema);
    return mistake === null
      ? []
      : [wrong(`has a document ${JSON.stringify(id)} that cannot be asked: ${mistake}`)];
  });
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return new Map(Object.entries(entries));
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

function mistakeIn(text: string, schema: GraphQLSchema): string | null {
  try {
    const document = parse(text);
    const [error] = validate(schema, document);
    if (error !== undefined) return error.message;
    return getOperationAST(document) ? null : 'it must have exactly one operation';
  } catch (error) {
    if (error instanceof GraphQLError) return error.message;
    throw error;
  }
}

/** What a client sent, or named: the text of a document, and which of its operations runs where it has several. */
export interface Question {
  readonly query: string;
  readonly operationName: string | null;
  /** Whether the operator put the document there, so that its names are not the client's choice. */
  readonly isTrusted: boolean;
}

/**
 * Finds documents by `documentId`, and by the hash in `extensions.persistedQuery` that Apollo's clients send.
 * @param only refuses texts from people who are signed in; services with a key and gateways may send any.
 * @returns finds out what is asked. It throws a `RequestError`.
 */
export function createTrustedDocuments(
  documents: Documents,
  only: boolean,
): (parameters: Parameters, principal: Principal) => Question {
  const kept = new Map(
    [...documents].map(([id, query]) => [
      id,
      // Which operation runs is the document's to say, not the client's.
      { query, operationName: getOperationAST(parse(query))?.name?.value ?? null, isTrusted: true },
    ]),
  );
  return ({ query, operationName, documentId, extensions }, principal) => {
    const mustBeTrusted = only && principal.viewer !== null && principal.throughGateway !== true;
    if (query !== null && query !== '') {
      if (documentId !== undefined) throw badRequest('Send a documentId or a query, not both.');
      if (mustBeTrusted)
        throw new RequestError({
          status: 403,
          code: 'PERSISTED_QUERY_ONLY',
          message: 'This server answers trusted documents only: send the documentId of one.',
        });
      return { query, operationName, isTrusted: false };
    }
    const id = documentId ?? hashIn(extensions['persistedQuery']);
    if (id !== undefined) {
      const document = typeof id === 'string' ? (kept.get(id) ?? kept.get(`sha256:${id}`)) : undefined;
      if (document !== undefined) return document;
      throw new RequestError({
        status: 404,
        code: 'PERSISTED_QUERY_NOT_FOUND',
        message: 'This server has no document of that id.',
      });
    }
    if (mustBeTrusted)
      throw new RequestError({
        status: 400,
        code: 'PERSISTED_QUERY_ID_REQUIRED',
        message: 'Send the documentId of a trusted document.',
      });
    throw operationError('BAD_REQUEST', 'There is no "query" in the parameters.');
  };
}

/** As it was sent, whatever it is; undefined where there is none. */
function hashIn(persistedQuery: unknown): unknown {
  return typeof persistedQuery === 'object' && persistedQuery !== null && 'sha256Hash' in persistedQuery
    ? persistedQuery.sha256Hash
    : undefined;
}
