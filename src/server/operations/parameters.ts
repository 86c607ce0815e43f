/** The parameters of a request, as GraphQL over HTTP names them (5.3, appendix A). */
import { badRequest } from '../refusal.ts';

export interface Parameters {
  /** Null where a trusted document is named instead. */
  readonly query: string | null;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly extensions: Readonly<Record<string, unknown>>;
  /** As it was sent, whatever it is; undefined for none. */
  readonly documentId: unknown;
}

const names = new Set(['query', 'operationName', 'variables', 'extensions', 'documentId']);

/** Reads the body of a POST. Throws a `RequestError` where it is no JSON of parameters. */
export function parametersOfBody(body: Buffer): Parameters {
  return readParameters(parseJson(body.toString()));
}

/** Reads the URL of a GET. Throws a `RequestError`. */
export function parametersOfUrl(url: string): Parameters {
  const start = url.indexOf('?');
  const search = new URLSearchParams(start === -1 ? '' : url.slice(start));
  const [variables, extensions] = [search.get('variables'), search.get('extensions')];
  return readParameters({
    query: search.get('query'),
    operationName: search.get('operationName') || null,
    variables: variables ? parseJson(variables) : null,
    extensions: extensions ? parseJson(extensions) : null,
    documentId: search.get('documentId'),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('The parameters are not valid JSON.');
  }
}

function readParameters(given: unknown): Parameters {
  if (Array.isArray(given)) throw badRequest('Batching is not supported.');
  if (typeof given !== 'object' || given === null)
    throw badRequest('The request must be a JSON object with "query" and its parameters.');
  const parameters = new Map<string, unknown>();
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined) continue;
    if (!names.has(name))
      throw badRequest(`There is no parameter ${JSON.stringify(name.slice(0, 60))}; send ${list}.`);
    parameters.set(name, value);
  }
  return {
    query: readText('query', parameters),
    operationName: readText('operationName', parameters),
    variables: readObject('variables', parameters),
    extensions: readObject('extensions', parameters),
    documentId: parameters.get('documentId'),
  };
}

const list = [...names].join(', ');

function readText(name: string, parameters: ReadonlyMap<string, unknown>): string | null {
  const value = parameters.get(name) ?? null;
  if (value === null || typeof value === 'string') return value;
  throw badRequest(`The parameter "${name}" must be a text.`);
}

function readObject(name: string, parameters: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const value = parameters.get(name) ?? nothing;
  if (isObject(value)) return value;
  throw badRequest(`The parameter "${name}" must be an object.`);
}

const nothing = Object.freeze({});

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
