// GraphQL Yoga with Pothos and its DataLoader plugin, both as their guides show them and with their defaults.
import { createServer } from 'node:http';
import SchemaBuilder from '@pothos/core';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import { createYoga } from 'graphql-yoga';
import { readAccounts, readSessions } from './upstream.js';

const builder = new SchemaBuilder({ plugins: [DataloaderPlugin] });

const exposed = (t, names, nullable = true) =>
  Object.fromEntries(names.map((name) => [name, t.exposeString(name, { nullable })]));

const Location = builder.objectRef('Location');
Location.implement({ fields: (t) => exposed(t, ['city', 'country']) });

const DeviceClient = builder.objectRef('DeviceClient');
DeviceClient.implement({ fields: (t) => exposed(t, ['name', 'version']) });

const DeviceType = builder.enumType('DeviceType', {
  values: ['DESKTOP', 'PHONE', 'TABLET', 'OTHER', 'UNKNOWN'],
});

const Device = builder.objectRef('Device');
Device.implement({
  fields: (t) => ({
    name: t.exposeString('name', { nullable: false }),
    type: t.expose('type', { type: DeviceType, nullable: false }),
    client: t.expose('client', { type: DeviceClient, nullable: true }),
  }),
});

const Account = builder.objectRef('Account');
Account.implement({ fields: (t) => exposed(t, ['displayName', 'email']) });

const SessionState = builder.enumType('SessionState', {
  values: ['ACTIVE', 'PENDING', 'ENDED', 'EXPIRED', 'REVOKED', 'REPLACED', 'ABANDONED', 'REMOVED', 'UNKNOWN'],
});

const Session = builder.objectRef('Session');
Session.implement({
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    nativeId: t.exposeID('nativeId', { nullable: false }),
    state: t.expose('state', { type: SessionState, nullable: false }),
    ...exposed(t, ['displayName'], false),
    ...exposed(t, ['createdAt', 'lastActiveAt', 'ipAddress']),
    location: t.expose('location', { type: Location, nullable: true }),
    device: t.expose('device', { type: Device, nullable: true }),
    account: t.loadable({
      type: Account,
      nullable: true,
      load: (ids) => readAccounts(ids),
      resolve: (session) => session.userId,
    }),
  }),
});

const PageInfo = builder.objectRef('PageInfo');
PageInfo.implement({
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', { nullable: false }),
    endCursor: t.exposeString('endCursor', { nullable: true }),
  }),
});

const SessionConnection = builder.objectRef('SessionConnection');
SessionConnection.implement({
  fields: (t) => ({
    nodes: t.expose('nodes', { type: [Session], nullable: true }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
});

const User = builder.objectRef('User');
User.implement({
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    sessions: t.field({
      type: SessionConnection,
      nullable: true,
      args: { first: t.arg.int({ required: true }) },
      resolve: ({ id }, { first }) => readSessions(id, first),
    }),
  }),
});

const SessionFilter = builder.inputType('SessionFilter', {
  fields: (t) => ({ userIds: t.idList({ required: true }) }),
});

builder.queryType({
  fields: (t) => ({
    sessions: t.field({
      type: SessionConnection,
      nullable: true,
      args: { filter: t.arg({ type: SessionFilter, required: true }), first: t.arg.int({ required: true }) },
      resolve: (_root, { filter, first }) => readSessions(filter.userIds[0], first),
    }),
    users: t.field({
      type: [User],
      nullable: { list: false, items: true },
      args: { ids: t.arg.idList({ required: true }) },
      resolve: (_root, { ids }) => ids.map((id) => ({ id })),
    }),
  }),
});

const server = createServer(createYoga({ schema: builder.toSchema(), logging: false }));
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`listening on http://127.0.0.1:${server.address().port}/graphql\n`),
);
