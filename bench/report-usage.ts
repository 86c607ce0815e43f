/** Loaded into every server that is measured: tells the process that started it what it uses. */
export interface Usage {
  /** Since the process began, in milliseconds. */
  readonly cpuMs: number;
  readonly rssMb: number;
}

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  const usage: Usage = { cpuMs: (user + system) / 1000, rssMb: process.memoryUsage.rss() / 1e6 };
  process.send?.(usage);
});
// A server ends when it has nothing more to do, whoever still could ask.
process.channel?.unref();
