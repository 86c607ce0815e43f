/** `page` of the configuration: the devices page for people, who sign in to it where they always do. */
import { z } from 'zod';
import type { AuthConfig } from './auth.ts';

const text = z.string().trim().min(1, 'must not be empty');

/** Paths of the server's own. */
const taken = ['/graphql', '/health', '/ready', '/metrics', '/assets', '/graphiql-assets', '/demo'];

/** A link that a person may follow. */
const link = z
  .string()
  .refine((url) => URL.canParse(url) && /^(https?|mailto):$/.test(new URL(url).protocol), {
    error: 'must be an address such as https://app.example.com/password or mailto:security@example.com',
  });

export const pageConfig = z.strictObject({
  /** Where the page is. */
  path: z
    .string()
    .regex(/^(\/|(\/[\w.~-]+)+)$/, 'must be a path such as /devices')
    .refine((path) => !taken.some((own) => path === own || path.startsWith(`${own}/`)), {
      error: 'is a path that this server needs itself',
    })
    .default('/devices'),
  /**
   * Who signs people in: an OpenID Connect provider, in which this page is a public client (authorization code with PKCE, no secret) with the
   * page's own address as redirect URI. The page sends the ID token, so `auth.jwt` has an entry of the issuer with `clientId` as an audience.
   */
  oidc: z.strictObject({
    /** As `iss` says it, to the letter. Its discovery and token endpoints answer browsers of the page's origin (CORS). */
    issuer: z.string().refine(isIssuer, {
      error: 'must be an https URL without a query, such as https://login.example.com',
    }),
    clientId: text,
    scope: text.default('openid email'),
  }),
  /** Where people change their password. */
  changePasswordUrl: link.optional(),
  /** Where people tell somebody of a sign-in that was not theirs. */
  reportUrl: link.optional(),
  /** A BCP 47 tag such as "de-AT" for everybody; otherwise each browser's own. */
  locale: z
    .string()
    .refine((tag) => Intl.DateTimeFormat.supportedLocalesOf(safeTag(tag)).length > 0, {
      error: 'must be a language tag such as de or pt-BR',
    })
    .optional(),
});
export type PageConfig = z.output<typeof pageConfig>;

function isIssuer(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false;
  const { protocol, hostname, search, hash } = new URL(issuer);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && isLocal)) && search === '' && hash === '';
}

function safeTag(tag: string): string[] {
  try {
    return Intl.getCanonicalLocales(tag);
  } catch {
    return [];
  }
}

/** Why the tokens that the page sends would not be accepted; null where they would. */
export function pageMistake(page: PageConfig, auth: AuthConfig | undefined): PageMistake | null {
  const { issuer, clientId } = page.oidc;
  const entry = auth?.jwt.find((candidate) => candidate.issuer === issuer);
  if (entry === undefined) return { key: 'issuer', message: 'is the issuer of no entry of auth.jwt' };
  if (entry.audience?.includes(clientId) === true) return null;
  return { key: 'clientId', message: "is no audience of the issuer's entry of auth.jwt" };
}

interface PageMistake {
  /** Of `page.oidc`. */
  readonly key: 'issuer' | 'clientId';
  readonly message: string;
}
