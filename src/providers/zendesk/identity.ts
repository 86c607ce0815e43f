/** Who the credentials are, remembered, since every list of sessions means something else to an admin and to anybody else. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { ZendeskApi } from './api.ts';

export interface Identity {
  /** The id of the credentials' own user. */
  ownId(call: Call): Promise<string>;
  /**
   * Rejects with NOT_AUTHORIZED unless the credentials are an admin's. To anybody else `/api/v2/sessions` gives their own sessions
   * and says nothing of the others, so a short list would pass for a complete one.
   */
  confirmAdmin(call: Call): Promise<void>;
}

/** An admin who loses the role is noticed within this time. */
const adminForMs = 600_000;

export function createIdentity(api: ZendeskApi, now: () => number): Identity {
  let ownId: string | null = null;
  let confirmedAt: number | null = null;

  return {
    async ownId(call) {
      ownId ??= (await api.me(call)).user.id;
      return ownId;
    },
    async confirmAdmin(call) {
      if (confirmedAt !== null && now() - confirmedAt < adminForMs) return;
      const { user } = await api.me(call);
      if (user.role !== 'admin') throw notAdmin(api.name, user.role);
      confirmedAt = now();
    },
  };
}

export function notAdmin(name: string, role: string | null): ProviderFailure {
  const known = ['agent', 'end-user'].find((word) => word === role) ?? 'unknown';
  return new ProviderFailure(
    'NOT_AUTHORIZED',
    `${name} shows all sessions to admins only, and the credentials have the role "${known}": use an admin's, or set access to self.`,
  );
}
