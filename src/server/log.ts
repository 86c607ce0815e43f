import { type DestinationStream, destination, type Logger, pino } from 'pino';

export type Log = Logger;

/** The process's log: JSON lines, by default on standard error, written at once so that nothing is lost when the process ends. */
export function createLog(stream: DestinationStream = destination({ fd: 2, sync: true })): Log {
  return pino({ base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` }, stream);
}
