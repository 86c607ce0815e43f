/** The whole server over the marked providers; everything that it says is kept for the search. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request as sendRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { checkConfig } from '../../src/config/check.ts';
import { hashApiKey } from '../../src/server/identity/api-keys.ts';
import { createLog } from '../../src/server/watch/log.ts';
import { start, type StartOptions } from '../../src/server/start.ts';
import { scopes } from '../../src/sessions/scope.ts';
import type { Answer } from '../support/server.ts';
import { emailOf } from './marked-provider.ts';
import type { MarkedProviders } from './marked-providers.ts';
import type { Marks } from './marks.ts';
import type { Outputs } from './outputs.ts';

type Headers = Readonly<Record<string, string>>;

export interface MarkedServer {
  readonly url: string;
  /** So far, line by line; may be emptied. */
  readonly logged: string[];
  /** Of what was logged, what is no word about a provider: the server's own faults. */
  faults(): readonly string[];
  /** Of somebody who may do everything, of Ann, and of Ann through the gateway. */
  readonly principals: Readonly<Record<'ops' | 'ann' | 'gateway', Headers>>;
  /** What their headers hold. */
  readonly credentials: {
    readonly opsKey: string;
    readonly annsToken: string;
    readonly gatewaySecret: string;
  };
  /** A token of Ann's, told apart by name. */
  signToken(name: string, claims?: Readonly<Record<string, unknown>>): Promise<string>;
  /** Asks as a client does, and keeps the answer. */
  ask(where: string, headers: Headers, query: string, variables?: object): Promise<Reply>;
  /** Sends anything, and keeps the answer. @param mayRepeat see `Outputs`. */
  send(where: string, request: Sent, mayRepeat?: string): Promise<Reply>;
  /** Where there are secrets in what was said since this was asked last, the log and the audit included. */
  leaks(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Headers;
  readonly body?: string;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
  /** Of GraphQL's answer; null in any other. */
  readonly data: Answer;
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

export interface MarkedServerOptions {
  readonly marks: Marks;
  readonly outputs: Outputs;
  readonly providers: MarkedProviders;
  /** More of `auth.jwt` in the configuration. */
  readonly issuers?: readonly object[];
  /** Keys of audit records that hold the principal's own words, besides `note`. */
  readonly ownWords?: readonly ('input' | 'subjectUser')[];
  /** Changes each provider's entry. */
  readonly provider?: object;
  readonly openCircuit?: StartOptions['openCircuit'];
}

const issuer = 'https://accounts.example';
const audience = 'sessions';

export async function startMarkedServer(options: MarkedServerOptions): Promise<MarkedServer> {
  const { marks, outputs, providers, issuers = [], ownWords = [], provider = {}, openCircuit } = options;
  const opsKey = marks.make('the key of a service', 'sgk_');
  const gatewaySecret = marks.make('the gateway secret');
  marks.add('the hash of a key', hashApiKey(opsKey));
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const directory = await mkdtemp(join(tmpdir(), 'secrets-'));
  const auditFile = join(directory, 'audit.jsonl');
  const config = checkConfig(
    {
      providers: providers.entries.map((entry) => ({ ...entry, freshForMs: 0, ...provider })),
      auth: {
        apiKeys: [{ name: 'ops', sha256: hashApiKey(opsKey), scopes }],
        jwt: [{ issuer, audience, publicKey: JSON.stringify(await exportJWK(publicKey)) }, ...issuers],
      },
      federation: { enabled: true, gatewaySecret },
      graphiql: 'signedIn',
      server: { cors: ['https://app.example.com'] },
      audit: { file: auditFile },
      // Whole selections of everything are asked, as fast as they are answered.
      limits: {
        bodyBytes: 2_000_000,
        tokens: 100_000,
        depth: 100,
        aliases: 10_000,
        cost: 10_000_000_000,
        rates: { enabled: false },
      },
    },
    {},
  );
  const logged: string[] = [];
  const accessLines: string[] = [];
  let auditRead = 0;
  const log = createLog({
    write: (line: string) => void (line.includes('"msg":"request"') ? accessLines : logged).push(line),
  });
  const agent = new Agent({ keepAlive: true });
  const running = await start({ config, port: 0, log, graphiqlTabs: [], openCircuit });

  async function signToken(name: string, claims: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const token = await new SignJWT({
      iss: issuer,
      aud: audience,
      sub: 'ann',
      exp: Math.floor(Date.now() / 1000) + 600,
      email: emailOf('ann'),
      email_verified: true,
      note: marks.make(`a claim of ${name}`),
      ...claims,
    })
      .setProtectedHeader({ alg: 'EdDSA' })
      .sign(privateKey);
    const [, payload = '', signature = ''] = token.split('.');
    marks.add(`the claims of ${name}`, payload);
    marks.add(`the signature of ${name}`, signature);
    return token;
  }

  async function send(where: string, sent: Sent, mayRepeat = ''): Promise<Reply> {
    const { method = 'GET', path = '/graphql', headers = {}, body = '' } = sent;
    // Not `fetch`, which keeps some headers to itself.
    const request = sendRequest(new URL(path, running.url), { agent, method, headers });
    request.end(body);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const answer = await readText(response);
    const isJson = response.headers['content-type']?.startsWith('application/') === true;
    const { data, errors } = isJson ? readAnswer(answer) : nothing;
    const { statusCode = 0, statusMessage, rawHeaders } = response;
    outputs.add(
      where,
      // The one place for a token is the answer to whoever made the session.
      `${statusCode} ${statusMessage} ${JSON.stringify(rawHeaders)} ${withoutTokens(answer, data, providers)}`,
      { mayRepeat },
    );
    return { status: statusCode, text: answer, data, errors };
  }

  const annsToken = await signToken("Ann's token");
  const asAnn = { authorization: `Bearer ${annsToken}` };
  return {
    url: running.url,
    logged,
    faults: () => logged.filter((line) => !isOfProvider(line)),
    principals: {
      ops: { authorization: `Bearer ${opsKey}` },
      ann: asAnn,
      gateway: { ...asAnn, 'x-gateway-secret': gatewaySecret },
    },
    credentials: { opsKey, annsToken, gatewaySecret },
    signToken,
    send,
    ask(where, headers, query, variables = {}) {
      const body = JSON.stringify({ query, variables });
      const sent = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
      return send(where, { method: 'POST', headers: { ...sent, ...headers }, body }, body);
    },
    async leaks() {
      providers.markIssued();
      outputs.add('the log', logged.join(''));
      // The name of an operation is its client's own word, as a note is.
      outputs.add('the access log', without(['operation'], accessLines.splice(0).join('')));
      const audited = (await readFile(auditFile, 'utf8')).slice(auditRead);
      auditRead += audited.length;
      outputs.add('the audit', without(['note', ...ownWords], audited));
      return outputs.leaks();
    },
    async close() {
      agent.destroy();
      await running.close(1000);
      await rm(directory, { recursive: true });
    },
  };
}

/** Warnings and news of a provider name it; an error is the server's own. */
function isOfProvider(line: string): boolean {
  const { level, provider } = JSON.parse(line) as { level: number; provider?: string };
  return level < 50 && provider !== undefined;
}

/** Lines of JSON without some of their keys. */
function without(keys: readonly string[], audited: string): string {
  const records = audited.split('\n').filter((line) => line !== '');
  const blank = Object.fromEntries(keys.map((key) => [key, null]));
  return records.map((line) => JSON.stringify({ ...(JSON.parse(line) as object), ...blank })).join('\n');
}

const nothing = { data: null, errors: [] };

function readAnswer(text: string): Pick<Reply, 'data' | 'errors'> {
  const { data = null, errors = [] } = JSON.parse(text) as Answer;
  return { data, errors };
}

/** The answer without the token that stands where it may, which must be that of this very session. */
export function withoutTokens(text: string, data: Answer, { tokenOf }: MarkedProviders): string {
  let rest = text;
  for (const payload of [data?.getOrCreateClientSession, data?.createClientSession]) {
    const { token, clientSession } = payload ?? {};
    if (typeof token === 'string' && token === tokenOf(clientSession?.nativeId))
      rest = rest.replace(JSON.stringify(token), '"[its token]"');
  }
  return rest;
}
