import { BlockList, isIPv6 } from 'node:net';
import { describe, expect, test } from 'vitest';
import { day, type Accounts } from './company/accounts.ts';
import { cast, createCompany, intruderIp, type Person } from './company.ts';

const noon = Date.parse('2026-11-20T12:00:00.000Z');
const company = createCompany(noon);
const { people } = company;

function person(id: string): Person {
  const found = people.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`nobody is ${id}`);
  return found;
}

function signInsOf({ clerk, chat }: Accounts) {
  return [...(clerk ?? []), ...(chat ?? [])];
}

/** Every moment of a person's accounts, by the path to it. */
function momentsOf(accounts: Accounts): ReadonlyMap<string, number> {
  const moments = new Map<string, number>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'number') moments.set(path, value);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
  };
  walk(accounts, '');
  return moments;
}

describe('the company', () => {
  test('has 50 people with readable ids, each of them once', () => {
    const ids = people.map(({ id }) => id);
    expect(new Set(ids).size).toBe(50);
    expect(ids.filter((id) => !/^[a-z]+\.[a-z]+$/.test(id))).toEqual([]);
  });

  test('is the same each time', () => {
    expect(createCompany(noon)).toEqual(company);
  });

  test('moves with the clock, and changes in nothing else', () => {
    const later = createCompany(noon + 1000 * day);
    for (const [index, { id, accounts }] of people.entries()) {
      const shifted = new Map([...momentsOf(accounts)].map(([path, at]) => [path, at + 1000 * day]));
      expect(later.people[index]?.id).toBe(id);
      expect(momentsOf(later.people[index]?.accounts ?? accounts)).toEqual(shifted);
    }
  });

  test('has nobody sign in later than now, or be active before they signed in', () => {
    for (const { id, accounts } of people) {
      for (const visit of [...signInsOf(accounts), ...(accounts.support ?? [])]) {
        expect(visit.lastActiveAt, id).toBeLessThanOrEqual(noon);
        expect(visit.signedInAt, id).toBeLessThanOrEqual(visit.lastActiveAt);
      }
    }
  });

  test('signs in from addresses kept for documentation only', () => {
    const documentation = new BlockList();
    documentation.addSubnet('192.0.2.0', 24);
    documentation.addSubnet('198.51.100.0', 24);
    documentation.addSubnet('203.0.113.0', 24);
    documentation.addSubnet('2001:db8::', 32, 'ipv6');
    const addresses = people.flatMap(({ accounts }) => signInsOf(accounts).map(({ address }) => address.ip));
    const strange = addresses.filter((ip) => !documentation.check(ip, isIPv6(ip) ? 'ipv6' : 'ipv4'));
    expect(strange).toEqual([]);
    expect(addresses.some(isIPv6)).toBe(true);
  });

  test('uses computers, phones and tablets, browsers and apps', () => {
    const devices = people.flatMap(({ accounts }) => signInsOf(accounts).map(({ device }) => device));
    expect(new Set(devices.map(({ type }) => type))).toEqual(
      new Set(['desktop', 'phone', 'tablet', 'headset']),
    );
    expect(new Set(devices.map(({ program }) => program.kind))).toEqual(
      new Set(['browser', 'mobile-app', 'desktop-app', 'in-app']),
    );
  });

  test('is known to Rocket.Chat by connections of the last 45 days only, as all older ones are forgotten', () => {
    const moments = people.flatMap(({ accounts }) =>
      (accounts.chat ?? []).map((signIn) => signIn.signedInAt),
    );
    expect(Math.min(...moments)).toBeGreaterThan(noon - 45 * day);
  });
});

describe('the intruder', () => {
  test('signed in to the accounts of those who are named for it, and of nobody else', () => {
    const visited = people
      .filter(({ accounts }) => signInsOf(accounts).some(({ address }) => address.ip === intruderIp))
      .map(({ id }) => id);
    expect(visited.toSorted()).toEqual([...cast.visitedByIntruder].toSorted());
  });
});

describe('the person with every state', () => {
  test('has an active session too whose time is over', () => {
    const overdue = (person(cast.everyState).accounts.clerk ?? []).filter(
      ({ status, expiresAt }) => status === 'active' && expiresAt < noon,
    );
    expect(overdue).toHaveLength(1);
  });
});
