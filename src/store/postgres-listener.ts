import { Client, type ClientConfig } from 'pg';
import type { EngineListener } from './engine.ts';

const retryMs = 1000;

/** Listens to messages with a connection of its own, which is made again when it breaks. */
export function createListener(config: ClientConfig) {
  const channel = 'sessiongraph';
  let listener: EngineListener | null = null;
  let client: Client | null = null;
  let retry: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const connecting = new Client(config);
    client = connecting;
    // After an error the connection ends, too; a first attempt that fails only says so by rejecting.
    connecting.on('error', () => again(connecting));
    connecting.on('end', () => again(connecting));
    connecting.on('notification', ({ payload = '' }) => listener?.heard(payload));
    try {
      await connecting.connect();
      await connecting.query(`listen ${channel}`);
      if (client === connecting) listener?.connected();
    } catch {
      again(connecting);
    }
  }

  function again(broken: Client): void {
    if (client !== broken) return;
    client = null;
    void broken.end().catch(() => {});
    retry = setTimeout(() => void connect(), retryMs).unref();
  }

  return {
    channel,
    async listen(given: EngineListener) {
      listener = given;
      await connect();
    },
    reconnect() {
      if (client !== null) again(client);
    },
    async close() {
      clearTimeout(retry);
      const closing = client;
      client = null;
      await closing?.end();
    },
  };
}
