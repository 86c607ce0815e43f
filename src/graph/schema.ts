/** The schema: every type is in the file of its name, and is part of the schema by being imported here. */
/* oxlint-disable import/no-unassigned-import -- a type adds itself to the builder */
import './account.ts';
import './client-session.ts';
import './create-client-session.ts';
import './date-time.ts';
import './delete-client-session.ts';
import './device.ts';
import './get-or-create-client-session.ts';
import './grant-client-session-access.ts';
import './node.ts';
import './provider.ts';
import './provider-health.ts';
import './query.ts';
import './revoke-client-session.ts';
import './revoke-other-sessions.ts';
import './revoke-session.ts';
import './revoke-sessions.ts';
import './revoke-user-sessions.ts';
import './scope.ts';
import './session.ts';
import './user.ts';
import './user-lookup.ts';
import { builder } from './builder.ts';
import { withoutLateChanges } from './mutation.ts';

export const schema = withoutLateChanges(builder.toSchema());

// Where GraphiQL's documentation begins.
schema.description = `Where people are signed in: their sessions at Clerk, Rocket.Chat, Zendesk and Seam as one list, with one filter, one order, and one way to revoke them.

- One person: \`viewer\` is who is signed in, \`user(by:)\` anybody you may see. Both have \`sessions\` and \`devices\`.
- Everybody: \`sessions\`, with a filter.
- To revoke: \`revokeSession\`, \`revokeSessions\` and \`revokeUserSessions\`. The last two take \`dryRun\`, which tells what they would revoke, and revokes nothing.

A provider that fails costs only its own rows: \`providerReports\` beside each list says who answered, and whether the list is complete. What is not known is null or said to be unknown, never guessed. \`permissions\` tells what you may do.`;
