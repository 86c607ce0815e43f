/**
 * A name inside a sentence, between the characters that keep its direction to itself: an Arabic name in an English sentence, and the other way
 * round, leaves the words around it where they are (Unicode Bidirectional Algorithm, first strong isolate).
 */
export function isolate(name: string): string {
  return `\u2068${name}\u2069`;
}
