/** Whom the devices page lets be looked at: those with a story first. */
import { cast, type Company } from './company.ts';

export interface PersonToShow {
  readonly id: string;
  readonly name: string;
  /** Why they are worth a look; null for everybody else. */
  readonly note: string | null;
}

const [intruderVisited] = cast.visitedByIntruder;
const [idle] = cast.idle;

/** In this order. */
const notes = new Map<string, string>([
  [cast.ordinary, 'a few sign-ins everywhere'],
  [cast.busy, 'hundreds of sign-ins'],
  [cast.impersonated, 'support looks at her account'],
  [intruderVisited, 'a stranger has been here'],
  [idle, 'signed in long ago and forgotten'],
  [cast.withoutChat, 'no account at Rocket.Chat'],
  [cast.unverified, 'an address that nobody verified'],
]);

export function peopleToShow({ people }: Company): readonly PersonToShow[] {
  const all = people.map(({ id, name: { given, family } }) => ({
    id,
    name: `${given} ${family}`,
    note: notes.get(id) ?? null,
  }));
  const place = [...notes.keys()];
  const placeOf = ({ id }: PersonToShow) => place.indexOf(id) + 1 || place.length + 1;
  return all.toSorted((a, b) => placeOf(a) - placeOf(b));
}
