import type { UserError as UserErrorShape, UserErrorCode as Code } from '../sessions/user-error.ts';
import { builder } from './builder.ts';
import { describedEnum } from './described-enum.ts';

const UserErrorCode = describedEnum<Code>('UserErrorCode', 'Why a change was not made, or not wholly.', {
  BAD_USER_INPUT: 'The input breaks a rule; `message` and `field` say which.',
  NOT_FOUND: 'What is to be changed is not there, or you may not see it.',
  ALREADY_EXISTS: 'There is one already, and the call insists on a new one.',
  REJECTED: 'The provider refused the input; the same call cannot succeed.',
  TOKEN_UNUSABLE: 'The change was made, but the token that came of it does not work; `message` says why.',
  NOT_APPLIED:
    'The change was made, but the provider left out the part that `field` names, as the object beside it shows.',
  UNAVAILABLE:
    'The provider could not be reached, or it answered that it cannot serve. It may or may not have made the change.',
  TIMED_OUT: 'The provider did not answer in time. It may or may not have made the change.',
  RATE_LIMITED: "The provider's rate limit is used up; try again later.",
  NOT_AUTHORIZED: 'You, or this server at the provider, may not do this.',
  NOT_LICENSED: "The provider's plan or licence lacks this.",
  NOT_SUPPORTED: 'The provider has no such function.',
  LINK_UNKNOWN:
    'Nobody could tell whether the person has an account at the provider, so sessions there may go on.',
  TRUNCATED:
    'There is more than one call looks at or changes; `message` says what is left and whether to call again.',
  INCOMPLETE: 'The provider answered, but not with everything, so sessions there may go on.',
  MALFORMED: 'The provider answered, but not as its API documents. It may or may not have made the change.',
});

export const UserError = builder.objectRef<UserErrorShape>('UserError').implement({
  description: 'One reason why a change was not made, or not wholly, as data that a form can show.',
  fields: (t) => ({
    code: t.expose('code', {
      type: UserErrorCode,
      nullable: false,
      description: 'The reason, for programs.',
    }),
    message: t.exposeString('message', {
      nullable: false,
      description: 'The reason and what to do about it, for people.',
    }),
    field: t.exposeStringList('field', {
      description:
        'The path of the input that is meant, such as `["input", "expiresAt"]`; null when it is none in particular.',
    }),
    providerId: t.exposeID('providerId', {
      description: 'The provider that refused, by its id in the configuration; null when none was asked.',
    }),
    retryable: t.exposeBoolean('retryable', {
      nullable: false,
      description: 'Whether the same call may succeed later without anybody changing anything.',
    }),
  }),
});
