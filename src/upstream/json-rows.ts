/**
 * The rows of a list in an answer. A provider may be broken or hostile, so its answer is read row by row, up to the rows that were asked for,
 * and other requests have their turn in between: `JSON.parse` of 4 MB can take half a second (objects of one unknown key each).
 */
import { setImmediate } from 'node:timers/promises';
import { ProviderFailure } from './failure.ts';
import { JsonScanner } from './json-scanner.ts';
import type { UpstreamResponse } from './upstream.ts';

export interface JsonRows<Row> {
  /** In the provider's order; null stands for a row that could not be read. */
  readonly rows: readonly (Row | null)[];
  readonly brokenRows: number;
  /** What stood around the list; null where the answer itself was the list. */
  readonly envelope: Readonly<Record<string, unknown>> | null;
}

export interface RowsWanted<Row> {
  /** The property of the answer that holds the list. An answer that is a list itself is taken too. */
  readonly key: string;
  /** Rows beyond are not looked at: nobody asked for them. */
  readonly maxRows: number;
  /** Null where the row cannot be read. */
  readonly read: (row: unknown) => Row | null;
  /** For messages: "Zendesk (support)". */
  readonly providerName: string;
}

/** A list with more broken rows is no list of what was asked for. */
const maxBrokenRows = 100;

/** In characters. Parsing so much takes 10 ms at worst, and no row comes near it. */
const maxPieceLength = 256 * 1024;

/** How long rows are read before others have their turn, in milliseconds. */
const sliceMs = 10;

/**
 * Null where the answer has no such list. Rejects with MALFORMED where it is no JSON, where a row or what stands around the list is larger than any
 * could be, and after 100 rows that cannot be read.
 */
export async function readJsonRows<Row>(
  response: UpstreamResponse,
  wanted: RowsWanted<Row>,
): Promise<JsonRows<Row> | null> {
  const reader = new RowReader(wanted);
  try {
    const isLong = response.text.length > maxPieceLength;
    const list = isLong ? await readLong(response, reader) : readShort(response, reader);
    if (list === null) response.noteMalformed();
    return list;
  } catch (error) {
    if (error instanceof ProviderFailure) response.noteMalformed();
    throw error;
  }
}

function readShort<Row>(response: UpstreamResponse, reader: RowReader<Row>): JsonRows<Row> | null {
  const { key, maxRows } = reader.wanted;
  const body = response.json();
  const list = Array.isArray(body) ? body : isObject(body) ? body[key] : undefined;
  if (!Array.isArray(list)) return null;
  for (const row of list) {
    if (reader.rows.length >= maxRows) break;
    reader.take(row);
  }
  return reader.result(isObject(body) ? body : null);
}

class RowReader<Row> {
  readonly wanted: RowsWanted<Row>;
  readonly rows: (Row | null)[] = [];
  #brokenRows = 0;

  constructor(wanted: RowsWanted<Row>) {
    this.wanted = wanted;
  }

  take(value: unknown): void {
    const row = this.wanted.read(value);
    this.rows.push(row);
    if (row === null && ++this.#brokenRows > maxBrokenRows) {
      throw new ProviderFailure(
        'MALFORMED',
        `${this.wanted.providerName} gave more than ${maxBrokenRows} rows that cannot be read: check baseUrl, and that its API is the documented one.`,
      );
    }
  }

  result(envelope: Readonly<Record<string, unknown>> | null): JsonRows<Row> {
    return { rows: this.rows, brokenRows: this.#brokenRows, envelope };
  }
}

/** Cuts the rows out of the text, and parses one at a time. */
async function readLong<Row>(
  response: UpstreamResponse,
  reader: RowReader<Row>,
): Promise<JsonRows<Row> | null> {
  const { text } = response;
  const { key, maxRows, providerName } = reader.wanted;
  const scanner = new JsonScanner(text, maxPieceLength, providerName);
  let list: { readonly from: number; readonly to: number } | null = null;
  let sliceEnd = performance.now() + sliceMs;

  const readList = async () => {
    const from = scanner.at;
    for (let index = 0; scanner.entersNext('[', ']', index === 0); index += 1) {
      const row = scanner.cutValue();
      if (index < maxRows) reader.take(scanner.parse(row));
      if (index % 64 === 0 && performance.now() > sliceEnd) {
        await setImmediate();
        sliceEnd = performance.now() + sliceMs;
      }
    }
    return { from, to: scanner.at };
  };

  if (scanner.peek() === '[') {
    await readList();
    scanner.expectEnd();
    return reader.result(null);
  }
  for (let isFirst = true; scanner.entersNext('{', '}', isFirst); isFirst = false) {
    const name = scanner.parse(scanner.cutValue());
    scanner.expect(':');
    if (list === null && name === key && scanner.peek() === '[') list = await readList();
    else scanner.cutValue();
  }
  scanner.expectEnd();
  if (list === null) return null;
  const envelope = scanner.parse(`${text.slice(0, list.from)}[]${text.slice(list.to)}`);
  return reader.result(isObject(envelope) ? envelope : null);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
