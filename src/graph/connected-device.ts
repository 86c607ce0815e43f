import type { ConnectedDeviceRecord, CustomMetadataRecord } from '../providers/client-sessions-api.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { DeviceBrand } from './device-brand.ts';
import { Keypad } from './keypad.ts';
import { ResourceProblem } from './resource-problem.ts';
import { Thermostat } from './thermostat.ts';

const CustomMetadataEntry = builder.objectRef<CustomMetadataRecord>('CustomMetadataEntry').implement({
  description: 'One thing that you noted on a resource in Seam, under a key of yours.',
  fields: (t) => ({
    key: t.exposeString('key', { nullable: false, description: 'The key that you chose.' }),
    text: t.exposeString('text', { description: 'The value, where it is a text; null when it is empty.' }),
    flag: t.exposeBoolean('flag', { description: 'The value, where it is true or false.' }),
  }),
});

const ConnectedDevice = builder.objectRef<ConnectedDeviceRecord>('ConnectedDevice').implement({
  description:
    'Hardware that a client session may control: a lock, thermostat, sensor. What a person signs in with is `Device`.',
  fields: (t) => ({
    nativeId: t.exposeID('nativeId', { nullable: false, description: "Seam's `device_id`." }),
    deviceType: t.exposeString('deviceType', {
      description:
        'Seam\'s word for the kind, such as "august_lock"; null when not told. New ones appear often, so treat it as open.',
    }),
    displayName: t.exposeString('displayName', {
      description: 'A name to show: the nickname where there is one, at last the kind; null when not told.',
    }),
    nickname: t.exposeString('nickname', {
      description: 'The name given in Seam; null when none was given.',
    }),
    deviceProvider: t.expose('deviceProvider', {
      type: DeviceBrand,
      description:
        'The company through whose service Seam reaches it, which need not be its manufacturer; null when not told.',
    }),
    deviceManufacturer: t.expose('deviceManufacturer', {
      type: DeviceBrand,
      description: 'The company that made it; null when not told.',
    }),
    manufacturer: t.exposeString('manufacturer', {
      description: 'The name of the company that made it, such as "August"; null when not told.',
    }),
    model: t.exposeString('model', { description: "The model's name, to show; null when not told." }),
    online: t.exposeBoolean('online', { description: 'Whether it can be reached now; null when not told.' }),
    locked: t.exposeBoolean('locked', {
      description: 'Whether the lock is locked; null when it is none or not told.',
    }),
    doorOpen: t.exposeBoolean('doorOpen', {
      description: 'Whether the door is open; null without such a sensor.',
    }),
    batteryLevel: t.exposeFloat('batteryLevel', {
      description:
        'What is left of the battery, from 0 (empty) to 1 (full); null when it has none or not told.',
    }),
    batteryStatus: t.exposeString('batteryStatus', {
      description: 'The same in Seam\'s words: "critical", "low", "good" or "full"; null when not told.',
    }),
    serialNumber: t.exposeString('serialNumber', {
      description: 'The serial number on the device; null when not told.',
    }),
    imageUrl: t.exposeString('imageUrl', {
      description: 'Where a picture of the model is; null when there is none.',
    }),
    capabilities: t.exposeStringList('capabilities', {
      nullable: false,
      description: 'What it is able to do in broad words, such as "lock" or "access_code".',
    }),
    abilities: t.exposeStringList('abilities', {
      nullable: false,
      description: 'What can be done with it right now, such as "can_remotely_unlock".',
    }),
    keypad: t.expose('keypad', {
      type: Keypad,
      description: 'Its keypad, built in or beside it; null when Seam tells of none.',
    }),
    thermostat: t.expose('thermostat', {
      type: Thermostat,
      description: 'What a thermostat measures and is set to; null for every other device.',
    }),
    customMetadata: t.expose('customMetadata', {
      type: [CustomMetadataEntry],
      nullable: false,
      description:
        'Your own notes on it in Seam (`custom_metadata`); empty when there are none. Seam shows them to whoever holds the token of the client session, too.',
    }),
    locationName: t.exposeString('locationName', { description: 'The site it is at; null when not told.' }),
    timeZone: t.exposeString('timeZone', {
      description: 'Where it is, as a time zone such as "America/Los_Angeles"; null when not told.',
    }),
    connectedAccountId: t.exposeID('connectedAccountId', {
      nullable: false,
      description: 'The connected account it is reached through: a `ConnectedAccount.nativeId`.',
    }),
    workspaceId: t.exposeID('workspaceId', {
      description: 'The Seam workspace it belongs to; null when not told.',
    }),
    spaceIds: t.exposeIDList('spaceIds', { nullable: false, description: 'The Seam spaces it is in.' }),
    problems: t.expose('problems', {
      type: [ResourceProblem],
      nullable: false,
      description: 'What is wrong with it; empty when nothing is.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When it was first connected; null when not told.',
    }),
  }),
});

export const ConnectedDeviceConnection = connectionOf(ConnectedDevice, 'connected devices');
