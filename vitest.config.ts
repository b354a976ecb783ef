import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['**/*.long.test.ts', 'node_modules/**'],
    pool: 'threads',
    maxWorkers: 2,
    // Statistical tests take most of a minute on a quiet machine; a busy one is no failure.
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
