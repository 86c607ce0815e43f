import type { Revocation } from '../sessions/ending/outcome.ts';
import { builder } from './builder.ts';
import { ProviderReport } from './provider-report.ts';
import { RevokeResult } from './revoke-result.ts';
import { UserError } from './user-error.ts';

export interface RevocationAnswer extends Revocation {
  readonly dryRun: boolean;
}

/** The payload of every mutation that may end several sessions. */
export function revocationPayload(name: string) {
  return builder.objectRef<RevocationAnswer>(name).implement({
    description: 'What became of each session, and what is left.',
    fields: (t) => ({
      results: t.expose('results', {
        type: [RevokeResult],
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
          'How many more are meant that this call did not deal with; call again to go on. Null when they were not counted: nothing was done, or a provider did not tell all.',
      }),
      dryRun: t.exposeBoolean('dryRun', {
        nullable: false,
        description: 'Whether this only tells what would be ended.',
      }),
      providerReports: t.expose('providerReports', {
        type: [ProviderReport],
        nullable: false,
        description:
          'What each provider had to say when its sessions were looked for and ended, with `retryAt` where it told when to try again.',
      }),
      userErrors: t.expose('userErrors', {
        type: [UserError],
        nullable: false,
        description:
          'Why nothing was ended, or which providers could not tell all their sessions, so that some may be left. Empty when every session that is meant is in `results`.',
      }),
    }),
  });
}
