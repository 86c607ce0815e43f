/** The two doors by which a POST of JSON is answered: node's own request, and yoga's. Both lead to the same rules, and the same tests knock at both. */
export const doors = ['node', 'yoga'] as const;
export type Door = (typeof doors)[number];

/** An `accept` header that goes by this door: yoga takes whatever no client of the other door says. */
export function acceptBy(door: Door, accept: string): string {
  return door === 'node' ? accept : `${accept}, application/x-by-yoga`;
}
