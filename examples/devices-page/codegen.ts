import { join } from 'node:path';
import type { CodegenConfig } from '@graphql-codegen/cli';

const here = (path: string) => join(import.meta.dirname, path);

/** Types and document ids for what the page asks: `npm run generate` after a change to the schema or to a document. */
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
        // The page carries ids only; the texts are in persisted-documents.json, for the server.
        persistedDocuments: {
          mode: 'replaceDocumentWithHash',
          hashPropertyName: 'documentId',
          hashAlgorithm: 'sha256',
        },
      },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        defaultScalarType: 'unknown',
        scalars: { DateTime: 'string' },
      },
    },
  },
};

export default config;
