import type { KeypadRecord } from '../providers/client-sessions-api.ts';
import { builder } from './builder.ts';

export const Keypad = builder.objectRef<KeypadRecord>('Keypad').implement({
  description: 'The keypad of a lock, on which people type access codes.',
  fields: (t) => ({
    isBuiltIn: t.exposeBoolean('isBuiltIn', {
      description: 'Whether the lock has one built in; null when not told.',
    }),
    canConnectAccessory: t.exposeBoolean('canConnectAccessory', {
      description: 'Whether a separate one can be connected; null when not told.',
    }),
    isAccessoryConnected: t.exposeBoolean('isAccessoryConnected', {
      description: 'Whether a separate one is connected; null when not told.',
    }),
    batteryLevel: t.exposeFloat('batteryLevel', {
      description:
        'What is left of the battery of a separate one, from 0 (empty) to 1 (full); null when it has none or not told.',
    }),
  }),
});
