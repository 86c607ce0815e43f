import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

export default defineConfig({
  ...base,
  test: { include: ['test/tracing/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 },
});
