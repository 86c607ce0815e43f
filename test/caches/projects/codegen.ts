import type { CodegenConfig } from '@graphql-codegen/cli';
import { addTypenameSelectionDocumentTransform } from '@graphql-codegen/client-preset';

const config: CodegenConfig = {
  schema: 'http://127.0.0.1:4000/graphql',
  documents: '*.ts',
  importExtension: '.ts',
  emitLegacyCommonJSImports: false,
  generates: {
    './gql/': {
      preset: 'client',
      // Caches need `__typename`, and a server with trusted documents answers what it keeps, not what a client adds.
      documentTransforms: [addTypenameSelectionDocumentTransform],
      presetConfig: {
        fragmentMasking: false,
        persistedDocuments: { mode: 'embedHashInDocument', hashAlgorithm: 'sha256' },
      },
      config: { scalars: { DateTime: 'string' }, enumsAsTypes: true, useTypeImports: true },
    },
  },
};
export default config;
