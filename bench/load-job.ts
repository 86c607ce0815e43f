/** What the load process is told to do, and what it tells of it. */
export interface LoadJob {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of POST requests, asked in turn; null for GET requests. */
  readonly bodies: readonly string[] | null;
  readonly connections: number;
  /** How many requests, or for how many seconds. */
  readonly requests?: number;
  readonly seconds?: number;
  /** Requests begun in a second, whether or not earlier ones are answered; without it, each connection asks again when it is answered. */
  readonly rate?: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly perSecond: number;
  /** Milliseconds from when a request was due until it was answered. */
  readonly p50: number;
  readonly p99: number;
}
