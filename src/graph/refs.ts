/**
 * The types that refer to one another, named before any of them is described: else their files would import each
 * other in circles. What they hold is in the file of each: `session.ts`, `device.ts`, `client-session.ts`, `user.ts`.
 */
import type { ClientSession, Device, Session, User } from '../sessions/session.ts';
import { builder } from './builder.ts';

export const SessionRef = builder.objectRef<Session>('Session');
export const DeviceRef = builder.objectRef<Device>('Device');
export const ClientSessionRef = builder.objectRef<ClientSession>('ClientSession');
export const UserRef = builder.objectRef<User>('User');
