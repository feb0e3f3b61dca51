// npm run bench -- pages BEFORE AFTER: two builds (folders as vite makes them) in turns, in one browser: how
// long a first visit takes to its first row, and a click on Next page to the next rows. Medians.

import { resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { testBrowser } from './browser.mjs';

const rounds = 15;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function serve(outDir) {
  const server = await preview({
    logLevel: 'error',
    build: { outDir: resolve(outDir) },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const { port } = server.httpServer.address();
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** Both times of one visit by someone who was never there. */
async function visit(browser, origin) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const start = performance.now();
  await page.goto(`${origin}/ems/endpoints`);
  const rows = page.getByRole('table').getByRole('row');
  await rows.nth(1).getByRole('cell').first().waitFor();
  const firstRowMs = performance.now() - start;
  // The demo's endpoints are one page: the next page is that of the large world.
  await page.evaluate(() =>
    fetch('/lab/api/scenario', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id: 'large' }),
    }),
  );
  await page.reload();
  await page.getByRole('button', { name: 'Next page' }).waitFor();
  await page.waitForLoadState('networkidle');
  // Measured in the page: from the click to the frame in which another endpoint stands first.
  const nextPageMs = await page.evaluate(async () => {
    const first = () => document.querySelector('tbody tr [role="cell"], tbody tr td')?.textContent;
    const wait = (before) =>
      new Promise((done) => {
        const look = () => (first() === before ? requestAnimationFrame(look) : done());
        look();
      });
    const times = [];
    for (let i = 0; i < 5; i++) {
      const before = first();
      const clicked = performance.now();
      document.querySelector('button[aria-label="Next page"]').click();
      await wait(before);
      times.push(performance.now() - clicked);
      // As someone who looks at a page before turning to the next.
      await new Promise((done) => setTimeout(done, 300));
    }
    return times.toSorted((a, b) => a - b)[2];
  });
  await context.close();
  return { firstRowMs, nextPageMs };
}

export async function measurePages(before, after) {
  const browser = await chromium.launch(await testBrowser());
  const builds = { before: await serve(before), after: await serve(after) };
  const times = { before: [], after: [] };
  for (let i = 0; i < rounds + 2; i++)
    for (const name of i % 2 === 0 ? ['before', 'after'] : ['after', 'before']) {
      const one = await visit(browser, builds[name].origin);
      // The first two warm the machine.
      if (i > 1) times[name].push(one);
    }
  await browser.close();
  await Promise.all([builds.before.close(), builds.after.close()]);
  return Object.fromEntries(
    Object.entries(times).map(([name, all]) => [
      name,
      {
        firstRowMs: Math.round(median(all.map((one) => one.firstRowMs))),
        nextPageMs: Math.round(median(all.map((one) => one.nextPageMs)) * 10) / 10,
      },
    ]),
  );
}
