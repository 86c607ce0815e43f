import type { Revocation } from '../sessions/revoke/result.ts';
import { builder } from './builder.ts';
import { costs } from './cost.ts';
import { ProviderReport } from './provider-report.ts';
import { RevokeResult } from './revoke-result.ts';
import { UserError } from './user-error.ts';

export interface RevocationAnswer extends Revocation {
  readonly dryRun: boolean;
}

/** The payload of every mutation that may revoke several sessions. */
export function revocationPayload(name: string) {
  return builder.objectRef<RevocationAnswer>(name).implement({
    description: 'What became of each session, and what is left.',
    fields: (t) => ({
      results: t.expose('results', {
        type: [RevokeResult],
        extensions: costs({ rows: 'page' }),
        nullable: false,
        description:
          'One for each session that was meant, in order, also when a provider fails half way. Look at each `outcome`.',
      }),
      processedCount: t.int({
        nullable: false,
        description: 'How many sessions this call dealt with: the number of `results`.',
        resolve: ({ results }) => results.length,
      }),
      remaining: t.exposeInt('remaining', {
        description:
          'How many more sessions are meant that this call did not deal with; call again to go on. Null when that is not known: nothing was done, or a provider did not tell all.',
      }),
      dryRun: t.exposeBoolean('dryRun', {
        nullable: false,
        description: 'Whether this only says what would be revoked.',
      }),
      providerReports: t.expose('providerReports', {
        type: [ProviderReport],
        extensions: costs({ rows: 'each provider' }),
        nullable: false,
        description:
          'What each provider had to say when its sessions were looked for and revoked, with `retryAt` where it said when to try again.',
      }),
      userErrors: t.expose('userErrors', {
        type: [UserError],
        nullable: false,
        description:
          'What may go on although it was meant, and why: sessions that could not be revoked, providers that could not say which sessions they have, and what is left for another call. `retryable` says whether the same call again may help. Empty only when all that was asked for was done.',
      }),
    }),
  });
}
