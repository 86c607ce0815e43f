/** Seam's parameter types: strict for JSON bodies, spelt as text in a query. Unknown parameters are ignored, as Seam does. */
import { z } from 'zod';
import type { EmulatorRequest } from '../emulator.ts';
import { invalidInput } from './api-error.ts';

const uuid = z.guid();
const schemas = {
  text: z.string().min(1),
  textOrNull: z.string().nullable(),
  uuid,
  uuidOrNull: uuid.nullable(),
  uuids: z.array(uuid),
  texts: z.array(z.string().min(1)),
  oneUuid: z.array(uuid).length(1),
  boolean: z.boolean(),
  datetime: z.iso.datetime({ offset: true }),
  limit: z.number().int().min(1),
  email: z.email(),
  /** What the custom metadata of a row must have. */
  metadata: z.record(z.string(), z.union([z.string(), z.boolean(), z.null()])),
};
type Kind = keyof typeof schemas;
export type ParameterKinds = Readonly<Record<string, Kind>>;
/** The parameters given, by name; those left out are undefined. */
export type Parameters<Kinds extends ParameterKinds> = {
  readonly [Name in keyof Kinds]: z.output<(typeof schemas)[Kinds[Name]]> | undefined;
};

/** The parameters of a request, from its JSON body or else its query. Throws the 400 that Seam would answer. */
export function readParameters<Kinds extends ParameterKinds>(
  kinds: Kinds,
  request: EmulatorRequest,
): Parameters<Kinds> {
  const given = request.body === '' ? fromQuery(kinds, request.query) : parseBody(request);
  const values: Record<string, unknown> = {};
  const problems: Record<string, string> = {};
  for (const [name, kind] of Object.entries(kinds)) {
    if (given[name] === undefined) continue;
    const parsed = schemas[kind].safeParse(given[name]);
    if (parsed.success) values[name] = parsed.data;
    else problems[name] = parsed.error.issues[0]?.message ?? 'Invalid';
  }
  if (Object.keys(problems).length > 0) throw invalidInput(problems);
  // Each value was checked by the schema of its kind just above.
  return values as Parameters<Kinds>;
}

/** A body that is no JSON is refused in plain text. */
export class InvalidJson extends Error {}

function parseBody(request: EmulatorRequest): Record<string, unknown> {
  let body: unknown;
  try {
    body = JSON.parse(request.body);
  } catch {
    throw new InvalidJson();
  }
  const parsed = z.record(z.string(), z.unknown()).safeParse(body);
  if (!parsed.success) throw invalidInput({}, ['Expected object']);
  return parsed.data;
}

const lists: ReadonlySet<Kind> = new Set(['uuids', 'oneUuid', 'texts']);

/**
 * Lists are repeated keys, and an empty one a key without a value, as null is; an object has its own keys after a dot
 * (@seamapi/url-search-params-serializer 3).
 */
function fromQuery(kinds: ParameterKinds, query: URLSearchParams): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(kinds)) {
    if (kind === 'metadata') {
      const pairs = [...query].filter(([key]) => key.startsWith(`${name}.`));
      if (pairs.length === 0) continue;
      given[name] = Object.fromEntries(
        pairs.map(([key, value]) => [key.slice(name.length + 1), primitive(value)]),
      );
      continue;
    }
    const value = query.get(name);
    if (value === null) continue;
    if (lists.has(kind)) given[name] = query.getAll(name).filter((item) => item !== '');
    else if (kind === 'limit') given[name] = Number(value);
    else if (kind === 'boolean') given[name] = primitive(value);
    else given[name] = value === '' ? null : value;
  }
  return given;
}

function primitive(value: string): string | boolean | null {
  if (value === 'true' || value === 'false') return value === 'true';
  return value === '' ? null : value;
}
