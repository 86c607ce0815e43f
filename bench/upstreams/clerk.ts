/**
 * Users and sessions in Clerk's shape. Arguments: milliseconds until it answers, how many sessions each user has, and, where it limits calls,
 * how many it takes in how many milliseconds. A path in front
 * of Clerk's, such as `/2`, makes it another instance, with other times.
 */
import { userCount, userId } from '../questions.ts';
import { jsonAnswer, serveUpstream } from './server.ts';

const [latencyMs = 0, sessionsPerUser = 10, requests = 0, perMs = 0] = process.argv.slice(2).map(Number);
/** This hour, so that the sessions have not expired. */
const since = Math.floor(Date.now() / 3_600_000) * 3_600_000;

const devices = [
  { device_type: 'Macintosh', is_mobile: false, browser_name: 'Chrome', browser_version: '141.0.7390.55' },
  { device_type: 'iPhone', is_mobile: true, browser_name: 'Mobile Safari', browser_version: '26.0' },
  { device_type: 'desktop', is_mobile: false, browser_name: 'Firefox', browser_version: '144.0.2' },
  { device_type: 'iPad', is_mobile: true, browser_name: 'Safari', browser_version: '26.1' },
];

const cities = [
  { city: 'Berlin', country: 'DE' },
  { city: 'San Francisco', country: 'US' },
  { city: 'Nairobi', country: 'KE' },
];

/** Created in the order of their indexes, the newest first; last active in another. */
function sessionOf(user: number, index: number, instance: number): object {
  const suffix = `${userId(user).slice('user_'.length)}${String(index).padStart(2, '0')}A7xKq3ZpLmW9`;
  const spread = (index * 7919) % sessionsPerUser;
  const createdAt = since - index * 3_600_000 - user * 1000 - instance * 17_000 - 90 * 86_400_000;
  const lastActiveAt = since - spread * 3_600_000 - user * 1000 - instance * 17_000;
  return {
    object: 'session',
    id: `sess_2x${suffix}`,
    client_id: `client_2x${suffix}`,
    user_id: userId(user),
    // Lists have what still counts, and every stack is to show the same rows.
    status: index % 10 < 8 ? 'active' : 'pending',
    last_active_organization_id: null,
    last_active_at: lastActiveAt,
    latest_activity: {
      object: 'session_activity',
      id: `sess_activity_2x${suffix}`,
      ...devices[index % devices.length],
      ip_address: `203.0.113.${(user + index) % 250}`,
      ...cities[index % cities.length],
    },
    expire_at: lastActiveAt + 90 * 86_400_000,
    abandon_at: lastActiveAt + 120 * 86_400_000,
    created_at: createdAt,
    updated_at: lastActiveAt,
    actor: null,
    tasks: null,
  };
}

function userOf(user: number): object {
  return {
    object: 'user',
    id: userId(user),
    external_id: null,
    username: `person${user}`,
    first_name: 'Person',
    last_name: `Number ${user}`,
    image_url: `https://img.example.com/${user}.png`,
    primary_email_address_id: `idn_${user}`,
    email_addresses: [
      {
        object: 'email_address',
        id: `idn_${user}`,
        email_address: `person${user}@example.com`,
        verification: { status: 'verified', strategy: 'email_code', attempts: 1, expire_at: null },
      },
    ],
    last_sign_in_at: since - user * 1000,
    created_at: since - 365 * 86_400_000,
    public_metadata: {},
    private_metadata: {},
  };
}

const users = new Map(
  Array.from({ length: userCount }, (_, user) => [
    userId(user),
    { number: user, json: JSON.stringify(userOf(user)) },
  ]),
);
/** By what was asked; each is made once. */
const sessionAnswers = new Map<string, Buffer>();

function sessionsAnswer(target: string, instance: number, query: URLSearchParams): Buffer {
  const user = users.get(query.get('user_id') ?? '');
  const offset = Number(query.get('offset'));
  const all = user === undefined ? 0 : sessionsPerUser;
  const data = Array.from(
    { length: Math.max(0, Math.min(Number(query.get('limit')), all - offset)) },
    (_, index) => sessionOf(user?.number ?? 0, offset + index, instance),
  );
  const answer = jsonAnswer(JSON.stringify({ data, total_count: all }));
  sessionAnswers.set(target, answer);
  return answer;
}

serveUpstream(
  (target) => {
    const known = sessionAnswers.get(target);
    if (known !== undefined) return known;
    const { pathname, searchParams } = new URL(target, 'http://upstream');
    const [, instance = '', path] = /^(?:\/(\d+))?\/v1\/(\w+)$/.exec(pathname) ?? [];
    if (path === 'sessions') return sessionsAnswer(target, Number(instance), searchParams);
    const found = searchParams.getAll('user_id').flatMap((id) => users.get(id)?.json ?? []);
    return jsonAnswer(`[${found.join(',')}]`);
  },
  { latencyMs, limit: requests === 0 ? null : { requests, perMs } },
);
