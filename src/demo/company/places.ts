/** From where people sign in. All addresses are of the blocks kept for documentation (RFC 5737, RFC 3849). */
import { createRandom } from '../random.ts';
import { intruderIp } from './directory.ts';

export interface Address {
  readonly ip: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2, as Clerk shows countries. */
  readonly country: string;
}

/** The addresses that one person signs in from. */
export interface Whereabouts {
  /** Shared with everybody at the same office. */
  readonly office: Address;
  readonly home: Address;
  /** The telephone company's, shared with other people of the city. */
  readonly onTheMove: Address;
}

const cities = [
  { city: 'Rotterdam', country: 'NL' },
  { city: 'Lisbon', country: 'PT' },
  { city: 'Austin', country: 'US' },
  { city: 'Nairobi', country: 'KE' },
  { city: 'Osaka', country: 'JP' },
] as const;

/** @param id of the person. @param number tells people apart, from 1 to 200. */
export function whereabouts(id: string, number: number): Whereabouts {
  const random = createRandom(`places of ${id}`);
  const place = placeOf(id);
  const cityNumber = cities.indexOf(place) + 1;
  const homeIp = random.chance(30)
    ? `2001:db8:${cityNumber}:${number.toString(16)}::${random.integer(1, 0xffff).toString(16)}`
    : `198.51.100.${number}`;
  return {
    office: officeOf(id),
    home: { ip: homeIp, ...place },
    onTheMove: { ip: `203.0.113.${cityNumber * 10 + random.integer(0, 3)}`, ...place },
  };
}

/** Where the person works. @param id of the person. */
export function officeOf(id: string): Address {
  const place = placeOf(id);
  return { ip: `192.0.2.${(cities.indexOf(place) + 1) * 10}`, ...place };
}

const placeOf = (id: string) => createRandom(`city of ${id}`).pick(cities);

/** Where the machines that run automated tests reach the outside. */
export const testMachines: Address = { ip: '192.0.2.200', city: 'Dublin', country: 'IE' };

export const intruder: Address = { ip: intruderIp, city: 'Frankfurt am Main', country: 'DE' };
