/**
 * The provider behind every stack, as a process: users and sessions in Clerk's shape. It writes prepared bytes to plain sockets, so that
 * what is measured is the stack in front of it. Argument: milliseconds until it answers.
 */
import { createServer } from 'node:net';
import { userCount, userId } from './questions.ts';

const latencyMs = Number(process.argv[2] ?? 0);
const sessionsPerUser = 10;
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

function sessionOf(user: number, index: number): object {
  const suffix = `${userId(user).slice(5)}${String(index).padStart(2, '0')}A7xKq3ZpLmW9`;
  const lastActiveAt = since - index * 3_600_000 - user * 1000;
  return {
    object: 'session',
    id: `sess_2x${suffix}`,
    client_id: `client_2x${suffix}`,
    user_id: userId(user),
    status: index < 8 ? 'active' : 'ended',
    last_active_organization_id: null,
    last_active_at: lastActiveAt,
    latest_activity: {
      object: 'session_activity',
      id: `sess_activity_2x${suffix}`,
      ...devices[index % devices.length],
      ip_address: `203.0.113.${(user + index) % 250}`,
      ...cities[index % cities.length],
    },
    expire_at: since + 7 * 86_400_000,
    abandon_at: since + 30 * 86_400_000,
    created_at: lastActiveAt - 86_400_000,
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

function answer(json: string): Buffer {
  return Buffer.from(
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(json)}\r\n\r\n${json}`,
  );
}

const numbers = Array.from({ length: userCount }, (_, user) => user);
const sessionAnswers = new Map(
  numbers.map((user) => {
    const data = Array.from({ length: sessionsPerUser }, (_, index) => sessionOf(user, index));
    return [userId(user), answer(JSON.stringify({ data, total_count: data.length }))];
  }),
);
const users = new Map(numbers.map((user) => [userId(user), JSON.stringify(userOf(user))]));

let calls = 0;

function answerTo(target: string): Buffer {
  const [path, query = ''] = target.split('?');
  if (path === '/calls') return answer(JSON.stringify(calls));
  calls += 1;
  if (path === '/v1/sessions') {
    const known = sessionAnswers.get(/(?:^|&)user_id=(\w+)/.exec(query)?.[1] ?? '');
    return known ?? answer('{"data":[],"total_count":0}');
  }
  const ids = [...query.matchAll(/user_id=(\w+)/g)].map(([, id]) => id ?? '');
  return answer(`[${ids.flatMap((id) => users.get(id) ?? []).join(',')}]`);
}

const server = createServer({ noDelay: true }, (socket) => {
  let unread = '';
  socket.on('data', (chunk) => {
    unread += chunk.toString('latin1');
    for (let end = unread.indexOf('\r\n\r\n'); end !== -1; end = unread.indexOf('\r\n\r\n')) {
      const target = unread.slice(unread.indexOf(' ') + 1, unread.indexOf(' HTTP/'));
      unread = unread.slice(end + 4);
      const bytes = answerTo(target);
      if (latencyMs === 0 || target === '/calls') socket.write(bytes);
      else setTimeout(() => socket.write(bytes), latencyMs);
    }
  });
  // The stack at the other end may just close.
  socket.on('error', () => socket.destroy());
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the upstream has no port');
  process.stdout.write(`listening on http://127.0.0.1:${address.port}\n`);
});
