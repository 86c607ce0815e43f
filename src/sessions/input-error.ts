/** What is wrong with a question, and what to change. The graph turns it into an error with this code; nothing else is shown to clients. */
export type InputErrorCode =
  | 'BAD_USER_INPUT'
  /** An id that is malformed or belongs to another type. */
  | 'INVALID_ID'
  /** A cursor that is malformed or belongs to another query. */
  | 'INVALID_CURSOR'
  | 'UNKNOWN_PROVIDER';

export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code: InputErrorCode;

  constructor(code: InputErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
