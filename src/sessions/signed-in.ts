import { mayGoOn } from '../providers/records.ts';
import type { Session } from './session.ts';

export function isSignedIn({ record }: Pick<Session, 'record'>): boolean {
  return mayGoOn(record.state);
}
