/** Reads the command line and does what it says. What a command needs is loaded when it is known. */
import packageJson from '../../package.json' with { type: 'json' };
import { ConfigError, isConfigNamed } from '../config/config.ts';
import { type Command, readArguments, usage, UsageError } from './arguments.ts';

// From sysexits.h, so that a supervisor can tell a mistake that a restart will not mend.
const exitUsage = 64;
const exitConfig = 78;

async function execute(command: Command): Promise<void> {
  switch (command.name) {
    case 'help':
      return void process.stdout.write(usage);
    case 'version':
      return void process.stdout.write(`${packageJson.version}\n`);
    case 'serve':
      return (await import('./serve.ts')).serve(command);
    case 'demo':
      return (await import('./demo.ts')).demo(command);
    case 'check':
      if (!(await (await import('./check/check.ts')).check(command))) process.exitCode = 1;
      return;
    case 'schema':
      return (await import('./schema.ts')).schema(command);
    case 'key':
      return (await import('./key.ts')).key(command);
  }
}

function fail(error: unknown): void {
  if (error instanceof UsageError) {
    process.stderr.write(`sessiongraph: ${error.message}; see --help\n`);
    process.exitCode = exitUsage;
  } else if (error instanceof ConfigError) {
    process.stderr.write(error.message.replaceAll(/^/gm, 'sessiongraph: ') + '\n');
    process.exitCode = exitConfig;
  } else {
    throw error;
  }
}

/** @param commandLine without the program's own name. Sets the process's exit code. */
export async function run(commandLine: readonly string[]): Promise<void> {
  try {
    const hasNamedConfig = isConfigNamed({ directory: process.cwd() });
    await execute(readArguments(commandLine, hasNamedConfig));
  } catch (error) {
    fail(error);
  }
}
