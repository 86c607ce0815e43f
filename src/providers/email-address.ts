/** How addresses are compared. */
import type { AccountRecord } from './records.ts';

/**
 * The address with A to Z in small letters and everything else as it is. Whether Ångström with U+212B is Ångström with U+00C5 is for the
 * mail server to say: folding such letters here would give one person's sessions to another.
 */
export function lowerCaseAddress(address: string): string {
  return address.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Whether the account shows the address without a word that it was verified. @param address lower-case. */
export function showsUnverified(
  { email, verifiedEmails }: Pick<AccountRecord, 'email' | 'verifiedEmails'>,
  address: string,
): boolean {
  return email !== null && lowerCaseAddress(email) === address && !verifiedEmails.includes(address);
}
