/** Signing in to the demo: tokens of its people, by an issuer that is as old as the process. */
import { randomUUID } from 'node:crypto';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { authConfig, type AuthConfig } from '../config/auth.ts';
import type { Config } from '../config/config.ts';
import { cast } from '../demo/company/directory.ts';
import type { Demo } from '../demo/demo.ts';
import { peopleToShow } from '../demo/people-to-show.ts';
import { allowOnly, answerBelow, refuse, type DemoRequestHandler } from '../demo/request.ts';
import { signInOf, type SignIn } from '../demo/sign-in.ts';
import { providerName } from '../providers/kind.ts';
import { kindNamed } from '../providers/registry.ts';
import type { Scope } from '../sessions/scope.ts';
import type { GraphiqlTab } from '../server/doors/pages/graphiql.ts';

export interface DemoSignIn {
  readonly auth: AuthConfig;
  /** A token that is good for as long as anybody will look at the demo. @param granted the scopes in it. */
  tokenOf(signIn: SignIn, ...granted: readonly Scope[]): Promise<string>;
}

export async function createDemoSignIn(): Promise<DemoSignIn> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA');
  // Of this process only: a token that was kept from another run is told to be another issuer's.
  const issuer = `https://demo.invalid/${randomUUID()}`;
  const audience = 'sessiongraph-demo';
  return {
    auth: authConfig.parse({
      jwt: [{ issuer, audience, publicKey: await exportSPKI(publicKey) }],
    }),
    tokenOf: ({ personId, email, sessionId }, ...granted) =>
      new SignJWT({ email, email_verified: true, sid: sessionId ?? undefined, scope: granted.join(' ') })
        .setProtectedHeader({ alg: 'EdDSA' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(personId)
        .setExpirationTime('30d')
        .sign(privateKey),
  };
}

/** Where a colleague of support gets a token, who may see and sign out anybody. */
const supportRole = 'support';
const supportScopes: readonly Scope[] = ['users:read:any', 'sessions:read:any', 'sessions:revoke:any'];

/**
 * Signs the devices page in: `GET /demo/tokens/<id>` gives a token of that person, and `GET /demo/tokens/support` one of support. In the demo
 * anybody may do everything without a token, so that it gives nothing away.
 */
export function tokenRoute({ company, emulators }: Demo, signIn: DemoSignIn): DemoRequestHandler {
  return answerBelow('/demo/tokens', async (method, [who = '', ...more]) => {
    if (method !== 'GET') return allowOnly('GET');
    const isSupport = who === supportRole;
    const id = isSupport ? cast.impersonator : who;
    const asking = more.length > 0 ? null : signInOf(id, company, emulators.clerk.world);
    if (asking === null) return refuse(404, 'Nobody of the company has this id.');
    return {
      status: 200,
      body: { token: await signIn.tokenOf(asking, ...(isSupport ? supportScopes : [])) },
    };
  });
}

/** Whom the devices page can be signed in as, and which providers it can make fail. */
export function pageSettings({ company }: Demo, { providers }: Pick<Config, 'providers'>): object {
  return {
    demo: {
      people: peopleToShow(company),
      providers: providers.map((provider) => ({
        id: provider.id,
        name: providerName(kindNamed(provider.kind).label, provider),
      })),
    },
  };
}

/** The worked queries as GraphiQL's tabs; what a person asks comes with a token of theirs, under "Headers". */
export async function tabsOf(
  { workedQueries, company, emulators }: Demo,
  signIn: DemoSignIn,
): Promise<readonly GraphiqlTab[]> {
  return Promise.all(
    workedQueries.map(async ({ query, variables, viewer }) => {
      const asking = viewer === null ? null : signInOf(viewer, company, emulators.clerk.world);
      if (asking === null) return { query, variables };
      const token = await signIn.tokenOf(asking);
      return { query, variables, headers: JSON.stringify({ authorization: `Bearer ${token}` }, null, 2) };
    }),
  );
}
