/** What docs/errors.md says of each code. A code of the sources that is missing here is a type error. */
import type { RefusalCode } from '../../src/server/refusal.ts';
import type { AccessErrorCode } from '../../src/sessions/access-error.ts';
import type { InputErrorCode } from '../../src/sessions/input-error.ts';
import type { ProviderStatus } from '../../src/sessions/report.ts';
import type { UserErrorCode } from '../../src/sessions/user-error.ts';
import type { FailureStatus } from '../../src/upstream/failure.ts';

interface Code {
  readonly when: string;
  /** What a page does, or what it shows a person. */
  readonly show: string;
}

const mistake = 'A mistake in the frontend: log it, and show “Something went wrong.”';
const tooMuch = 'A mistake in the frontend: ask for less at once.';
const later = '“Not available right now. Try again in a moment.”';

/** The whole request is refused: there is no `data`. */
export const refusals: Readonly<Record<RefusalCode, Code & { readonly status: number }>> = {
  UNAUTHENTICATED: {
    status: 401,
    when: 'There are no credentials, bad or expired ones, or two at once',
    show: 'Get a new token and ask once more; then the sign-in page.',
  },
  UNAVAILABLE: {
    status: 503,
    when: "The token's issuer cannot be asked for its keys; see `retry-after`",
    show: later,
  },
  RATE_LIMITED: {
    status: 429,
    when: 'You, or your address, asked too often; see `retry-after`',
    show: '“Too many requests. Try again in a minute.”',
  },
  TIMEOUT: {
    status: 504,
    when: 'The whole took longer than `limits.timeoutMs`; a change that had begun goes on',
    show: '“That took too long.” Ask again before a change is repeated.',
  },
  SHUTTING_DOWN: {
    status: 503,
    when: 'This replica is going away',
    show: 'Ask again at once: another one answers.',
  },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    when: 'A fault of the server, which is in its log',
    show: '“Something went wrong.” With the id of the answer’s header `x-request-id` for whoever runs the server.',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    status: 404,
    when: 'The server has no document of this `documentId`',
    show: 'The page is of another release than the server’s manifest: reload it once.',
  },
  PERSISTED_QUERY_ONLY: {
    status: 403,
    when: 'A text was sent, and the server takes trusted documents only',
    show: mistake,
  },
  PERSISTED_QUERY_ID_REQUIRED: { status: 400, when: 'Neither text nor `documentId` was sent', show: mistake },
  CSRF_PREVENTION: {
    status: 403,
    when: 'A GET that a page of another site could send: add `x-graphql-csrf: 1` or ask by POST',
    show: mistake,
  },
  MISDIRECTED_REQUEST: {
    status: 421,
    when: 'Without `auth`, a name that is not of this computer: set `server.publicUrl`',
    show: mistake,
  },
  NOT_FOUND: { status: 404, when: 'The path is not `/graphql`', show: mistake },
  BAD_REQUEST: { status: 400, when: 'The body or the parameters are no request of GraphQL', show: mistake },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, when: 'The body is no `application/json`', show: mistake },
  REQUEST_TOO_LARGE: { status: 413, when: 'The body is longer than `limits.bodyBytes`', show: tooMuch },
  GRAPHQL_PARSE_FAILED: { status: 400, when: 'The document is no GraphQL', show: mistake },
  GRAPHQL_VALIDATION_FAILED: {
    status: 400,
    when: 'The document does not fit the schema: a field is gone or misspelt',
    show: mistake,
  },
  OPERATION_RESOLUTION_FAILURE: {
    status: 400,
    when: 'There is no operation of that name, or several and no name',
    show: mistake,
  },
  BAD_USER_INPUT: { status: 400, when: 'A variable or an argument is not of its type', show: mistake },
  QUERY_TOO_COMPLEX: { status: 400, when: 'It may cost more than `limits.cost`', show: tooMuch },
  QUERY_TOO_DEEP: { status: 400, when: 'It is nested deeper than `limits.depth`', show: tooMuch },
  TOO_MANY_TOKENS: { status: 400, when: 'The document is longer than `limits.tokens`', show: tooMuch },
  TOO_MANY_ALIASES: { status: 400, when: 'More aliases than `limits.aliases`', show: tooMuch },
  TOO_MANY_DIRECTIVES: { status: 400, when: 'More directives than `limits.directives`', show: tooMuch },
  TOO_MANY_CHANGES: { status: 400, when: 'More than 5 mutation fields', show: tooMuch },
  ALIAS_TOO_LONG: { status: 400, when: 'An alias of more than 64 letters', show: tooMuch },
  ANSWER_TOO_LARGE: { status: 400, when: 'The answer grew longer than `limits.answerBytes`', show: tooMuch },
};

/** One field is null, and the others are answered; `path` says which. */
export const fieldErrors: Readonly<
  Record<AccessErrorCode | InputErrorCode | FailureStatus | 'INTERNAL_SERVER_ERROR', Code>
> = {
  UNAUTHENTICATED: { when: 'It takes a person who is signed in', show: 'The sign-in page.' },
  FORBIDDEN: { when: 'You lack a scope, which `message` names', show: '“You may not do this.”' },
  BAD_USER_INPUT: { when: 'An argument breaks a rule, which `message` names', show: mistake },
  INVALID_ID: { when: 'An id is malformed, or of another type', show: '“This link does not work.”' },
  INVALID_CURSOR: {
    when: 'A cursor is malformed, or of another filter or order',
    show: 'Start the list again without `after`.',
  },
  UNKNOWN_PROVIDER: { when: 'No provider is configured by this id', show: mistake },
  NOT_FOUND: { when: 'The provider does not have what was asked for', show: '“This is not there any more.”' },
  UNAVAILABLE: { when: 'The provider cannot be reached', show: later },
  TIMED_OUT: { when: 'The provider did not answer in time', show: later },
  RATE_LIMITED: { when: 'The provider’s limit is used up; see `extensions.retryAt`', show: later },
  NOT_AUTHORIZED: {
    when: 'The provider refuses the credentials of this server',
    show: '“Not available.” Whoever runs the server finds the reason in `npx sessiongraph check`.',
  },
  NOT_LICENSED: { when: 'The provider’s plan lacks this', show: '“Not available.”' },
  NOT_SUPPORTED: { when: 'The provider has no such function', show: '“Not available.”' },
  MALFORMED: { when: 'The provider’s answer could not be used', show: later },
  ALREADY_EXISTS: { when: 'What was to be made is there', show: '“There is one already.”' },
  REJECTED: { when: 'The provider did not accept what was asked', show: mistake },
  INTERNAL_SERVER_ERROR: {
    when: 'A fault of the server, which is in its log',
    show: '“Something went wrong.”',
  },
};

/** Beside what a mutation gave; when it comes says the schema. */
export const userErrors: Readonly<Record<UserErrorCode, string>> = {
  BAD_USER_INPUT: '`message` at the field that `field` names.',
  NOT_FOUND: '“This is not there any more.” Read the list again.',
  ALREADY_EXISTS: '“There is one already.”',
  REJECTED: '`message` at the form.',
  TOKEN_UNUSABLE: '“Something went wrong.” The object is there, its token is not.',
  NOT_APPLIED: '“Saved, but without …”: the part that `field` names.',
  UNAVAILABLE: '“{provider} could not do it now.” With “Try again”; read the list before.',
  TIMED_OUT: '“{provider} could not do it now.” With “Try again”; read the list before.',
  RATE_LIMITED: '“{provider} is busy. Try again in a moment.”',
  NOT_AUTHORIZED: '“You may not do this”, or where `providerId` is given, “Not possible at {provider}.”',
  NOT_LICENSED: '“Not possible at {provider}.”',
  NOT_SUPPORTED: '“Not possible at {provider}.” Sign out there.',
  LINK_UNKNOWN: '“Nobody could tell whether there is an account at {provider}. Sign-ins there may go on.”',
  TRUNCATED: '“There is more.” Where `retryable` is true, the same call again does the rest.',
  INCOMPLETE: '“{provider} did not answer with everything. Sign-ins there may go on.”',
  MALFORMED: '“{provider} answered in an unexpected way.” Read the list to see what became of it.',
};

/** Of a `ProviderReport`, which is no error: the rows of the other providers are there. */
export const reports: Readonly<Record<ProviderStatus, string>> = {
  OK: 'Nothing. Where `complete` is false: “Some sign-ins at {provider} could not be read.”',
  UNAVAILABLE: '“{provider} did not answer. Sign-ins there are missing.” With “Try again”.',
  TIMED_OUT: '“{provider} did not answer. Sign-ins there are missing.” With “Try again”.',
  RATE_LIMITED: '“{provider} is busy. Sign-ins there are missing.” With “Try again” after `retryAt`.',
  NOT_AUTHORIZED: '“Sign-ins at {provider} cannot be shown.”',
  NOT_LICENSED: '“Sign-ins at {provider} cannot be shown.”',
  NOT_LINKED: 'Nothing: there is no account.',
  LINK_UNKNOWN: '“Nobody could tell whether you have an account at {provider}.”',
  NOT_SUPPORTED: 'Nothing, or “{provider} has no such list.”',
  TRUNCATED: '“There are more sign-ins at {provider} than are shown.”',
  MALFORMED: '“Sign-ins at {provider} could not be read.”',
};
