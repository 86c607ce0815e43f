import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

export default defineConfig({
  ...base,
  test: {
    include: ['test/packed-devices/*.test.ts'],
    testTimeout: 60_000,
    // Packs, installs, builds, and on a bare machine installs a browser.
    hookTimeout: 300_000,
  },
});
