import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  // graphql must be one copy: vite would take its `module` build for our sources and Node its CommonJS build for the libraries.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['src/**/*.test.ts', 'packages/*/src/**/*.test.ts', 'test/**/*.test.ts'],
    // They have packages of their own: see `npm run test:gateways` and `npm run test:clients`.
    exclude: [
      ...configDefaults.exclude,
      'test/gateways/**',
      'test/clients/**',
      'test/caches/**',
      'test/replicas/**',
      'test/tracing/**',
      'test/package/**',
      'test/packed-devices/**',
      'test/deploy/**',
    ],
    // One for each core, where Vitest would leave one idle: much of the time is waiting.
    maxWorkers: '100%',
    // Whole servers are started and asked, on machines that are busy with other things: only what hangs takes so long.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
