/** What replicas tell each other, by the one channel of the engine. */
import { z } from 'zod';
import type { EngineMessages } from './engine.ts';
import type { Channel, Subscriber } from './store.ts';

/**
 * `missed`: something could not be published. `replicas`: one came or left. `echo`: a replica tries whether it hears itself.
 */
const signals = ['missed', 'replicas', 'echo'] as const;
const channels = ['changed', 'revoked', 'retryAfter'] as const satisfies readonly Channel[];

const envelopeText = z.object({
  from: z.string(),
  about: z.enum([...channels, ...signals]),
  message: z.string(),
});
type About = z.output<typeof envelopeText>['about'];

/** PostgreSQL takes less than 8,000. */
const maxBytes = 7000;

export interface Messages {
  /** Rejects where the engine does. A message that is too long is told as `missed`. */
  send(about: About, message?: string): Promise<void>;
  subscribe(channel: Channel, subscriber: Subscriber): void;
  /** Every subscriber has missed something. */
  tellMissed(): void;
  /** Resolves when the first attempt to listen has ended. */
  listen(): Promise<void>;
  /**
   * Tries whether this replica hears itself. Where it did not hear the echo before, it connects anew.
   * @param couldBeHeard false where the database was away meanwhile, so that the echo before says nothing.
   */
  echo(couldBeHeard: boolean): Promise<void>;
}

/**
 * @param events.onReplicas called when a replica came or left.
 * @param events.onDeaf called when messages begin not to arrive.
 */
export function createMessages(
  engine: EngineMessages,
  replicaId: string,
  events: { readonly onReplicas: () => void; readonly onDeaf: () => void },
): Messages {
  const subscribers: { readonly channel: Channel; readonly subscriber: Subscriber }[] = [];
  let awaitsEcho = false;
  let isDeaf = false;

  const tellMissed = () => {
    for (const { subscriber } of subscribers) subscriber.missed();
  };

  function heard(payload: string): void {
    const envelope = read(payload);
    if (envelope === null) return;
    const { from, about, message } = envelope;
    if (from === replicaId) {
      if (about === 'echo') awaitsEcho = isDeaf = false;
    } else if (about === 'missed') {
      tellMissed();
    } else if (about === 'replicas') {
      events.onReplicas();
    } else {
      for (const { channel, subscriber } of subscribers) if (channel === about) tell(subscriber, message);
    }
  }

  async function send(about: About, message = ''): Promise<void> {
    const payload = JSON.stringify({ from: replicaId, about, message });
    if (Buffer.byteLength(payload) > maxBytes) return send('missed');
    await engine.send(payload);
  }

  return {
    send,
    subscribe: (channel, subscriber) => void subscribers.push({ channel, subscriber }),
    tellMissed,
    listen: () =>
      engine.listen({
        heard,
        connected() {
          awaitsEcho = false;
          tellMissed();
        },
      }),
    async echo(couldBeHeard) {
      if (awaitsEcho && couldBeHeard) {
        if (!isDeaf) events.onDeaf();
        isDeaf = true;
        engine.reconnect();
      }
      awaitsEcho = true;
      await send('echo');
    },
  };
}

/** What a subscriber cannot read, such as a later release's, it has missed. */
function tell(subscriber: Subscriber, message: string): void {
  try {
    subscriber.heard(message);
  } catch {
    subscriber.missed();
  }
}

/** Null where something else writes into the channel, such as a later release. */
function read(payload: string): z.output<typeof envelopeText> | null {
  try {
    return envelopeText.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null;
  }
}
