/** The company that the demo shows. The same people and ids every time, with moments that follow the clock, so that it is always fresh. */
import { createRandom } from './random.ts';
import { day, type Accounts } from './company/accounts.ts';
import { devicesOf } from './company/devices.ts';
import { cast, companyDomain, directoryId, names, type Name } from './company/directory.ts';
import { everydayAccounts, type Life } from './company/everyday.ts';
import { whereabouts } from './company/places.ts';
import { accountsOf } from './company/stories.ts';

export { cast, companyDomain, companyName, intruderIp } from './company/directory.ts';

export interface Company {
  readonly people: readonly Person[];
  /** When it was as described, in epoch milliseconds. */
  readonly now: number;
}

export interface Person {
  /** In the company's directory: `User.id`, and the username wherever there are usernames. */
  readonly id: string;
  readonly name: Name;
  readonly email: string;
  readonly emailVerified: boolean;
  /** Since when they work here, in epoch milliseconds. */
  readonly joinedAt: number;
  /** Whether they answer the company's customers in Zendesk. */
  readonly isAgent: boolean;
  readonly accounts: Accounts;
}

/** @param now in epoch milliseconds; no session begins later. */
export function createCompany(now: number): Company {
  const people = names.map((name, index): Person => {
    const id = directoryId(name);
    const random = createRandom(`employment of ${id}`);
    const life: Life = { id, devices: devicesOf(id), places: whereabouts(id, index + 1), now };
    return {
      id,
      name,
      email: `${id}@${companyDomain}`,
      emailVerified: id !== cast.unverified,
      joinedAt: now - random.integer(400 * day, 2500 * day),
      isAgent: id === cast.impersonator || random.chance(30),
      accounts: accountsOf(everydayAccounts(life), life),
    };
  });
  return { people, now };
}
