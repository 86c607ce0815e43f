/** What an application tells the component. The element has the same, as properties and attributes. */
import type { AskingFailed } from './graphql/client.ts';
import type { Words } from './words/words.ts';

export interface DevicesProps {
  /** Address of the GraphQL endpoint: absolute, or relative to the page. */
  readonly endpoint: string;
  /** The signed-in person's token, asked for with each request, since tokens may live a minute only. */
  readonly getToken?: (() => Promise<string | null> | string | null) | undefined;
  /** Sign-ins were ended. Where `includesThisDevice`, the person has to sign in again. */
  readonly onSignedOut?: ((ended: SignedOut) => void) | undefined;
  /** The server gave no answer; the component says so itself. With the code UNAUTHENTICATED, the person has to sign in again. */
  readonly onError?: ((error: AskingFailed) => void) | undefined;
  /** Asked before anything is ended: false, or a promise of false, and nothing is. Left out, nobody is asked. */
  readonly reauthenticate?: (() => Promise<boolean> | boolean) | undefined;
  /** Where a person changes their password. */
  readonly changePasswordUrl?: string | undefined;
  /** Where a person tells somebody of a sign-in that was not theirs; `mailto:` as well. */
  readonly reportUrl?: string | undefined;
  /** A BCP 47 tag such as "de-AT"; otherwise that of the page, or of the browser. English where there are no words for it. */
  readonly locale?: string | undefined;
  /** Words of a language that the component does not have, or other words. */
  readonly words?: Words | undefined;
  /** For support, with a token that may read anybody's sessions: shows this person, by `User.id`, instead of the viewer. */
  readonly userId?: string | undefined;
  /** What that person is called. */
  readonly userName?: string | undefined;
  /** Sends document ids instead of texts, for a server with `trustedDocuments.only`. */
  readonly trustedDocuments?: boolean | undefined;
}

export interface SignedOut {
  /** `Session.id` of each. */
  readonly sessionIds: readonly string[];
  readonly includesThisDevice: boolean;
}
