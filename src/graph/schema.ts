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
