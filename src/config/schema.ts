/** Every key the configuration takes. Strict throughout: a key that does nothing is a mistake, not a wish. */
import { z } from 'zod';
import { providerConfig } from '../providers/registry.ts';
import { authConfig } from './auth.ts';
import { federationConfig } from './federation.ts';
import { limitsConfig } from './limits.ts';
import { pageConfig, pageMistake } from './page.ts';
import { port } from './port.ts';
import { storeConfig } from './store.ts';
import { logConfig, metricsConfig, shutdownConfig } from './watch.ts';

const httpUrl = z.url({
  protocol: /^https?$/,
  error: 'must be an http(s) URL such as https://sessions.example.com',
});

const origin = z.string().refine((value) => URL.canParse(value) && new URL(value).origin === value, {
  error: 'must be an exact origin such as https://app.example.com, without a path; "*" is not possible',
});

const serverConfig = z.strictObject({
  host: z.string().trim().min(1, 'must not be empty').default('127.0.0.1'),
  port: port.default(4000),
  /** Where clients reach this server when something stands in front of it; its host is then accepted as well. */
  publicUrl: httpUrl.optional(),
  /** The origins whose pages may ask from a browser. */
  cors: z.array(origin).default([]),
  /** How many proxies in front of this server write `x-forwarded-for`; with 0 the header is not believed. */
  trustedProxies: z.int().min(0).max(10).default(0),
});

const auditConfig = z.strictObject({
  /** JSON lines are appended to it; without it they go to standard output. */
  file: z.string().trim().min(1, 'must not be empty').optional(),
  /** What becomes of a change that cannot be recorded. */
  onFailure: z.enum(['refuse', 'allow']).default('refuse'),
});

const keys = z.strictObject({
  server: serverConfig.prefault({}),
  auth: authConfig.optional(),
  providers: z.array(providerConfig).min(1, 'must name at least one provider'),
  federation: federationConfig.prefault({}),
  /**
   * Who gets GraphiQL: `demo`, only where nobody has to sign in; `signedIn`, also where they have to (the page is shown to everybody,
   * since a browser's navigation carries no token; what it asks needs one); `off`, nobody.
   */
  graphiql: z.enum(['demo', 'signedIn', 'off']).default('demo'),
  audit: auditConfig.prefault({}),
  limits: limitsConfig.prefault({}),
  store: storeConfig.optional(),
  log: logConfig.prefault({}),
  /** A second address, where Prometheus reads; without it there is none. */
  metrics: metricsConfig.optional(),
  shutdown: shutdownConfig.prefault({}),
  /** The documents that frontends were built with. */
  trustedDocuments: z
    .strictObject({
      /** Codegen's `persisted-documents.json`; a relative path starts at the working directory. */
      manifest: z.string().trim().min(1, 'must not be empty'),
      /** Refuses every other document; services with an API key may still send any. */
      only: z.boolean().default(false),
    })
    .optional(),
  /** The devices page, for the people who sign in. */
  page: pageConfig.optional(),
});

export const configSchema = keys.superRefine(({ page, auth }, context) => {
  const mistake = page === undefined ? null : pageMistake(page, auth);
  if (mistake !== null)
    context.addIssue({ code: 'custom', path: ['page', 'oidc', mistake.key], message: mistake.message });
});

/** A checked configuration with every default filled in. */
export type Config = z.output<typeof configSchema>;
