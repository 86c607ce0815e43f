import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types for the demo's queries and those of the tests: `npm run generate` after a change to the schema or to a query. */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: [
    'src/demo/queries/*.graphql',
    'test/**/*.ts',
    '!test/generated/**',
    '!test/gateways/**',
    '!test/clients/**',
    '!test/caches/**',
    '!test/packed-devices/**',
  ],
  ignoreNoDocuments: true,
  importExtension: '.ts',
  emitLegacyCommonJSImports: false,
  generates: {
    'test/generated/': {
      preset: 'client',
      presetConfig: {
        fragmentMasking: false,
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
