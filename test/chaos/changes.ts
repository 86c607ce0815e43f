/** Ways to sign somebody out. */
import type { Random } from '../../src/demo/random.ts';
import type { Question, Trial } from './trial.ts';
import type { TrueSession } from './truth.ts';

/** Finding the sessions, and then each in its own time, a few at once. */
const withinMs = 20_000;

export interface Change {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Which sessions are meant, of those that go on. */
  means(session: TrueSession): boolean;
}

/** Null where nothing is known that could be named. */
export async function changeOf(trial: Trial, random: Random, person: string): Promise<Change | null> {
  const isTheirs = ({ owner }: TrueSession) => owner === person;
  switch (random.pick(['one', 'ids', 'filter', 'user', 'others'])) {
    case 'one': {
      const known = idsOf(trial, isTheirs);
      if (known.length === 0) return null;
      const [id, key] = random.pick(known);
      return { name: 'revokeSession', input: { id }, means: (session) => session.key === key };
    }
    case 'ids': {
      const some = idsOf(trial, isTheirs).filter(() => random.chance(60));
      if (some.length === 0) return null;
      const keys = new Set(some.map(([, key]) => key));
      const input = { target: { ids: some.map(([id]) => id) } };
      return { name: 'revokeSessions', input, means: ({ key }) => keys.has(key) };
    }
    case 'filter': {
      const providerIds = ['clerk', 'chat', 'support', 'locks'].filter(() => random.chance(60));
      if (providerIds.length === 0) return null;
      const input = { target: { filter: { userIds: [person], providerIds } } };
      const means = (session: TrueSession) => isTheirs(session) && providerIds.includes(session.providerId);
      return { name: 'revokeSessions', input, means };
    }
    case 'user':
      return { name: 'revokeUserSessions', input: { user: { id: person } }, means: isTheirs };
    default:
      return {
        name: 'revokeOtherSessions',
        input: {},
        headers: await trial.signIn(person),
        means: isTheirs,
      };
  }
}

/** Ids and keys of such sessions, as far as an answer has shown them, whether they go on or not. */
function idsOf({ truth, ids }: Trial, belongs: (session: TrueSession) => boolean) {
  return [...ids].filter(([, key]) => {
    const session = truth.sessions.get(key);
    return session !== undefined && belongs(session);
  });
}

const result = 'id outcome message';
const payload = `results { ${result} } remaining userErrors { code }`;

/** @param note for the audit. */
export function questionOf({ name, input, headers }: Change, note: string): Question {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const fields = name === 'revokeSession' ? `result { ${result} } userErrors { code }` : payload;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`;
  return { query, variables: { input: { ...input, note } }, headers, withinMs };
}
