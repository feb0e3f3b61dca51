/** The tests that `npm run mutation` asks of each mutant of `src/engine`: docs/mutation.md. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/engine/**/*.test.ts', 'test/{agreement,examples,tagging}.test.ts'],
    setupFiles: ['test/mutation/setup.ts'],
    env: { FEWER_RUNS: '20' },
    testTimeout: 60_000,
  },
});
