/** Four emulated providers in which everything that is secret is marked, each behind a talkative proxy. */
import type { Emulator } from '../../src/demo/emulator.ts';
import { startSeamEmulator } from '../../src/demo/seam/emulator.ts';
import { people, startMarkedClerk, startMarkedRocketChat, startMarkedZendesk } from './marked-emulators.ts';
import type { Marks } from './marks.ts';
import { markedSeam, workspaceId } from './marked-seam.ts';
import { startTalkativeProxy, type TalkativeProxy, type TalkativeProxyOptions } from './talkative-proxy.ts';

interface NativeIds {
  readonly session: string;
  readonly account: string;
}

const ann: ReadonlyMap<string, NativeIds> = new Map([
  ['clerk', { session: 'sess_ann1', account: 'user_ann' }],
  ['rocketchat', { session: 'annSession1', account: 'annId' }],
  ['zendesk', { session: '1001', account: '101' }],
  ['seam', { session: '5eab0001-0000-4000-8000-000000000001', account: 'ann' }],
]);

export interface MarkedProviders {
  /** As they stand in a configuration: every way to sign in to each kind. */
  readonly entries: readonly object[];
  readonly emulators: readonly Emulator[];
  /** Of client sessions that are there or were, by Seam's id. */
  tokenOf(id: string): string | undefined;
  readonly proxies: readonly TalkativeProxy[];
  /** The native ids of a session of Ann's, and of her account. Throws for a kind that is not here. */
  annAt(kind: string): NativeIds;
  /** Sessions and client sessions are as they were at the start. */
  reseed(): void;
  /** Marks the tokens that the emulators have issued until now. */
  markIssued(): void;
  close(): Promise<void>;
}

export async function startMarkedProviders(marks: Marks): Promise<MarkedProviders> {
  const startedAt = Date.now() - 60_000;
  const makeSeam = () => markedSeam(marks, people, startedAt);
  const [clerk, rocketchat, zendesk, seam] = await Promise.all([
    startMarkedClerk(marks, startedAt),
    startMarkedRocketChat(marks, startedAt),
    startMarkedZendesk(marks, startedAt),
    startSeamEmulator({ world: makeSeam().world }),
  ]);
  const emulators = [clerk.emulator, rocketchat.emulator, zendesk.emulator, seam];
  const proxyOf = (name: string, target: string, ownError: TalkativeProxyOptions['ownError']) =>
    startTalkativeProxy({ target, secret: marks.make(`what ${name} gives away`), ownError });
  const proxies = await Promise.all([
    proxyOf('Clerk', clerk.emulator.url, (text, code = 'resource_not_found') => ({
      errors: [{ message: text, long_message: text, code, meta: { param_name: text } }],
      clerk_trace_id: text,
    })),
    proxyOf('Rocket.Chat', rocketchat.emulator.url, (text, errorType = 'error-action-not-allowed') => ({
      success: false,
      error: text,
      errorType,
      message: text,
      details: { method: text },
    })),
    proxyOf('Zendesk', zendesk.emulator.url, (text, title = 'RecordNotFound') => ({
      error: { title, message: text },
      description: text,
      error_description: text,
    })),
    proxyOf('Seam', seam.url, (text, type = 'client_session_not_found') => ({
      error: {
        type,
        message: text,
        validation_errors: { user_identifier_key: { _errors: [text] }, [text]: { _errors: [text] } },
      },
      ok: false,
    })),
  ]);
  const [clerkUrl, chatUrl, zendeskUrl, seamUrl] = proxies.map(({ url }) => url);
  const { apiKey, personalAccessToken } = makeSeam();
  const tokens = new Map<string, string>();
  const rememberTokens = () => {
    for (const { id, token } of seam.world.clientSessions) tokens.set(id, token);
  };
  return {
    entries: [
      { id: 'clerk', kind: 'clerk', baseUrl: clerkUrl, linkBy: 'externalId', secretKey: clerk.secretKey },
      { id: 'chat', kind: 'rocketchat', baseUrl: chatUrl, ...rocketchat.bot },
      { id: 'own-chat', kind: 'rocketchat', baseUrl: chatUrl, access: 'self', ...rocketchat.cleo },
      { id: 'support', kind: 'zendesk', baseUrl: zendeskUrl, oauth: zendesk.oauth },
      { id: 'helpdesk', kind: 'zendesk', baseUrl: zendeskUrl, bearerToken: zendesk.bearerToken },
      { id: 'legacy', kind: 'zendesk', baseUrl: zendeskUrl, apiToken: zendesk.apiToken },
      { id: 'locks', kind: 'seam', baseUrl: seamUrl, apiKey },
      { id: 'gates', kind: 'seam', baseUrl: seamUrl, personalAccessToken, workspaceId },
    ],
    emulators,
    tokenOf(id) {
      rememberTokens();
      return tokens.get(id);
    },
    proxies,
    annAt(kind) {
      const ids = ann.get(kind);
      if (ids === undefined) throw new Error(`Say which session and account Ann has at kind ${kind}.`);
      return ids;
    },
    reseed() {
      clerk.reseed();
      rocketchat.reseed();
      zendesk.reseed();
      rememberTokens();
      seam.world.clientSessions = makeSeam().world.clientSessions;
    },
    markIssued() {
      for (const [index, { token }] of zendesk.emulator.world.oauthTokens.entries())
        marks.add(`access token ${index} of Zendesk`, token);
      rememberTokens();
      for (const [id, token] of tokens) marks.add(`the token of client session ${id}`, token, 'seam_cst1');
    },
    async close() {
      await Promise.all([...proxies, ...emulators].map((each) => each.close()));
    },
  };
}
