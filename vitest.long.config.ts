import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // The statistical tests run here too, for the figures that they leave.
    include: ['tests/**/*.long.test.ts', 'tests/statistical/*.test.ts'],
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 1_800_000,
    hookTimeout: 1_800_000,
  },
});
