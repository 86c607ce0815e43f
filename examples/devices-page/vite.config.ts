import { readFile } from 'node:fs/promises';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Puts the manifest beside the page, for the server that is to know the page's documents. */
function persistedDocuments(): Plugin {
  const manifest = new URL('src/graphql/generated/persisted-documents.json', import.meta.url);
  return {
    name: 'persisted-documents',
    async generateBundle() {
      const source = await readFile(manifest, 'utf8');
      this.emitFile({ type: 'asset', fileName: 'persisted-documents.json', source });
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  // Relative, so that the page works behind a path prefix.
  base: './',
  plugins: [react(), persistedDocuments()],
  build: {
    target: 'es2024',
    // The page's policy lets in no `data:` fonts or scripts, and files are kept by the browser anyway.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/graphql': 'http://127.0.0.1:4000' } },
});
