/** The end of a serving process: on a signal in good order, on a second one at once. */
import type { Config } from '../config/config.ts';
import type { Log } from '../server/watch/log.ts';
import type { RunningServer } from '../server/server.ts';

type Signal = 'SIGINT' | 'SIGTERM';

export interface Lifetime {
  /** Says where the server listens; from now on a signal closes it first. @param closeRest closes what the server used. */
  serve(server: RunningServer, shutdown: Config['shutdown'], closeRest?: () => Promise<void>): void;
}

/**
 * A terminal sends Ctrl-C to all processes in front, systemd SIGTERM to all of a service, and npm passes both on to its child once more.
 * Within so many milliseconds a second signal is the same one.
 */
const sameSignalMs = 300;

/** How often it is seen whether npm's shell is still there. */
const parentCheckMs = 200;

/** Faults that nobody handled. Call before anything is opened. */
export function watchFaults(log: Log): void {
  // One forgotten promise must not end everybody's requests.
  process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'unhandled rejection'));
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught exception');
    process.exit(1);
  });
}

/** Handles signals from here on. As the first process of a container, which Linux spares signals that are not handled, it could not be stopped else. */
export function startLifetime(log: Log): Lifetime {
  let end: (signal: Signal) => void = endAtOnce;
  const onSignal = (signal: Signal) => end(signal);
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    serve(server, { noticeMs, graceMs }, closeRest = async () => {}) {
      const close = (first: Signal) => {
        const firstAt = performance.now();
        end = (signal) => {
          if (signal !== first || performance.now() - firstAt > sameSignalMs) endAtOnce(signal);
        };
        log.info({ signal: first }, 'closing');
        server
          // Who presses Ctrl-C wants their terminal back.
          .close(graceMs, first === 'SIGINT' ? 0 : noticeMs)
          .then(closeRest)
          .then(
            () => process.exit(0),
            (error: unknown) => {
              log.error({ err: error }, 'did not close in good order');
              process.exit(1);
            },
          );
      };
      end = close;
      whenShellEnds(() => {
        if (end === close) close('SIGTERM');
      });
      // Whoever reads this may send a signal at once.
      process.stdout.write(`sessiongraph listening on ${server.url}\n`);
    },
  };
}

/**
 * Under `npm start` a shell stands between npm and this process. SIGTERM to npm ends that shell, which passes nothing on (npm 11, dash): this
 * process would go on with nobody who knows of it.
 */
function whenShellEnds(ended: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const shell = process.ppid;
  const check = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(check);
    ended();
  }, parentCheckMs).unref();
}

function endAtOnce(signal: Signal): never {
  process.exit(signal === 'SIGINT' ? 130 : 143);
}

/** Whether a server could not start because something else listens there. */
export function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
