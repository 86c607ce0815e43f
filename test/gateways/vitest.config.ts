import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

export default defineConfig({
  ...base,
  test: {
    include: ['test/gateways/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Apollo's gateway would tell its maker of itself, and ask clouds for what they know of this computer.
    env: { APOLLO_TELEMETRY_DISABLED: 'true' },
  },
});
