import { expect, test } from 'vitest';
import type { EngineListener } from './engine.ts';
import { createMessages } from './messages.ts';

/** @param isHeard whether what is sent comes back, as from PostgreSQL by a connection that listens. */
async function open({ isHeard }: { isHeard: boolean }) {
  const connection = { isHeard, reconnects: 0, listener: null as EngineListener | null };
  const said: string[] = [];
  const messages = createMessages(
    {
      async send(payload) {
        if (connection.isHeard) connection.listener?.heard(payload);
      },
      async listen(listener) {
        connection.listener = listener;
        listener.connected();
      },
      reconnect() {
        connection.reconnects += 1;
        connection.listener?.connected();
      },
    },
    'us',
    { onReplicas: () => said.push('replicas'), onDeaf: () => said.push('deaf') },
  );
  await messages.listen();
  return { connection, messages, said };
}

test('a replica that does not hear itself connects anew, and says so once', async () => {
  const { connection, messages, said } = await open({ isHeard: false });
  const missed: string[] = [];
  messages.subscribe('changed', { heard() {}, missed: () => missed.push('missed') });
  for (let times = 0; times < 6; times += 1) await messages.echo(true);
  expect(connection.reconnects).toBe(5);
  expect(missed).toHaveLength(5);
  expect(said).toEqual(['deaf']);
  connection.isHeard = true;
  await messages.echo(true);
  connection.isHeard = false;
  for (let times = 0; times < 2; times += 1) await messages.echo(true);
  expect(said).toEqual(['deaf', 'deaf']);
});

test('an echo that was lost with the database says nothing', async () => {
  const { connection, messages, said } = await open({ isHeard: false });
  await messages.echo(true);
  connection.isHeard = true;
  await messages.echo(false);
  await messages.echo(true);
  expect(connection.reconnects).toBe(0);
  expect(said).toEqual([]);
});

test('what is none of our messages is passed over', async () => {
  const { connection, messages, said } = await open({ isHeard: true });
  const heard: string[] = [];
  messages.subscribe('changed', {
    heard: (message) => heard.push(message),
    missed: () => heard.push('missed'),
  });
  const envelope = { from: 'them', about: 'changed', message: 'chat' };
  for (const payload of [
    'no JSON',
    '{}',
    JSON.stringify({ ...envelope, about: 'something of a later release' }),
    JSON.stringify(envelope),
  ]) {
    connection.listener?.heard(payload);
  }
  expect(heard).toEqual(['chat']);
  expect(said).toEqual([]);
});

test('a message that a subscriber cannot read is one that it missed', async () => {
  const { connection, messages } = await open({ isHeard: true });
  let missed = 0;
  const heard = (message: string) => void JSON.parse(message);
  messages.subscribe('changed', { heard, missed: () => (missed += 1) });
  connection.listener?.heard(JSON.stringify({ from: 'them', about: 'changed', message: 'no JSON' }));
  expect(missed).toBe(1);
});
