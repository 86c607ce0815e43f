import type { RevokeReason as Reason, Why } from '../sessions/revoke/why.ts';
import type { Types } from './builder.ts';
import { describedEnum } from './described-enum.ts';

const RevokeReason = describedEnum<Reason>(
  'RevokeReason',
  'Why sessions are revoked. It is kept in the audit; no provider gets to see it.',
  {
    SUSPICIOUS: 'Somebody else may be using it.',
    LOST_OR_STOLEN: 'The device is lost or was stolen.',
    REPLACED: 'The device was replaced by another.',
    DUPLICATE: 'It is there twice, or left over.',
    POLICY: 'A rule asks for it: the person has left, or the session is too old or idle.',
    OTHER: 'Something else, which the note may tell.',
  },
);

/** What every mutation that revokes something takes for the audit. */
export function whyFields(t: PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>) {
  return {
    reason: t.field({ type: RevokeReason, description: 'Why, for the audit.' }),
    note: t.string({
      description: 'Anything that the audit should say besides; at most 500 characters, and no secrets.',
    }),
  };
}

export function whyOf(input: {
  readonly reason?: Reason | null | undefined;
  readonly note?: string | null | undefined;
}): Why {
  return { reason: input.reason ?? undefined, note: input.note ?? undefined };
}
