/** How addresses are compared. */

/**
 * The address with A to Z in small letters and everything else as it is. Whether Ångström with U+212B is Ångström with U+00C5 is for the
 * mail server to say: folding such letters here would give one person's sessions to another.
 */
export function lowerCaseAddress(address: string): string {
  return address.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
