/** The table of docs/provider-costs.md says what the plans take. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BatchPlan } from '../src/providers/batch-plan.ts';
import * as clerk from '../src/providers/clerk/plan.ts';
import * as rocketchat from '../src/providers/rocketchat/plan.ts';
import * as seam from '../src/providers/seam/plan.ts';
import * as zendesk from '../src/providers/zendesk/plan.ts';

const people = [1, 10, 50, 500];

const rows: readonly (readonly [string, (wanted: number) => BatchPlan])[] = [
  ['Clerk: accounts', clerk.planAccounts],
  ['Clerk: sessions', clerk.planSessions],
  ['Zendesk: accounts, by external id', (wanted) => zendesk.planAccounts('externalId', wanted)],
  ['Zendesk: accounts, by address', (wanted) => zendesk.planAccounts('email', wanted)],
  ['Zendesk: sessions, of 1,000 in all', (wanted) => zendesk.planSessions(wanted, 1000, Infinity)],
  ['Zendesk: sessions, of 10,000 in all', (wanted) => zendesk.planSessions(wanted, 10_000, Infinity)],
  ['Rocket.Chat: accounts, of 1,000 in all', (wanted) => rocketchat.planRows(wanted, 1000, Infinity)],
  ['Rocket.Chat: sessions, of 1,000 in all', (wanted) => rocketchat.planRows(wanted, 1000, Infinity)],
  ['Rocket.Chat: sessions, of 10,000 in all', (wanted) => rocketchat.planRows(wanted, 10_000, Infinity)],
  ['Seam: accounts and sessions, by user identifier key', seam.planSessions],
  ['Seam: accounts, by address, of 1,000 in all', (wanted) => seam.planIdentities(wanted, 1000)],
  ['Seam: sessions, of accounts found by address', seam.planSessions],
];

test('the table of costs is what the plans take', async () => {
  const doc = await readFile(join(import.meta.dirname, '../docs/provider-costs.md'), 'utf8');
  const [, table = ''] = /\| What.*\n\|[ -|]*\n((?:\|.*\n)*)/.exec(doc) ?? [];
  const shown = table
    .trim()
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(shown).toEqual(
    rows.map(([what, plan]) => [what, ...people.map((wanted) => String(plan(wanted).calls))]),
  );
});
