/** The process: reads the command line and does what it says. What a command needs is loaded when it is known. */
import packageJson from '../package.json' with { type: 'json' };
import { type Command, readArguments, usage, UsageError } from './command/arguments.ts';
import { ConfigError, namedConfigFile } from './config.ts';

// From sysexits.h, so that a supervisor can tell a mistake that a restart will not mend.
const exitUsage = 64;
const exitConfig = 78;

async function run(command: Command): Promise<void> {
  switch (command.name) {
    case 'help':
      return void process.stdout.write(usage);
    case 'version':
      return void process.stdout.write(`${packageJson.version}\n`);
    case 'serve':
      return (await import('./command/serve.ts')).serve(command);
    case 'demo':
      return (await import('./command/demo.ts')).demo(command);
    case 'check':
      if (!(await (await import('./command/check.ts')).check(command))) process.exitCode = 1;
      return;
    case 'schema':
      return (await import('./command/schema.ts')).schema(command);
    case 'key':
      return (await import('./command/key.ts')).key(command);
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

// Or graphql looks twice at every value that it completes, which takes a sixth of the time of a request.
process.env['NODE_ENV'] ??= 'production';

try {
  const hasNamedConfig = namedConfigFile({ directory: process.cwd() }) !== null;
  await run(readArguments(process.argv.slice(2), hasNamedConfig));
} catch (error) {
  fail(error);
}
