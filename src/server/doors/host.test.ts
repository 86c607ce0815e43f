import { request } from 'node:http';
import { expect, test } from 'vitest';
import { startTinyServer } from '../../../test/tiny-server.ts';
import { isHostAllowed, isHostReadable, isLoopback } from './host.ts';

test.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('%s is reached from this computer only', (host) => {
  expect(isLoopback(host)).toBe(true);
});

test.each(['0.0.0.0', '::', '192.168.1.2', '128.0.0.1', 'localhost.evil.example', 'example.com', ''])(
  '%s may be reached from elsewhere',
  (host) => {
    expect(isLoopback(host)).toBe(false);
  },
);

test.each(['localhost:4000', '127.0.0.1:4000', '[::1]:4000', 'localhost', 'sessions.example.com'])(
  'the host %s is answered',
  (header) => {
    expect(isHostAllowed(header, 'sessions.example.com')).toBe(true);
  },
);

test.each(['evil.example:4000', '127.0.0.1.evil.example', 'sessions.example.com:81', '', 'a b', undefined])(
  'the host %s is not answered',
  (header) => {
    expect(isHostAllowed(header, 'sessions.example.com')).toBe(false);
  },
);

test.each([undefined, '', 'localhost', 'sessions.example.com:443', '[::1]:4000'])(
  'the host %s can be read',
  (header) => {
    expect(isHostReadable(header)).toBe(true);
  },
);

test.each(['a b', 'localhost:99999', '[::1', '%', '#', 'a/b', 'user@a', 'a\\b', 'a?b'])(
  'the host %s cannot be read',
  (header) => {
    expect(isHostReadable(header)).toBe(false);
  },
);

test('a page whose name was pointed at this computer gets no answer', async () => {
  const server = await startTinyServer({ onlyLocalHosts: { publicHost: null } });
  const status = await new Promise((resolve, reject) => {
    request(`${server.url}?query={hello}`, { headers: { host: 'evil.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(421);
  expect((await server.ask('{ hello }')).status).toBe(200);
  await server.close(0);
});
