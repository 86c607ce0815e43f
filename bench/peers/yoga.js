// GraphQL Yoga with Pothos and its DataLoader plugin, both as their guides show them; guarded by plugins of one's own, as its guide has it.
import { createServer } from 'node:http';
import SchemaBuilder from '@pothos/core';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import { createYoga } from 'graphql-yoga';
import helmet from 'helmet';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { askerOf, depthRule, maySee, requireAffordable, unauthorized, visible } from './guards.js';
import { guards } from './settings.js';
import { accountBatching, readAccounts, readSessions } from './upstream.js';

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

async function sessionsOf(user, first, { asker }) {
  const page = await readSessions(user, first);
  return asker === undefined ? page : visible(asker, page);
}

const User = builder.objectRef('User');

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
      loaderOptions: accountBatching,
      resolve: ({ userId }, _args, { asker }) => (maySee(asker, userId) ? userId : null),
    }),
    user: t.field({
      type: User,
      nullable: true,
      resolve: ({ userId }, _args, { asker }) => (maySee(asker, userId) ? { id: userId } : null),
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

User.implement({
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    sessions: t.field({
      type: SessionConnection,
      nullable: true,
      args: { first: t.arg.int({ required: true }) },
      resolve: ({ id }, { first }, context) => sessionsOf(id, first, context),
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
      resolve: (_root, { filter, first }, context) => sessionsOf(filter.userIds[0], first, context),
    }),
    users: t.field({
      type: [User],
      nullable: { list: false, items: true },
      args: { ids: t.arg.idList({ required: true }) },
      resolve: (_root, { ids }, { asker }) => ids.map((id) => (maySee(asker, id) ? { id } : null)),
    }),
  }),
});

function refusal(fetchAPI, status, body) {
  return new fetchAPI.Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}

function guarding() {
  const rate = new RateLimiterMemory({ points: guards.requestsPerMinute, duration: 60 });
  return {
    async onRequest({ request, serverContext, fetchAPI, endResponse }) {
      const asker = askerOf(request.headers.get('authorization') ?? '');
      if (asker === undefined) return endResponse(refusal(fetchAPI, 401, unauthorized));
      serverContext.asker = asker;
      try {
        await rate.consume(asker.name);
      } catch {
        endResponse(refusal(fetchAPI, 429, { errors: [{ message: 'Too many requests.' }] }));
      }
    },
    onValidate({ addValidationRule }) {
      addValidationRule(depthRule);
    },
    onExecute({ args: { schema, document, variableValues } }) {
      requireAffordable(schema, document, variableValues);
    },
  };
}

const yoga = createYoga({
  schema: builder.toSchema(),
  logging: false,
  plugins: guards === null ? [] : [guarding()],
});
const secured = helmet();
const server = createServer(
  guards === null ? yoga : (request, response) => secured(request, response, () => yoga(request, response)),
);
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`listening on http://127.0.0.1:${server.address().port}/graphql\n`),
);
