/** Merging and paging in this process, over providers that answer at once: what is counted is our own work, of the processor alone. */
import type { AccountSessions, Provider } from '../../src/providers/provider.ts';
import type { ProviderId, SessionRecord } from '../../src/providers/records.ts';
import type { Principal } from '../../src/sessions/principal.ts';
import { sessionOrderFields, type SessionOrder } from '../../src/sessions/query.ts';
import { createRequestContext } from '../../src/sessions/request-context.ts';
import { bindRequest } from '../../src/sessions/request.ts';
import { createSessionsService, type SessionsService } from '../../src/sessions/service.ts';
import { median } from '../statistics.ts';
import { atMost, type Goal } from './goal.ts';

const providers = 4;
const sessionsEach = 1000;
const times = 30;

const principal: Principal = {
  name: 'bench',
  viewer: null,
  currentSessionId: null,
  address: null,
  operationName: null,
  can: () => true,
};

export async function mergingGoals(): Promise<readonly Goal[]> {
  const service = createSessionsService({
    providers: Array.from({ length: providers }, (_, number) => providerOf(number)),
    audit: { begin: () => Promise.reject(new Error('nothing is changed here')) },
    now: Date.now,
    onFault(error) {
      throw error;
    },
  });
  const orders = sessionOrderFields.flatMap((field) =>
    (['ASC', 'DESC'] as const).map((direction): SessionOrder => ({ field, direction })),
  );
  const slowest = { merging: 0, paging: 0 };
  for (const order of orders) {
    const { merging, paging } = await measure(service, order);
    slowest.merging = Math.max(slowest.merging, merging);
    slowest.paging = Math.max(slowest.paging, paging);
  }
  return [
    atMost(`merging ${providers} × 1,000 sessions, the slowest order, CPU`, slowest.merging, 10, 'ms'),
    atMost('the page after it, asked anew with its cursor, CPU', slowest.paging, 2, 'ms'),
  ];
}

async function measure(service: SessionsService, order: SessionOrder) {
  const merging: number[] = [];
  const paging: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const list = (after?: string) =>
      bindRequest(createRequestContext(service, principal, new AbortController().signal)).sessions({
        filter: { userIds: ['ann'] },
        order,
        page: { first: 100, ...(after === undefined ? {} : { after }) },
      });
    let cursor: string | null = null;
    merging.push(await cpuMs(async () => void (cursor = (await list()).pageInfo.endCursor)));
    const after = cursor ?? '';
    paging.push(await cpuMs(() => list(after)));
  }
  // The first ones warm up.
  return { merging: median(merging.slice(10)), paging: median(paging.slice(10)) };
}

async function cpuMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const none = () => Promise.reject(new Error('this is not asked here'));

function providerOf(number: number): Provider {
  const id = `provider${number}` as ProviderId;
  const observedAt = Date.now();
  const sessions = Array.from({ length: sessionsEach }, (_, index) => recordOf(id, index, observedAt));
  const read: AccountSessions = { sessions, brokenRows: 0, truncated: false, failure: null, observedAt };
  return {
    id,
    kind: 'clerk',
    name: `Clerk (${id})`,
    linkBy: 'nativeId',
    timeoutMs: 5000,
    maxConcurrency: 10,
    // Kept, so that the page after it is not read anew.
    freshForMs: 600_000,
    capabilities: {
      listsAllSessions: false,
      countsSessions: false,
      tellsDevice: true,
      tellsAddresses: true,
      tellsIpAddress: true,
      tellsLocation: true,
      tellsExpiry: true,
      tellsEndedSessions: true,
      tellsCurrent: true,
      keepsOldIds: false,
      endsSessions: true,
      hasClientSessions: false,
    },
    findAccounts: none,
    sessionsOf: async (ids) => new Map(ids.map((accountId) => [accountId, read])),
    readSession: none,
    readSessionPage: none,
    countSessions: none,
    endSession: none,
    probe: none,
  };
}

function recordOf(providerId: ProviderId, index: number, observedAt: number): SessionRecord {
  // Spread, so that no provider's rows come in any order, with a tenth that have no such moment.
  const spread = (index * 7919) % sessionsEach;
  const moment = index % 10 === 0 ? null : observedAt - spread * 60_000;
  const nativeId = `sess_${providerId}${String(index).padStart(20, '0')}`;
  return {
    providerId,
    nativeId,
    accountId: 'ann',
    state: 'ACTIVE',
    nativeState: 'active',
    createdAt: moment,
    lastActiveAt: moment,
    lastActivePrecision: moment === null ? null : 'EXACT',
    expiresAt: moment,
    endedAt: null,
    isOwnCredentials: null,
    deviceId: `client_${String(spread)}`,
    device: {
      type: 'DESKTOP',
      model: 'Macintosh',
      client: { kind: 'BROWSER', name: 'Chrome', version: '141', fullVersion: '141.0' },
      os: null,
    },
    ipAddress: '203.0.113.7',
    location: { city: 'Berlin', country: 'DE' },
    actor: null,
    details: {
      kind: 'clerk',
      clientId: `client_${String(spread)}`,
      userId: 'ann',
      lastActiveOrganizationId: null,
      abandonAt: null,
      updatedAt: null,
      tasks: [],
      latestActivity: null,
    },
    observedAt,
  };
}
