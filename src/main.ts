/** The process. Only what must be there before everything else is loaded; the rest is in `command/run.ts`. */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Compiled sources are kept for the next start, which takes a fifth less CPU for it. In a folder of this installation: that of Node's choice
// is shared with every user of the machine. Where it cannot be written nothing is kept.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/sessiongraph', import.meta.url)));

// Or graphql looks twice at every value that it completes, which takes a sixth of the time of a request.
process.env['NODE_ENV'] ??= 'production';

const { run } = await import('./command/run.ts');
await run(process.argv.slice(2));
