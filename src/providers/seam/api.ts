/**
 * Seam over HTTP. Every endpoint takes POST with JSON, which spares the query spelling of lists and nulls; and POST to
 * `/client_sessions/create` is the strict one, while PUT gives an existing session back (seamapi/javascript-legacy#205).
 */
import { z } from 'zod';
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { Upstream } from '../../upstream/upstream.ts';
import type { SeamConfig } from './config.ts';
import { seamFailure } from './failure.ts';

export interface SeamAnswer {
  /** The JSON of the answer. */
  readonly body: unknown;
  /** When it came, in epoch milliseconds. */
  readonly observedAt: number;
}

/** A list whose rows that could not be read are left out and counted. */
export interface SeamRows<Row> {
  readonly rows: readonly Row[];
  readonly brokenRows: number;
}

export interface SeamApi {
  /** "Seam (locks)". */
  readonly name: string;
  /** Rejects with a `ProviderFailure` for every answer but a success. */
  post(path: string, parameters: object, call: Call): Promise<SeamAnswer>;
  /** The object under `key`. Rejects with MALFORMED where it is missing or unreadable. */
  object<Row>(answer: SeamAnswer, key: string, schema: z.ZodType<Row>): Row;
  /** The list under `key`. Rejects with MALFORMED where there is no list. */
  rows<Row>(answer: SeamAnswer, key: string, schema: z.ZodType<Row>): SeamRows<Row>;
}

/** Client sessions come as one array without pages: room for about 50,000 of them. */
const maxBytes = 40 * 1024 * 1024;

export function createApi(config: SeamConfig, name: string, upstream: Upstream): SeamApi {
  const headers = {
    authorization: `Bearer ${config.apiKey ?? config.personalAccessToken}`,
    // A personal access token says who asks, this header says for which workspace.
    ...(config.workspaceId === undefined ? {} : { 'seam-workspace': config.workspaceId }),
  };
  const malformed = (path: string) =>
    new ProviderFailure('MALFORMED', `${name} answered without ${path}, which Seam's API always gives.`);

  return {
    name,
    async post(path, parameters, call) {
      const response = await upstream.send(
        { method: 'POST', path, headers, body: parameters, maxBytes },
        call,
      );
      if (response.status !== 200) throw seamFailure(response, name);
      return { body: response.json(), observedAt: response.receivedAt };
    },
    object(answer, key, schema) {
      const parsed = z.object({ [key]: schema }).safeParse(answer.body);
      const row = parsed.success ? parsed.data[key] : undefined;
      if (row === undefined) throw malformed(`a readable "${key}"`);
      return row;
    },
    rows(answer, key, schema) {
      const list = z.object({ [key]: z.array(z.unknown()) }).safeParse(answer.body);
      const raw = list.success ? list.data[key] : undefined;
      if (raw === undefined) throw malformed(`a list "${key}"`);
      const rows = raw.flatMap((row) => {
        const parsed = schema.safeParse(row);
        return parsed.success ? [parsed.data] : [];
      });
      return { rows, brokenRows: raw.length - rows.length };
    },
  };
}

/** All of Seam's ids are UUIDs; anything else would be a 400, and in a list of ids it would spoil the whole call. */
export function isSeamId(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
}
