/** How addresses are compared. */

/**
 * The address in small letters, but for the Kelvin sign (U+212A): its small letter is the letter k, so that whoever may have a mailbox named with
 * the sign would be taken for somebody else, whose name has the letter.
 */
export function lowerCaseAddress(address: string): string {
  return address.replaceAll(/[^\u212a]+/g, (part) => part.toLowerCase());
}
