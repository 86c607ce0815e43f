import { InputError } from '../sessions/input-error.ts';

const maxIds = 100;

/** Throws `InputError` where more ids are asked for at once than one answer should hold. */
export function checkIds(ids: readonly string[]): void {
  if (ids.length > maxIds) {
    throw new InputError('BAD_USER_INPUT', `"ids" has ${ids.length} entries; at most ${maxIds} are allowed.`);
  }
}
