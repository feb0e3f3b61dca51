import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: [
      'src/**/*.test.{ts,tsx}',
      'mocks/**/*.test.ts',
      'test/**/*.test.ts',
      'scripts/**/*.test.{ts,mjs}',
    ],
    setupFiles: ['test/seed.ts'],
    exclude: [...configDefaults.exclude, 'e2e/**'],
    // A run that finds no tests, and a forgotten `.only`, look like success and are not.
    passWithNoTests: false,
    allowOnly: false,
    // A property over thousands of worlds takes seconds here, and longer beside another step.
    testTimeout: 120_000,
    // No test leaves anything behind in a module that another would see; files share what they import.
    isolate: false,
    // One worker for each of two cores: by itself Vitest leaves one to the main thread, which waits.
    maxWorkers: 2,
    restoreMocks: true,
    unstubGlobals: true,
  },
});
