/** The demo's providers behind a server that is a subgraph, asked as its gateway asks. */
import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { checkConfig } from '../../src/config/check.ts';
import { companyDomain } from '../../src/demo/company.ts';
import { startDemo, type Demo } from '../../src/demo/demo.ts';
import { createLog } from '../../src/server/watch/log.ts';
import { start } from '../../src/server/start.ts';
import type { Answer } from '../support/server.ts';

export const gatewaySecret = 'the-secret-of-the-gateway';
const serviceKey = 'a-key-for-everything';
const issuer = 'https://accounts.example';

export interface Subgraph {
  readonly url: string;
  readonly demo: Demo;
  /** Every log line so far. */
  readonly logged: readonly string[];
  /** The header with which a person of the company asks, whose address the token says is verified. */
  person(id: string, claims?: Readonly<Record<string, unknown>>): Promise<Headers>;
  /** Asks through the gateway. @param headers those of the gateway's own principal. */
  ask(query: string, variables?: Readonly<Record<string, unknown>>, headers?: Headers): Promise<Reply>;
  close(): Promise<void>;
}

type Headers = Readonly<Record<string, string>>;

export interface Reply {
  readonly status: number;
  readonly data: Answer;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string };
  }[];
}

/** What a gateway adds to every request of its own. */
export const fromGateway: Headers = { 'x-gateway-secret': gatewaySecret };
/** A service that may read everything. */
export const service: Headers = { authorization: `Bearer ${serviceKey}` };

export interface SubgraphOptions {
  /** More of `federation` in the configuration. */
  readonly federation?: object;
  /** Only these providers. */
  readonly only?: readonly string[];
  /** Changes each provider's entry in the configuration. */
  readonly provider?: object;
}

export async function startSubgraph(options: SubgraphOptions = {}): Promise<Subgraph> {
  const { federation, only, provider } = options;
  const demo = await startDemo();
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const config = checkConfig(
    {
      providers: demo.providers
        .filter((entry) => only === undefined || ('id' in entry && only.includes(String(entry.id))))
        .map((entry) => ({ ...entry, ...provider })),
      auth: {
        apiKeys: [
          {
            name: 'service',
            sha256: createHash('sha256').update(serviceKey).digest('hex'),
            scopes: ['sessions:read:any', 'client-sessions:read', 'users:read:any'],
          },
        ],
        jwt: [{ issuer, audience: 'sessions', publicKey: JSON.stringify(await exportJWK(publicKey)) }],
      },
      federation: { enabled: true, gatewaySecret, ...federation },
      log: { access: 'off' },
    },
    {},
  );
  const logged: string[] = [];
  const log = createLog({ write: (line: string) => void logged.push(line) });
  const server = await start({ config, port: 0, log, graphiqlTabs: [] });
  return {
    url: server.url,
    demo,
    logged,
    async person(id, claims = {}) {
      const token = await new SignJWT({ email: `${id}@${companyDomain}`, email_verified: true, ...claims })
        .setProtectedHeader({ alg: 'EdDSA' })
        .setSubject(id)
        .setIssuer(issuer)
        .setAudience('sessions')
        .setExpirationTime('5m')
        .sign(privateKey);
      return { authorization: `Bearer ${token}` };
    },
    async ask(query, variables = {}, headers = service) {
      const response = await fetch(server.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...fromGateway, ...headers },
        body: JSON.stringify({ query, variables }),
      });
      const { data = null, errors = [] } = (await response.json()) as Answer;
      return { status: response.status, data, errors };
    },
    async close() {
      await server.close(0);
      await demo.close();
    },
  };
}
