/** Lists of sessions as each provider writes them, for answers that it never gave. */
import { cast } from '../../src/demo/company.ts';
import type { EmulatorResponse } from '../../src/demo/emulator.ts';
import { seamId, seamWorkspaceId } from '../../src/demo/seam/build.ts';
import type { Emulators, ProviderId } from './asking.ts';

interface SessionList {
  /** Which calls ask for one. */
  readonly call: RegExp;
  readonly pageSize: number;
  /** @param rows JSON, with commas between. @param page of which a cursor speaks, where there are cursors. */
  wrap(rows: string, page?: number): string;
  /** A session of the ordinary person that is told apart by a number. */
  row(number: number, emulators: Emulators): object;
}

const moment = '2026-11-20T12:00:00Z';

export const lists: Readonly<Record<ProviderId, SessionList>> = {
  clerk: {
    call: /\/v1\/sessions\?/,
    pageSize: 500,
    wrap: (rows) => `{"data":[${rows}],"total_count":100000}`,
    row(number, { clerk }) {
      const user = clerk.world.users.find(({ external_id: id }) => id === cast.ordinary);
      const own = clerk.world.sessions.find(({ user_id: id }) => id === user?.id);
      return { ...own, id: `sess_${number}` };
    },
  },
  chat: {
    call: /sessions\/list\.all/,
    pageSize: 100,
    wrap: (rows) => `{"sessions":[${rows}],"total":100000,"count":100,"offset":0,"success":true}`,
    row(number, { chat }) {
      const user = chat.world.users.find(({ username }) => username === cast.ordinary);
      const id = `session${number}`;
      return { _id: id, sessionId: id, userId: user?.id, host: 'chat', ip: '192.0.2.1', loginAt: moment };
    },
  },
  support: {
    call: /\/sessions(\?|$)/,
    pageSize: 100,
    wrap: (rows, page = 1) =>
      `{"sessions":[${rows}],"meta":{"has_more":true,"after_cursor":"cursor${page}"},"links":{}}`,
    row(number, { support }) {
      const user = support.world.users.find(({ identities }) =>
        identities.some(({ value }) => value.startsWith(cast.ordinary)),
      );
      return { id: number, user_id: user?.id, authenticated_at: moment, last_seen_at: moment };
    },
  },
  locks: {
    call: /client_sessions\/list/,
    // All that there are: Seam has no pages here.
    pageSize: 3000,
    wrap: (rows) => `{"client_sessions":[${rows}],"ok":true}`,
    row: (number) => ({
      client_session_id: seamId(8, number),
      workspace_id: seamWorkspaceId,
      created_at: moment,
      expires_at: '2999-01-01T00:00:00Z',
      token: 'seam_cst1_none',
      user_identifier_key: cast.ordinary,
      device_count: 0,
      connected_account_ids: [],
      connect_webview_ids: [],
      user_identity_ids: [],
    }),
  },
};

/** Has a provider answer each call for a list of sessions in its own way. */
export function answerLists(
  emulators: Emulators,
  id: ProviderId,
  answer: (call: string) => EmulatorResponse,
): void {
  emulators[id].instead = (call) => (lists[id].call.test(call) ? answer(call) : null);
}

export function json(text: string): EmulatorResponse {
  return { status: 200, headers: { 'content-type': 'application/json' }, text };
}
