import { join } from 'node:path';
import type { CodegenConfig } from '@graphql-codegen/cli';

const here = (path: string) => join(import.meta.dirname, path);

/** Types and document ids for what the component asks: `npm run generate` after a change to the schema or to a document. */
const config: CodegenConfig = {
  schema: here('../../schema.graphql'),
  documents: here('src/graphql/*.graphql'),
  importExtension: '.ts',
  emitLegacyCommonJSImports: false,
  generates: {
    [`${here('src/graphql/generated')}/`]: {
      preset: 'client',
      presetConfig: {
        fragmentMasking: false,
        // Texts for servers that answer any document, ids for those that only answer the ones in persisted-documents.json.
        persistedDocuments: { mode: 'embedHashInDocument', hashAlgorithm: 'sha256' },
      },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        enumsAsTypes: true,
        defaultScalarType: 'unknown',
        scalars: { DateTime: 'string' },
      },
    },
  },
};

export default config;
