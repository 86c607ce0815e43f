/** The company's Seam workspace: the hardware of its houses, and who may control it from a phone. */
import { day, type LockAccess } from '../company/accounts.ts';
import { companyDomain, companyName, type Company, type Person } from '../company.ts';
import { createRandom } from '../random.ts';
import { seamClientSession, seamId, seamUserIdentity, seamWorkspaceId } from './build.ts';
import { accountIdOf, seedHardware, webviewIdOf } from './seed-hardware.ts';
import type { SeamClientSession, SeamUserIdentity, SeamWorld } from './world.ts';

const sessionKind = 1;
const identityKind = 5;

export function seedSeam(company: Company, apiKey: string): SeamWorld {
  const holders = company.people.flatMap((person, index) => {
    const { locks } = person.accounts;
    return locks === null ? [] : [{ person, locks, number: index + 1 }];
  });
  return {
    workspaces: [
      {
        id: seamWorkspaceId,
        name: companyName,
        isSandbox: true,
        publishableKey: 'seam_pk_demo_not_a_secret',
      },
    ],
    apiKeys: [{ token: apiKey, workspaceId: seamWorkspaceId }],
    personalAccessTokens: [],
    clientSessions: [
      ...holders.map(({ person, locks, number }) => clientSessionOf(person, locks, number)),
      entranceTablet(company.now),
    ],
    userIdentities: holders.map(({ person, locks, number }) => userIdentityOf(person, locks, number)),
    ...seedHardware(company.now),
  };
}

/** The tablet at the office's entrance: whose session it is nobody said, and it reaches its locks through no webview. */
function entranceTablet(now: number): SeamClientSession {
  return seamClientSession({
    id: seamId(sessionKind, 0),
    createdAt: now - 33 * day,
    expiresAt: now + 332 * day,
    connectedAccountIds: [accountIdOf('office')],
  });
}

/** Seam advises keys that nobody can guess; the demo's are the directory's ids, so that they can be read. */
function clientSessionOf({ id }: Person, locks: LockAccess, number: number): SeamClientSession {
  return seamClientSession({
    id: seamId(sessionKind, number),
    createdAt: locks.grantedAt,
    expiresAt: locks.expiresAt,
    revokedAt: locks.revokedAt,
    userIdentifierKey: id,
    userIdentityId: seamId(identityKind, number),
    customerKey: companyDomain,
    connectedAccountIds: locks.sites.map(accountIdOf),
    connectWebviewIds: locks.sites.map(webviewIdOf),
  });
}

function userIdentityOf({ id, name, email }: Person, locks: LockAccess, number: number): SeamUserIdentity {
  const random = createRandom(`telephone of ${id}`);
  return seamUserIdentity({
    id: seamId(identityKind, number),
    createdAt: locks.grantedAt,
    key: id,
    email,
    // 555-0100 to 555-0199 are kept for fiction.
    phone: `+1512555${String(random.integer(100, 199)).padStart(4, '0')}`,
    fullName: `${name.given} ${name.family}`,
  });
}
