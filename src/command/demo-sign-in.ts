/** Signing in to the demo: tokens of its people, by an issuer that is as old as the process. */
import { randomUUID } from 'node:crypto';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { authConfig, type AuthConfig } from '../config/auth.ts';
import type { Demo } from '../demo/demo.ts';
import { signInOf, type SignIn } from '../demo/sign-in.ts';
import type { GraphiqlTab } from '../server/doors/pages/graphiql.ts';

export interface DemoSignIn {
  readonly auth: AuthConfig;
  /** A token that is good for as long as anybody will look at the demo. */
  tokenOf(signIn: SignIn): Promise<string>;
}

export async function createDemoSignIn(): Promise<DemoSignIn> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA');
  // Of this process only: a token that was kept from another run is told to be another issuer's.
  const issuer = `https://demo.invalid/${randomUUID()}`;
  const audience = 'sessiongraph-demo';
  return {
    auth: authConfig.parse({
      jwt: [{ issuer, audience, publicKey: await exportSPKI(publicKey), claims: { sessionId: 'sid' } }],
    }),
    tokenOf: ({ personId, email, sessionId }) =>
      new SignJWT({ email, email_verified: true, sid: sessionId })
        .setProtectedHeader({ alg: 'EdDSA' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(personId)
        .setExpirationTime('30d')
        .sign(privateKey),
  };
}

/** The worked queries as GraphiQL's tabs; what a person asks comes with a token of theirs, under "Headers". */
export async function tabsOf(
  { workedQueries, company, emulators }: Demo,
  signIn: DemoSignIn,
): Promise<readonly GraphiqlTab[]> {
  return Promise.all(
    workedQueries.map(async ({ query, variables, viewer }) => {
      if (viewer === null) return { query, variables };
      const token = await signIn.tokenOf(signInOf(viewer, company, emulators.clerk.world));
      return { query, variables, headers: JSON.stringify({ authorization: `Bearer ${token}` }, null, 2) };
    }),
  );
}
