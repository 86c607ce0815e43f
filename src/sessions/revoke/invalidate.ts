/** Before a change looks for its sessions, what it is about is read again. What others have read of other accounts stays shared. */
import type { Provider } from '../../providers/provider.ts';
import type { RequestContext } from '../request-context.ts';
import type { User } from '../session.ts';

/** @param providers at which the people's sessions are about to be read. */
export async function invalidateUsers(
  { linker, reads }: RequestContext,
  users: readonly User[],
  providers: readonly Provider[],
): Promise<void> {
  const touched = await Promise.all(
    users.flatMap((user) =>
      providers.map(async (provider) => {
        const { accountIds } = await linker.linkOf(user, provider);
        return accountIds.map((accountId) => ({ provider, accountId }));
      }),
    ),
  );
  reads.invalidateAccounts(touched.flat());
}
