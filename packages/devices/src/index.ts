/** Where a person is signed in, and how they sign out, as a React component. */
export { AskingFailed, type FailureCode } from './graphql/client.ts';
export { Devices } from './devices.tsx';
export type { DevicesProps, SignedOut } from './props.ts';
export { ar } from './words/ar.ts';
export { de } from './words/de.ts';
export { en } from './words/en.ts';
export { isolate } from './words/isolate.ts';
export { plural } from './words/plural.ts';
export type { Words } from './words/words.ts';
