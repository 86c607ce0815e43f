// Builds what the package and the image hold, into `dist`: the sources as a few files, the types of what can be imported, and the files that
// are read while it runs. `node tools/build.js`; `npm pack` does it first.
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { collectLicences } from './licences.js';
import { pruneTypes } from './prune-types.js';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const entries = ['index', 'schema', 'emulators'];

// The sources load graphql-scalars when they need it, since all of it takes a tenth of the start; the bundle takes the one scalar.
const oneScalar = {
  name: 'one-scalar',
  transform: {
    filter: { id: /src\/graph\/date-time\.ts$/ },
    handler(code) {
      const lazy = "return require('graphql-scalars');";
      if (!code.includes(lazy)) this.error('date-time.ts loads graphql-scalars in another way now');
      return `import { GraphQLDateTimeISO } from 'graphql-scalars';\n${code.replace(lazy, 'return { GraphQLDateTimeISO };')}`;
    },
  },
};

// Of undici only the pool of connections is used; `fetch`, web sockets and caches would be most of what the program reads when it starts.
const oneClient = {
  name: 'one-client',
  resolveId: {
    filter: { id: /^undici$/ },
    handler: () => join(root, 'tools/undici-agent.js'),
  },
};

// Of prom-client only the metrics and their registry; what it measures by itself, and by processes of a cluster, loads modules of Node.
const onlyMetrics = {
  name: 'only-metrics',
  resolveId: {
    filter: { id: /^prom-client$/ },
    handler: () => join(root, 'tools/prom-client-metrics.js'),
  },
};

// The program reads each package that it shares with those who embed it from one file of its own: graphql as it is installed is a hundred files,
// which take a seventh of the start. `tools/own-copies.js` finds them.
const ownCopies = {
  name: 'own-copies',
  transform: {
    filter: { id: /src\/main\.ts$/ },
    handler: (code) => `import ${JSON.stringify(join(root, 'tools/own-copies.js'))};\n${code}`,
  },
};
const copies = await rolldown({
  cwd: root,
  platform: 'node',
  input: { graphql: 'graphql/index.mjs', opentelemetry: '@opentelemetry/api' },
});

// Node keeps the text of what it runs in memory.
const written = { dir: dist, comments: false };

rmSync(dist, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: root,
  platform: 'node',
  input: {
    main: 'src/main.ts',
    ...Object.fromEntries(entries.map((entry) => [entry, `src/embed/${entry}.ts`])),
  },
  external: [...Object.keys(dependencies), 'pg-native'],
  plugins: [oneScalar, oneClient, onlyMetrics, ownCopies],
});
// Chunks are one folder down: so the devices page is as far from them as from the sources.
const { output } = await bundle.write({ ...written, chunkFileNames: 'chunks/[name]-[hash].js' });
const { output: copied } = await copies.write(written);
cpSync(join(root, 'src/demo/queries'), join(dist, 'chunks/queries'), { recursive: true });
cpSync(join(root, 'src/server/doors/pages/graphiql-boot.js'), join(dist, 'chunks/graphiql-boot.js'));
writeFileSync(join(dist, 'LICENSES.txt'), collectLicences(root, [...output, ...copied]));

const compiler = join(root, 'node_modules/typescript/bin/tsc');
execFileSync(process.execPath, [compiler, '-p', 'tools/types.tsconfig.json'], {
  cwd: root,
  stdio: 'inherit',
});
pruneTypes(
  join(dist, 'types'),
  entries.map((entry) => `embed/${entry}.d.ts`),
  ['graphql'],
);
