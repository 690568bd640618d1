import { defineConfig } from 'vitest/config'

/**
 * Two projects: `unit` is everything that needs no window, `e2e` drives the built page in a
 * browser, alone and one file at a time, because it measures delays.
 */
export default defineConfig({
  test: {
    testTimeout: 30_000,
    // A folder that goes has its runs replayed first, which takes as long as they are.
    hookTimeout: 60_000,
    // No library of this user: a test that names no home for its runs fails.
    env: { FAULTLINE_HOME: '/dev/null/library' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/set-up.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
