import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

export default defineConfig({
  ...base,
  // The clients ship source maps without the sources.
  logLevel: 'error',
  test: { include: ['test/caches/*.test.ts'], testTimeout: 20_000, hookTimeout: 60_000 },
});
