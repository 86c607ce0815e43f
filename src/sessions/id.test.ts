import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryProvider, sessionRecord } from '../../test/support/memory-provider.ts';
import { maxTextLength } from '../providers/text.ts';
import { decodeCursor, encodeCursor, scopeOf } from './cursor.ts';
import { clientSessionIdOf, decodeId, deviceIdOf, sessionIdOf } from './id.ts';
import { InputError } from './input-error.ts';

const provider = memoryProvider('support');
const text = fc.string({ minLength: 1, maxLength: 40, unit: 'binary' });

describe('an id', () => {
  test('gives back what it was made of', () => {
    fc.assert(
      fc.property(text, fc.option(text), (nativeId, accountId) => {
        const id = sessionIdOf(provider, sessionRecord('support', nativeId, { accountId }));
        expect(decodeId(id, 'Session')).toEqual({
          type: 'Session',
          providerId: 'support',
          ref: { nativeId, accountId },
          deviceId: null,
        });
      }),
    );
  });

  test.for(['x', 'é', '\u2028', '\ud800', '\u0001'])(
    'of the longest that a provider may give, of %j, can be asked for, and a cursor can hold it',
    (letter) => {
      const longest = letter.repeat(maxTextLength);
      const record = sessionRecord('support', longest, { accountId: longest, deviceId: longest });
      const id = sessionIdOf(provider, record);
      expect(decodeId(id, 'Session').ref).toEqual({ nativeId: longest, accountId: longest });
      expect(decodeId(deviceIdOf(provider, record), 'Device').deviceId).toBe(longest);
      const scope = scopeOf('a list');
      expect(decodeCursor(scope, encodeCursor(scope, [1, id]), 'after')).toEqual([1, id]);
    },
  );

  test('that was changed by a character names nothing or something else, never the same', () => {
    const id = sessionIdOf(provider, sessionRecord('support', '123', { accountId: '9' }));
    for (let index = 0; index < id.length; index += 1) {
      const changed = `${id.slice(0, index)}${id[index] === 'A' ? 'B' : 'A'}${id.slice(index + 1)}`;
      try {
        expect(decodeId(changed, 'Session')).not.toEqual(decodeId(id, 'Session'));
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }
  });

  test('of a device is the same for sessions the provider puts together, and differs between people', () => {
    const session = (nativeId: string, accountId: string) =>
      sessionRecord('support', nativeId, { accountId, deviceId: 'client_1' });
    expect(deviceIdOf(provider, session('1', 'ann'))).toBe(deviceIdOf(provider, session('2', 'ann')));
    expect(deviceIdOf(provider, session('1', 'ann'))).not.toBe(deviceIdOf(provider, session('2', 'bob')));
  });

  test('of another type is refused by name', () => {
    const id = clientSessionIdOf(provider.id, 'cst_1');
    expect(() => decodeId(id, 'Session')).toThrow(/id of a ClientSession; here an id of Session is needed/);
  });

  test.for([
    '',
    'x',
    'W10',
    'e30',
    '__proto__',
    Buffer.from('["Session","p",""]').toString('base64url'),
    'A'.repeat(20_000),
  ])('%j is refused as malformed', (id) => {
    expect(() => decodeId(id, 'Session')).toThrow(/no id of this API/);
  });

  test('with padding or other spelling is not a second id of the same thing', () => {
    const id = sessionIdOf(provider, sessionRecord('support', '1', { accountId: '22' }));
    expect(() => decodeId(`${id}=`, 'Session')).toThrow(InputError);
    expect(() => decodeId(` ${id}`, 'Session')).toThrow(InputError);
  });
});
