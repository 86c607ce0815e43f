/**
 * Whose sessions an asker may see and end: a signed-in person their own, and with a scope everybody's. What an asker may not see is answered
 * as if it were not there.
 */
import type { Provider } from '../providers/provider.ts';
import type { SessionRecord } from '../providers/records.ts';
import type { Asker } from './asker.ts';
import type { Linker } from './link.ts';
import type { Scope } from './scope.ts';

export interface Access {
  /** Whether the row belongs to an account of the viewer. */
  owns(provider: Provider, record: Pick<SessionRecord, 'accountId'>): Promise<boolean>;
  /** Own, or by the scope everybody's. */
  reaches(scope: Scope, provider: Provider, record: Pick<SessionRecord, 'accountId'>): Promise<boolean>;
}

export function createAccess(asker: Asker, linker: Linker): Access {
  const access: Access = {
    async owns(provider, { accountId }) {
      if (asker.viewer === null || accountId === null) return false;
      const { accountIds } = await linker.linkOf(asker.viewer, provider);
      return accountIds.includes(accountId);
    },
    reaches: async (scope, provider, record) => asker.can(scope) || access.owns(provider, record),
  };
  return access;
}
