import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { startTinyServer } from '../../../test/tiny-server.ts';

/** The address that a request is taken to come from. */
async function addressSeen(trustedProxies: number, header: string): Promise<string | null> {
  const seen: (string | null)[] = [];
  const server = await startTinyServer({
    trustedProxies,
    contextFor(_signal, { address }) {
      seen.push(address);
      return {};
    },
  });
  onTestFinished(() => server.close(0));
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.write(
    `GET /graphql?query={hello} HTTP/1.1\r\nhost: localhost\r\nx-graphql-csrf: 1\r\n${header}connection: close\r\n\r\n`,
  );
  await text(socket);
  expect(seen).toHaveLength(1);
  return seen[0] ?? null;
}

test.each([
  ['without proxies nobody is believed', 0, 'x-forwarded-for: 1.2.3.4\r\n', '127.0.0.1'],
  ['a proxy tells who asked it', 1, 'x-forwarded-for: 1.2.3.4\r\n', '1.2.3.4'],
  [
    'what the client wrote there before it does not count',
    1,
    'x-forwarded-for: 6.6.6.6, 1.2.3.4\r\n',
    '1.2.3.4',
  ],
  ['nor in a header of its own', 1, 'x-forwarded-for: 6.6.6.6\r\nx-forwarded-for: 1.2.3.4\r\n', '1.2.3.4'],
  [
    'of two proxies the outer one tells',
    2,
    'x-forwarded-for: 6.6.6.6, 2001:db8::1, 10.0.0.1\r\n',
    '2001:db8::1',
  ],
  [
    'a request that came around the proxies has its own address',
    2,
    'x-forwarded-for: 1.2.3.4\r\n',
    '127.0.0.1',
  ],
  ['as has one without the header', 1, '', '127.0.0.1'],
  ['and one with another word in it', 1, 'x-forwarded-for: unknown\r\n', '127.0.0.1'],
  ['a port is no part of it', 1, 'x-forwarded-for: 1.2.3.4:5678\r\n', '1.2.3.4'],
  ['nor are the brackets before one', 1, 'x-forwarded-for: [2001:db8::1]:5678\r\n', '2001:db8::1'],
  ['an IPv4 address is written in one way', 1, 'x-forwarded-for: ::ffff:1.2.3.4\r\n', '1.2.3.4'],
])('%s', async (_what, trustedProxies, header, address) => {
  expect(await addressSeen(trustedProxies, header)).toBe(address);
});

test('nobody asks from nowhere, by resetting the connection right behind the request', async () => {
  const seen: unknown[] = [];
  const server = await startTinyServer({
    contextFor(_signal, { address }) {
      seen.push(address);
      return {};
    },
  });
  onTestFinished(() => server.close(0));
  for (let times = 0; times < 10; times += 1) {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    const request = 'GET /graphql?query={hello} HTTP/1.1\r\nhost: localhost\r\nx-graphql-csrf: 1\r\n\r\n';
    socket.write(request, () => socket.resetAndDestroy());
    await once(socket, 'close');
  }
  await (await server.ask('{ hello }')).text();
  expect(new Set(seen)).toEqual(new Set(['127.0.0.1']));
});
