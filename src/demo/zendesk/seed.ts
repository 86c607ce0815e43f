/** The company's Zendesk account: agents answer guests there, and everybody else asks for help. */
import { companyDomain, type Company, type Person } from '../company.ts';
import {
  zendeskEmail,
  zendeskUser,
  type ZendeskOAuthClient,
  type ZendeskSession,
  type ZendeskUser,
  type ZendeskWorld,
} from './world.ts';

/** Zendesk's ids are numbers, and those of one account have much in common. */
const firstUserId = 19_046_220_100_000;
const firstSessionId = 8_340_050_000;

export function seedZendesk(
  company: Company,
  oauth: { readonly clientId: string; readonly clientSecret: string },
): ZendeskWorld {
  const admin = zendeskUser(
    { id: firstUserId, name: 'sessiongraph', role: 'admin' },
    `sessiongraph@${companyDomain}`,
  );
  const client: ZendeskOAuthClient = {
    identifier: oauth.clientId,
    secret: oauth.clientSecret,
    kind: 'confidential',
    user_id: admin.id,
    allowed_scopes: ['read', 'write'],
  };
  const people = company.people.map((person, index) => ({ person, userId: firstUserId + 37 * (index + 1) }));
  return {
    users: [
      admin,
      ...people.flatMap(({ person, userId }) =>
        person.accounts.support === null ? [] : [userOf(person, userId)],
      ),
    ],
    sessions: sessionsOf(people),
    oauthClients: [client],
    oauthTokens: [],
    apiTokens: [],
  };
}

/** Found by e-mail alone: nobody gave the users an external id. */
function userOf(
  { name, email, emailVerified, isAgent, joinedAt, accounts }: Person,
  id: number,
): ZendeskUser {
  const signedInAt = Math.max(...(accounts.support ?? []).map((visit) => visit.signedInAt));
  return {
    ...zendeskUser({ id }),
    name: `${name.given} ${name.family}`,
    role: isAgent ? 'agent' : 'end-user',
    created_at: timestamp(joinedAt),
    last_login_at: timestamp(signedInAt),
    identities: [zendeskEmail(email, emailVerified ? 'full' : 'none')],
  };
}

/** Numbered in the order in which they began. */
function sessionsOf(
  people: readonly { readonly person: Person; readonly userId: number }[],
): ZendeskSession[] {
  return people
    .flatMap(({ person, userId }) => (person.accounts.support ?? []).map((visit) => ({ ...visit, userId })))
    .toSorted((one, other) => one.signedInAt - other.signedInAt)
    .map(({ userId, signedInAt, lastActiveAt }, index) => ({
      id: firstSessionId + 31 * index,
      user_id: userId,
      authenticated_at: timestamp(signedInAt),
      last_seen_at: timestamp(lastActiveAt),
    }));
}

/** Without fractions of seconds. */
function timestamp(moment: number): string {
  return new Date(moment).toISOString().replace(/\.\d+Z$/, 'Z');
}
