/** Trusted documents: an asker sends the id of a document that is kept here instead of its text (GraphQL over HTTP, appendix A). */
import { readFile } from 'node:fs/promises';
import { getOperationAST, GraphQLError, parse, validate, type GraphQLSchema } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { z } from 'zod';
import { ConfigError } from '../../config.ts';
import type { Identity } from '../identity/identity.ts';

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

/**
 * Answers `documentId`, and the hash in `extensions.persistedQuery` that Apollo's clients send.
 * @param only refuses texts from people who are signed in; services with a key and gateways may send any.
 */
export function useTrustedDocuments(
  documents: Documents,
  only: boolean,
): Plugin<object, { readonly identity: Identity }> {
  const kept = new Map(
    [...documents].map(([id, query]) => [
      id,
      // Which operation runs is the document's to say, not the asker's.
      { query, ...operationNameIn(query) },
    ]),
  );
  return {
    onRequestParse({ request, requestParser, setRequestParser }) {
      // Yoga reads the four parameters of the specification from a URL, and no other.
      const documentId = request.method === 'GET' ? searchOf(request.url).get('documentId') : null;
      if (requestParser === undefined || documentId === null) return;
      setRequestParser(async (asked) => {
        const parameters = await requestParser(asked);
        return 'url' in parameters ? parameters : { ...parameters, documentId };
      });
    },
    onParams({ params, setParams, context: { identity } }) {
      const id = idIn(params);
      const mustBeTrusted = only && identity.viewer !== null && identity.throughGateway !== true;
      if (params.query) {
        if ('documentId' in params && params.documentId != null)
          throw refused(400, 'BAD_REQUEST', 'Send a documentId or a query, not both.');
        if (mustBeTrusted)
          throw refused(
            403,
            'PERSISTED_QUERY_ONLY',
            'This server answers trusted documents only: send the documentId of one.',
          );
        return;
      }
      if (id === undefined) {
        if (mustBeTrusted)
          throw refused(400, 'PERSISTED_QUERY_ID_REQUIRED', 'Send the documentId of a trusted document.');
        return;
      }
      const document = typeof id === 'string' ? (kept.get(id) ?? kept.get(`sha256:${id}`)) : undefined;
      if (document === undefined)
        throw refused(404, 'PERSISTED_QUERY_NOT_FOUND', 'This server has no document of that id.');
      const { variables, extensions } = params;
      setParams({
        ...document,
        ...(variables === undefined ? {} : { variables }),
        ...(extensions === undefined ? {} : { extensions }),
      });
    },
  };
}

function operationNameIn(text: string): { readonly operationName?: string } {
  const operationName = getOperationAST(parse(text))?.name?.value;
  return operationName === undefined ? {} : { operationName };
}

function searchOf(url: string): URLSearchParams {
  const start = url.indexOf('?');
  return new URLSearchParams(start === -1 ? '' : url.slice(start));
}

/** As it was sent, whatever it is; undefined where there is none. */
function idIn(params: object): unknown {
  if ('documentId' in params && params.documentId != null) return params.documentId;
  const { extensions } = params as { readonly extensions?: unknown };
  const persisted = property(extensions, 'persistedQuery');
  return property(persisted, 'sha256Hash');
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

/** Not of the kind that is answered with 200 where only `application/json` is accepted: these are about HTTP, as in the specification's appendix. */
function refused(status: number, code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status } } });
}
