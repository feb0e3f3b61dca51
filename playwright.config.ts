import { defineConfig, devices } from '@playwright/test';
import { testBrowser } from './scripts/browser.mjs';
import { freePort, loopback } from './scripts/port.mjs';

// Every worker process reads this file again: the first reading settles the port and hands it down in
// the environment, so that all of them name the same one.
process.env['LAB_TEST_PORT'] ??= String(await freePort());
const port = Number(process.env['LAB_TEST_PORT']);
const origin = `http://${loopback}:${port}`;

// The first reading also inflates the packaged browser; later ones find it.
const browser = await testBrowser();

const inheritedEnvironment = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  ),
);

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  // What takes long and is another form of what the others hold: `LONG=1 npm run test:browser`.
  ...(process.env['LONG'] ? {} : { grepInvert: /@long/ }),
  // A test that passes at the second try is a test that fails.
  retries: 0,
  forbidOnly: true,
  // Wide enough for a machine that has other things to do.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL: origin,
    // Recording costs a third of the time of all tests; `--trace on` for the one that is looked into.
    trace: 'off',
    serviceWorkers: 'allow',
    launchOptions: {
      executablePath: browser.executablePath,
      env: { ...inheritedEnvironment, ...browser.env },
      // Ours alone: the package's own list switches web security and site isolation off. The rest
      // keeps Chromium from looking for its maker's servers, which no test may depend on.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    {
      name: 'desktop',
      testIgnore: '**/*.phone.spec.ts',
      use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 800 } },
    },
    {
      // What a narrow touch screen changes, and only that: files called *.phone.spec.ts.
      name: 'phone',
      testMatch: '**/*.phone.spec.ts',
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 390, height: 844 },
        hasTouch: true,
        isMobile: true,
      },
    },
  ],
  webServer: {
    // The production build, which must be there already: `npm run build`.
    command: `node node_modules/vite/bin/vite.js preview --port ${port} --strictPort`,
    url: origin,
    reuseExistingServer: false,
    stdout: 'ignore',
    stderr: 'pipe',
  },
});
