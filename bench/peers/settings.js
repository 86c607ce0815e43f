// What a peer is told: the upstream's address and, where it shall do the product's work too, its guards (bench/guards.ts).
const [, , address, given] = process.argv;

export const origin = address;

/** Null for a bare peer. */
export const guards = given === undefined ? null : JSON.parse(given);
