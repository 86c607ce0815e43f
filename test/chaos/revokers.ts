/** Those who sign people out, each among people of their own, and what is looked at in the answer and in the providers' worlds. */
import type { Random } from '../../src/demo/random.ts';
import { decodeId } from '../../src/sessions/id.ts';
import { changeOf, questionOf, type Change } from './changes.ts';
import { lookAt } from './readers.ts';
import type { Trial } from './trial.ts';
import { keyOf, type TrueSession } from './truth.ts';

/** A change that was asked for, by its note in the audit. */
export interface Revoked {
  readonly note: string;
  /** By key, what the answer said of each session. */
  readonly outcomes: ReadonlyMap<string, string>;
}

interface Result {
  readonly id: string;
  readonly outcome: string;
  readonly message: string | null;
}

interface Payload {
  readonly results: readonly Result[];
  readonly remaining: number | null;
  readonly userErrors: readonly { readonly code: string }[];
}

/** Revokes something of one person. @param people whom nobody else signs out. @param note what nobody else notes. */
export async function revokeSomething(
  trial: Trial,
  random: Random,
  people: readonly string[],
  note: string,
): Promise<readonly Revoked[]> {
  const person = random.pick(people);
  const change = await changeOf(trial, random, person);
  if (change === null) return [];
  // As a page does that shows a list, revokes what is clicked on, and shows the list again.
  const look = random.chance(50) ? () => lookAt(trial, person, { first: 100, mostPages: 1 }) : null;
  await look?.();
  const { truth, wrong, mayHaveEnded } = trial;
  if (random.chance(15)) {
    // What becomes of it is told nobody, and happens all the same.
    for (const { key } of [...truth.sessions.values()].filter(change.means)) mayHaveEnded.add(key);
    await trial.askAndLeave(questionOf(change, note), random.integer(5, 400));
    return [];
  }
  const isTheirs = ({ owner }: TrueSession) => owner !== null && people.includes(owner);
  const before = truth.alive(isTheirs);
  // The same twice at once, now and then.
  const times = random.chance(20) ? 2 : 1;
  const asked = await Promise.all(
    Array.from({ length: times }, async (_, time) => {
      const own = `${note} ${time}`;
      return { note: own, payload: await ask(trial, change, own) };
    }),
  );
  const tried = new Set(mayHaveEnded);
  const revoked = asked.map(({ note: own, payload }) => {
    const told = outcomesOf(trial, change, payload);
    for (const key of told.tried) tried.add(key);
    return { note: own, outcomes: told.outcomes };
  });
  const after = truth.alive(isTheirs);
  for (const key of before) {
    if (after.has(key) || tried.has(key)) continue;
    wrong.push(
      `${change.name} ended ${key}, and said ${revoked.map(({ outcomes }) => outcomes.get(key)).join()}`,
    );
  }
  await look?.();
  return revoked;
}

/** Makes one change. */
export async function carryOut(trial: Trial, change: Change, note: string): Promise<Revoked> {
  const { outcomes } = outcomesOf(trial, change, await ask(trial, change, note));
  return { note, outcomes };
}

/** What the answer said, by key, and of which sessions it says that they may have ended. */
function outcomesOf(trial: Trial, change: Change, payload: Payload | null) {
  const outcomes = new Map<string, string>();
  const tried = new Set<string>();
  for (const result of payload?.results ?? []) {
    const key = keyOfId(result.id);
    outcomes.set(key, result.outcome);
    if (checkResult(trial, change, key, result)) tried.add(key);
  }
  if (payload !== null) checkPayload(trial, change, payload);
  return { outcomes, tried };
}

function keyOfId(id: string): string {
  const { providerId, ref } = decodeId(id, 'Session');
  return keyOf(providerId, ref.nativeId);
}

/** The payload; null where the whole change was refused with an error. */
async function ask(trial: Trial, change: Change, note: string): Promise<Payload | null> {
  const { name } = change;
  const { data, hasErrors } = await trial.ask(questionOf(change, note));
  const answer = data?.[name] ?? null;
  if (answer === null) {
    if (!hasErrors) trial.wrong.push(`${name} answers nothing, and does not say why`);
    return null;
  }
  trial.see(`${name}${answer.userErrors.length === 0 ? ', all done' : ''}`);
  if (name !== 'revokeSession') return answer;
  return {
    results: answer.result === null ? [] : [answer.result],
    remaining: 0,
    userErrors: answer.userErrors,
  };
}

/** @returns whether the session may have ended by this. */
function checkResult(trial: Trial, { name }: Change, key: string, { outcome, message }: Result): boolean {
  const { truth, wrong, toldEnded, mayHaveEnded } = trial;
  const isAlive = truth.sessions.get(key)?.isAlive();
  trial.see(`outcome ${outcome}`);
  const said = `${name} said ${outcome} (${message}) of ${key}`;
  switch (outcome) {
    case 'REVOKED':
    case 'ALREADY_ENDED':
      if (isAlive === true) wrong.push(`${said}, which goes on`);
      if (!toldEnded.has(key)) toldEnded.set(key, performance.now());
      return true;
    case 'NOT_FOUND':
      if (isAlive === true) wrong.push(`${said}, which goes on`);
      return true;
    case 'KEPT_CURRENT':
      if (isAlive === false) wrong.push(`${said}, which has ended`);
      return false;
    case 'FAILED':
    case 'ACCEPTED':
      if (message === null) wrong.push(`${said} and not why`);
      if (message?.startsWith('Not tried') === true) return false;
      mayHaveEnded.add(key);
      return true;
    default:
      return false;
  }
}

function checkPayload(
  { truth, wrong }: Trial,
  change: Change,
  { results, remaining, userErrors }: Payload,
): void {
  if (userErrors.length > 0) return;
  const kept = new Set(
    results.flatMap(({ id, outcome }) => (outcome === 'KEPT_CURRENT' ? [keyOfId(id)] : [])),
  );
  const goOn = [...truth.alive(change.means)].filter((key) => !kept.has(key));
  if (goOn.length > 0 || remaining !== 0) {
    wrong.push(`${change.name} has no errors, ${remaining} remaining, and ${goOn.join(', ')} go on`);
  }
}
