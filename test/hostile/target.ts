/** A locked-down server with the demo's providers behind it, and people who may ask it. */
import { fork } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { cast, companyDomain } from '../../src/demo/company.ts';
import { startDemo, type Demo } from '../../src/demo/demo.ts';
import type { Health } from './server-process.ts';

export const people = { ann: cast.ordinary, bob: cast.busy };

export interface Target {
  readonly url: URL;
  readonly demo: Demo;
  /** The header that identifies somebody: two people without any scope, and a service that may do everything. */
  readonly authorization: Readonly<Record<'ann' | 'bob' | 'service', string>>;
  /** Must stand in no answer. */
  readonly secrets: readonly string[];
  health(): Promise<Health>;
  close(): Promise<void>;
}

export const trustedDocument = 'query Mine { viewer { id } }';
export const trustedDocumentId = 'sha256:' + createHash('sha256').update(trustedDocument).digest('hex');

const issuer = 'https://issuer.example';
const serviceKey = 'sg_hostile_test_service_key_0123456789';
const allScopes = [
  'sessions:read:any',
  'sessions:revoke:any',
  'client-sessions:read',
  'client-sessions:write',
  'users:read:any',
];

/** @param limits over those of the default configuration. */
export async function startTarget(limits: object = {}): Promise<Target> {
  const demo = await startDemo();
  const directory = await mkdtemp(join(tmpdir(), 'sessiongraph-hostile-'));
  const manifest = join(directory, 'persisted-documents.json');
  await writeFile(manifest, JSON.stringify({ [trustedDocumentId]: trustedDocument }));
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const config = {
    auth: {
      apiKeys: [
        { name: 'ops', sha256: createHash('sha256').update(serviceKey).digest('hex'), scopes: allScopes },
      ],
      jwt: [
        {
          issuer,
          audience: 'sessiongraph',
          algorithms: ['ES256'],
          publicKey: publicKey.export({ type: 'spki', format: 'pem' }),
        },
      ],
    },
    audit: { file: join(directory, 'audit.log') },
    // So that an expensive answer is read again, and not given again.
    providers: demo.providers.map((provider) => ({ ...provider, freshForMs: 0 })),
    limits,
    trustedDocuments: { manifest },
  };
  const tokenOf = (sub: string) =>
    new SignJWT({ email: `${sub}@${companyDomain}`, email_verified: true })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(issuer)
      .setAudience('sessiongraph')
      .setSubject(sub)
      .setExpirationTime('1h')
      .sign(privateKey);

  const child = fork(join(import.meta.dirname, 'server-process.ts'), {
    env: { PATH: process.env['PATH'] },
    stdio: 'inherit',
  });
  const told = async (message: object) => {
    const answer = once(child, 'message');
    child.send(message);
    return (await answer)[0];
  };
  const url = new URL(await told(config));
  const tokens = { ann: await tokenOf(people.ann), bob: await tokenOf(people.bob), service: serviceKey };
  return {
    url,
    demo,
    authorization: {
      ann: `Bearer ${tokens.ann}`,
      bob: `Bearer ${tokens.bob}`,
      service: `Bearer ${tokens.service}`,
    },
    secrets: [...Object.values(tokens), ...demo.providers.flatMap(secretsIn)],
    health: () => told({}) as Promise<Health>,
    async close() {
      child.kill('SIGKILL');
      await once(child, 'close');
      await demo.close();
      await rm(directory, { recursive: true });
    },
  };
}

/** Every text under a key that names a secret. */
function secretsIn(value: object): readonly string[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner === 'object' && inner !== null) return secretsIn(inner);
    return /secret|token|apikey/i.test(key) && typeof inner === 'string' ? [inner] : [];
  });
}
