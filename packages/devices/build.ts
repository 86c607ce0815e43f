/** Builds what is packed: the React component, the element with everything in it, the styles, the types, and the manifest of documents. */
import { execFileSync } from 'node:child_process';
import { copyFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import { cssTarget, preactForReact } from './vite.config.ts';

const here = (path: string) => join(import.meta.dirname, path);
const dist = here('dist');

const base: InlineConfig = { configFile: false, root: import.meta.dirname, logLevel: 'warn' };
const output: InlineConfig['build'] = { outDir: dist, emptyOutDir: false, target: 'es2023', cssTarget };

const react: InlineConfig = {
  ...base,
  build: {
    ...output,
    minify: false,
    lib: { entry: here('src/index.ts'), formats: ['es'], fileName: () => 'react.js' },
    rolldownOptions: { external: [/^react($|\/)/] },
  },
};

const element: InlineConfig = {
  ...base,
  resolve: { alias: preactForReact },
  build: {
    ...output,
    // Of what is in the bundle, as those licences ask.
    license: { fileName: 'element.licenses.md' },
    lib: { entry: here('src/element.tsx'), formats: ['es'], fileName: () => 'element.js' },
  },
};

const styles: InlineConfig = {
  ...base,
  build: {
    ...output,
    rolldownOptions: { input: here('src/styles/styles.css'), output: { assetFileNames: 'styles.css' } },
  },
};

for (const file of ['react.js', 'element.js', 'styles.css', 'types']) {
  await rm(join(dist, file), { recursive: true, force: true });
}
for (const config of [react, element, styles]) await build(config);
const tsc = join(createRequire(import.meta.url).resolve('typescript/package.json'), '../bin/tsc');
execFileSync(process.execPath, [tsc, '-p', here('tsconfig.package.json')], { stdio: 'inherit' });
await copyFile(
  here('src/graphql/generated/persisted-documents.json'),
  join(dist, 'persisted-documents.json'),
);
