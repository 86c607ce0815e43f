/** The company's Rocket.Chat workspace. */
import { day, type SignIn } from '../company/accounts.ts';
import type { Device } from '../company/devices.ts';
import { companyDomain, type Company, type Person } from '../company.ts';
import { base62, createRandom } from '../random.ts';
import {
  defaultSettings,
  hashLoginToken,
  type RocketChatDevice,
  type RocketChatSession,
  type RocketChatUser,
  type RocketChatWorld,
} from './world.ts';

/** Whom the demo asks as. */
export interface RocketChatBot {
  readonly userId: string;
  readonly authToken: string;
}

/** The role of the bot, with what its adapter needs, and without the limit of 10 calls a minute that would end exploring early. */
const botRole = 'session-manager';
const botPermissions = [
  'view-device-management',
  'logout-device-management',
  'view-full-other-user-info',
  'view-d-room',
  'api-bypass-rate-limit',
];

export function seedRocketChat({ people, now }: Company, bot: RocketChatBot): RocketChatWorld {
  return {
    users: [
      {
        id: bot.userId,
        username: 'sessiongraph.bot',
        name: 'sessiongraph',
        emails: [],
        active: true,
        roles: ['bot', botRole],
        tokens: [{ secret: bot.authToken, bypassesTwoFactor: true }],
        hasTwoFactor: false,
        lastLogin: null,
        createdAt: now - 700 * day,
      },
      ...people.flatMap((person) => (person.accounts.chat === null ? [] : [userOf(person)])),
    ],
    sessions: people.flatMap((person) =>
      (person.accounts.chat ?? []).map((signIn, index) => sessionOf(person, signIn, index)),
    ),
    permissions: Object.fromEntries(botPermissions.map((permission) => [permission, ['admin', botRole]])),
    settings: { ...defaultSettings },
  };
}

/** Meteor's ids: 17 characters. @param of whose id; equal texts get equal ids. */
function meteorId(kind: 'user' | 'session', of: string): string {
  return createRandom(`Rocket.Chat's ${kind} id of ${of}`).text(base62, 17);
}

/** What the device holds instead of a password. */
function tokenOf(person: Person, index: number): string {
  return createRandom(`Rocket.Chat's login token of ${person.id} ${index}`).text(base62, 43);
}

function userOf(person: Person): RocketChatUser {
  const { id, name, email, emailVerified } = person;
  const signIns = person.accounts.chat ?? [];
  return {
    id: meteorId('user', id),
    username: id,
    name: `${name.given} ${name.family}`,
    emails: [{ address: email, verified: emailVerified }],
    active: true,
    roles: ['user'],
    tokens: signIns.map((_, index) => ({ secret: tokenOf(person, index), bypassesTwoFactor: false })),
    hasTwoFactor: true,
    lastLogin: signIns.length === 0 ? null : Math.max(...signIns.map(({ signedInAt }) => signedInAt)),
    createdAt: person.joinedAt,
  };
}

function sessionOf(
  person: Person,
  { device, address, signedInAt }: SignIn,
  index: number,
): RocketChatSession {
  return {
    sessionId: meteorId('session', `${person.id} ${index}`),
    userId: meteorId('user', person.id),
    loginToken: hashLoginToken(tokenOf(person, index)),
    device: deviceOf(device),
    host: `chat.${companyDomain}`,
    ip: address.ip,
    loginAt: signedInAt,
    logoutAt: null,
    logoutBy: null,
  };
}

/** As Rocket.Chat's parser of user agents tells it: no model, and the first three numbers of the version by themselves. */
function deviceOf({ type, os, program }: Device): RocketChatDevice {
  const browserType = { desktop: 'browser', phone: 'mobile', tablet: 'tablet', headset: 'xr' }[type];
  const words = {
    browser: browserType,
    'in-app': 'inapp',
    'mobile-app': 'mobile-app',
    'desktop-app': 'desktop-app',
  };
  return {
    type: words[program.kind],
    name: type !== 'desktop' && program.name === 'Safari' ? 'Mobile Safari' : program.name,
    longVersion: program.version,
    version: /\d+(\.\d+){0,2}/.exec(program.version)?.[0] ?? '',
    os,
  };
}
