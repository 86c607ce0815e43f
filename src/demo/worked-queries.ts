/** The tabs that GraphiQL opens with. The queries are files, which the tests' types are made from as well. */
import { readFile } from 'node:fs/promises';
import { cast, companyDomain, intruderIp } from './company.ts';
import { accountIdOf } from './seam/seed-hardware.ts';

export interface WorkedQuery {
  readonly query: string;
  /** JSON. */
  readonly variables: string;
  /** Who asks, by their id in the directory; null where nobody in particular does. */
  readonly viewer: string | null;
}

/** In the order of the tabs, each with its variables. */
const tabs: readonly { readonly file: string; readonly variables: object; readonly viewer?: string }[] = [
  { file: 'your-devices', variables: { user: cast.ordinary } },
  { file: 'my-devices', variables: {}, viewer: cast.ordinary },
  {
    file: 'one-person',
    variables: {
      by: { email: `${cast.everyState}@${companyDomain}` },
      filter: { states: null, deviceTypes: ['DESKTOP', 'PHONE', 'TABLET'] },
      orderBy: { field: 'CREATED_AT', direction: 'DESC' },
    },
  },
  { file: 'next-page', variables: { user: cast.busy, first: 25, after: null } },
  { file: 'who-did-not-answer', variables: { user: cast.unanswered } },
  { file: 'everybody', variables: { first: 20, after: null, filter: {} } },
  {
    file: 'preview-sign-out-everywhere',
    variables: { input: { user: { id: cast.ordinary }, dryRun: true, reason: 'LOST_OR_STOLEN' } },
  },
  {
    file: 'preview-revoke-from-address',
    variables: {
      input: {
        target: { filter: { ipAddress: intruderIp, userIds: cast.visitedByIntruder } },
        dryRun: true,
        reason: 'SUSPICIOUS',
      },
    },
  },
  { file: 'client-sessions', variables: { first: 5, filter: { userIdentifierKey: cast.ordinary } } },
  {
    file: 'make-client-session',
    variables: {
      input: { userIdentifierKey: cast.withoutClientSession, connectedAccountIds: [accountIdOf('alfama')] },
    },
  },
];

export async function readWorkedQueries(): Promise<readonly WorkedQuery[]> {
  return Promise.all(
    tabs.map(async ({ file, variables, viewer = null }) => ({
      query: await readFile(new URL(`queries/${file}.graphql`, import.meta.url), 'utf8'),
      variables: JSON.stringify(variables, null, 2),
      viewer,
    })),
  );
}
