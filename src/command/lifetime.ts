/** The end of a serving process: on a signal in good order, on a second one at once. */
import type { Log } from '../server/watch/log.ts';
import type { RunningServer } from '../server/server.ts';

/** How long requests under way may take to finish, in milliseconds; orchestrators commonly kill after 30 s. */
const graceMs = 10_000;

/** Faults that nobody handled. Call before anything is opened. */
export function watchFaults(log: Log): void {
  // One forgotten promise must not end everybody's requests.
  process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'unhandled rejection'));
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught exception');
    process.exit(1);
  });
}

/** Says where the server listens, and ends the process when it is told to. @param closeRest closes what the server used. */
export function serveUntilSignal(
  server: RunningServer,
  log: Log,
  closeRest: () => Promise<void> = async () => {},
): void {
  let closing = false;
  const end = (signal: 'SIGINT' | 'SIGTERM') => {
    if (closing) process.exit(signal === 'SIGINT' ? 130 : 143);
    closing = true;
    log.info({ signal }, 'closing');
    server
      .close(graceMs)
      .then(closeRest)
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'did not close in good order');
          process.exit(1);
        },
      );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  // Whoever reads this may send a signal at once.
  process.stdout.write(`sessiongraph listening on ${server.url}\n`);
}

/** Whether a server could not start because something else listens there. */
export function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
