import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: 'test/package/install.ts',
    include: ['test/package/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 180_000,
  },
});
