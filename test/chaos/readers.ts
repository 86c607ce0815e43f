/** Those who ask, each with one kind of question, and what is looked at in the answer. */
import type { Random } from '../../src/demo/random.ts';
import { listFields, type Walk } from './list-rules.ts';
import { everyProvider, ofEverybody, readList, withinMs, type List } from './read-list.ts';
import type { Trial } from './trial.ts';
import { keyOf } from './truth.ts';

/** One question, or as many as a list has pages. */
type Reader = (trial: Trial, random: Random) => Promise<void>;

export const readers: Readonly<Record<string, Reader>> = {
  /** A person looks through their own sessions. */
  async viewer(trial, random) {
    const { id } = personOf(trial, random);
    const headers = await trial.signIn(id);
    const query = `query ($first: Int, $after: String) { viewer { sessions(first: $first, after: $after) { ${listFields} } } }`;
    await readList(trial, {
      ...sizesOf(random),
      walk: { ...listOf(id), what: `${id}'s own list` },
      ask: (page) => trial.ask({ query, variables: page, headers, withinMs }),
      pageIn: (data) => data.viewer?.sessions ?? undefined,
    });
  },

  /** A person does not wait. */
  async leaver(trial, random) {
    const headers = await trial.signIn(personOf(trial, random).id);
    const query = `{ viewer { sessions(first: 100) { ${listFields} } } }`;
    await trial.askAndLeave({ query, headers, withinMs }, random.integer(5, 400));
  },

  /** Support looks through somebody's. */
  async support(trial, random) {
    await lookAt(trial, personOf(trial, random).id, sizesOf(random));
  },

  /** A job looks through everybody's. */
  async everybody(trial, random) {
    await readList(trial, {
      ...sizesOf(random),
      walk: ofEverybody.walk,
      ask: (page) => trial.ask({ query: ofEverybody.query, variables: page, withinMs }),
      pageIn: (data) => data.sessions,
    });
  },

  /** Support has nothing but an address. */
  async address(trial, random) {
    const { id, email, emailVerified } = personOf(trial, random);
    const query = `query ($email: String!) { userLookup(by: { email: $email }) { user { id } miss } }`;
    const { data, hasErrors } = await trial.ask({ query, variables: { email }, withinMs });
    const found = data?.userLookup?.user?.id ?? null;
    trial.see(found === null ? 'addresses without a person' : 'people by their address');
    if (found !== null && (found !== id || !emailVerified)) trial.wrong.push(`${email} is ${found}`);
    if (!hasErrors && found === null && emailVerified) {
      trial.wrong.push(`${email}: ${data.userLookup.miss} of somebody who is there`);
    }
  },

  /** A page is opened again that shows one session, and whose it is. */
  async session(trial, random) {
    const { truth, wrong, toldEnded } = trial;
    const id = random.pick([...trial.ids.keys()]);
    const session = truth.sessions.get(trial.ids.get(id) ?? '');
    if (session === undefined) return;
    const query = `query ($id: ID!) { node(id: $id) { ... on Session { id nativeId state provider { id } user { id } } } }`;
    const { data, hasErrors, askedAt } = await trial.ask({ query, variables: { id }, withinMs });
    const found = data?.node ?? null;
    const { key, owner } = session;
    if (found === null) {
      trial.see('sessions that are not there');
      if (!hasErrors && session.isAlive()) wrong.push(`${key} goes on, and is said not to be there`);
      return;
    }
    trial.see('sessions by their id');
    if (keyOf(found.provider.id, found.nativeId) !== key) wrong.push(`${key} is given as ${found.nativeId}`);
    if (found.user !== null && found.user.id !== owner) wrong.push(`${key} belongs to ${found.user.id}`);
    if (found.user === null && owner !== null && !hasErrors) wrong.push(`${key} belongs to nobody`);
    const goesOn = found.state === 'ACTIVE' || found.state === 'PENDING';
    if (goesOn && (toldEnded.get(key) ?? Infinity) < askedAt)
      wrong.push(`${key} has ended and is ${found.state}`);
    if (!goesOn && session.isAlive()) wrong.push(`${key} goes on and is ${found.state}`);
  },
};

/** Reads somebody's list. */
export async function lookAt(
  trial: Trial,
  id: string,
  sizes: Pick<List, 'first' | 'mostPages'>,
): Promise<void> {
  const query = `query ($id: ID!, $first: Int, $after: String) { user(by: { id: $id }) { id sessions(first: $first, after: $after) { ${listFields} } } }`;
  await readList(trial, {
    ...sizes,
    walk: listOf(id),
    ask: (page) => trial.ask({ query, variables: { id, ...page }, withinMs }),
    pageIn: (data) => data.user?.sessions ?? undefined,
  });
}

function personOf({ server }: Trial, random: Random) {
  return random.pick(server.demo.company.people);
}

/** Some read to the end and some do not. */
function sizesOf(random: Random): Pick<List, 'first' | 'mostPages'> {
  return { first: random.pick([3, 20, 100]), mostPages: random.integer(1, 12) };
}

function listOf(person: string): Pick<Walk, 'what' | 'belongs' | 'reported'> {
  return {
    what: `${person}'s list`,
    belongs: ({ owner }) => owner === person,
    reported: everyProvider,
  };
}
