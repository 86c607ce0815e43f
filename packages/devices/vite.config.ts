import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => join(import.meta.dirname, path);

/** Aliases under which the sources, written for React, run on Preact: the same component, at a tenth of the size. */
export const preactForReact = {
  'react/jsx-runtime': 'preact/jsx-runtime',
  'react-dom/client': 'preact/compat/client',
  'react-dom': 'preact/compat',
  react: 'preact/compat',
};

/** Browsers that know `light-dark()`, which must stay as it is: only the page around the component says which scheme it has. */
export const cssTarget = ['chrome123', 'safari17.5', 'firefox120'];

/** Puts the manifest beside the page, for the server that is to know the page's documents. */
function persistedDocuments(): Plugin {
  return {
    name: 'persisted-documents',
    async generateBundle() {
      const source = await readFile(here('src/graphql/generated/persisted-documents.json'), 'utf8');
      this.emitFile({ type: 'asset', fileName: 'persisted-documents.json', source });
    },
  };
}

/** The pages that the server shows: the component with a frame around it. */
export default defineConfig({
  root: here('page'),
  // Relative, so that the page works behind a path prefix.
  base: './',
  plugins: [persistedDocuments()],
  resolve: { alias: preactForReact },
  build: {
    outDir: here('dist/page'),
    rolldownOptions: { input: [here('page/index.html'), here('page/example.html')] },
    emptyOutDir: true,
    target: 'es2023',
    cssTarget,
    // The page's policy lets in no `data:` fonts or scripts, and files are kept by the browser anyway.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: 'licenses.md' },
  },
  server: { proxy: { '/graphql': 'http://127.0.0.1:4000' } },
});
