// npm run bench:ui [-- W2 W3 ztna forward …]: on the production build, what a person spends on the policy map. The job from
// nothing: a ZTNA server, a policy, an allowed connection, in interactions and seconds. Frames while a chip and a
// policy are dragged among 1,000 policies. Then milliseconds from a press on the map to its counts and to a pinned
// pair, in worlds of those sizes (W2 where none is named): of ZTNA policies, and of policies that forward. Last,
// tables of thousands of rows that are pasted.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { pastedTables } from './bench-tables.mjs';
import { testBrowser } from './browser.mjs';
import { nodeToUse, root } from './install.mjs';

const rounds = 15;
const dragTurns = 40;
const device = 'FGT-HQ';
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function openPage(browser, origin) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(180_000);
  await page.goto(`${origin}/lab/policy-map`);
  await page.getByRole('list', { name: 'Policies', exact: true }).waitFor();
  return { page, close: () => context.close() };
}

/** Takes every policy and server off the FortiGate: what is left is nothing to connect to. */
async function emptyFortiGate(page) {
  await page.evaluate(async (name) => {
    const at = `/fortigate/${name}/api/v2/cmdb`;
    const headers = { Authorization: 'Bearer lab', 'Content-Type': 'application/json' };
    const keys = async (table, key, wanted = () => true) =>
      (await (await fetch(`${at}/${table}`, { headers })).json()).results
        .filter(wanted)
        .map((row) => String(row[key]));
    const steps = [];
    for (const [table, key, wanted] of [
      ['firewall/policy', 'policyid'],
      ['firewall/proxy-policy', 'policyid'],
      ['firewall/access-proxy', 'name'],
      ['firewall/vip', 'name', (row) => row.type === 'access-proxy'],
    ])
      for (const mkey of await keys(table, key, wanted))
        steps.push({ method: 'DELETE', path: table, mkey, json: {} });
    const body = JSON.stringify({ words: 'begin from nothing', steps });
    const answer = await fetch(`${at}/transaction`, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(await answer.text());
  }, device);
}

/** The job, by what a person presses and types; each is one interaction. */
async function fromNothing(browser, origin) {
  const { page, close } = await openPage(browser, origin);
  await emptyFortiGate(page);
  await page.goto(`${origin}/lab/policy-map`);
  await page.getByText('No ZTNA server yet').waitFor();
  let interactions = 0;
  const press = async (place) => {
    interactions++;
    await place.click();
  };
  page.setDefaultTimeout(20_000);
  const start = performance.now();
  await press(page.getByRole('button', { name: 'New ZTNA server' }));
  interactions++;
  await page.getByLabel('IP address', { exact: true }).fill('10.0.3.10');
  await press(page.getByRole('button', { name: 'OK', exact: true }));
  await press(page.getByRole('button', { name: 'New policy' }));
  await page.getByText(/^lets \d+ in$/).waitFor();
  await press(page.getByRole('button', { name: /^Actions of policy/ }));
  await press(page.getByRole('menuitem', { name: 'Try a session' }));
  await press(page.getByRole('button', { name: 'Connect', exact: true }));
  await page.getByText('Allowed', { exact: true }).waitFor();
  const seconds = (performance.now() - start) / 1000;
  await close();
  return { interactions, seconds: Math.round(seconds * 10) / 10 };
}

async function openWorld(page, origin, file) {
  await page.goto(`${origin}/lab/worlds?new=1`);
  const panel = page.getByRole('dialog', { name: /New world/ });
  await panel.getByText('World file', { exact: true }).click();
  await page.locator('input[type=file]').setInputFiles(file);
  await panel.getByRole('button', { name: 'Create' }).click();
  await panel.waitFor({ state: 'hidden' });
}

/** A pair that one of the policies in sight lets in, so that the policy's action turns it. */
async function pairOf(page) {
  return page.evaluate(async () => {
    // The first cells are there at once, however large the world is.
    const query = 'count=200&width=60&fortigate=FGT-1';
    const { columns, rows } = await (await fetch(`/lab/api/matrix?${query}`)).json();
    for (const row of rows)
      for (const [at, cell] of row.cells.entries())
        if (cell.is === 'accept' && cell.policytype === 'policy')
          return { uid: row.key, server: columns[at].server, policyid: cell.policyid };
    throw new Error('No pair is let in.');
  });
}

/** From the press to what the page shows then; measured in the page. */
function measureChange(page, id) {
  return page.evaluate(async (number) => {
    const row = document.querySelector(`[role=listitem][aria-label^="Policy ${number} "]`);
    const button = row.querySelector('[data-part=is] button');
    const counts = () => row.querySelector('[data-part=is] small').textContent;
    const pin = () => document.querySelector('section[aria-label=Pinned] ul').textContent;
    const before = { counts: counts(), pin: pin() };
    const start = performance.now();
    button.click();
    const times = {};
    // Asking again and again would take the time that is measured.
    await new Promise((done) => {
      const observer = new MutationObserver(() => {
        const now = performance.now() - start;
        if (counts() !== before.counts) times.counts ??= now;
        if (pin() !== before.pin) times.pin ??= now;
        if (times.counts === undefined || times.pin === undefined) return;
        observer.disconnect();
        done();
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    return times;
  }, id);
}

/** The same of a policy that forwards, and of the address that it is counted to. */
async function forwardPairOf(page) {
  return page.evaluate(async () => {
    const ids = Array.from({ length: 20 }, (_, i) => i + 1).join();
    const query = `fortigate=FGT-1&list=policy&kind=standard&ids=${ids}`;
    const ask = async () => (await fetch(`/lab/api/policy-map?${query}`)).json();
    let map = await ask();
    while (map.counting !== null) map = await ask();
    const counted = map.policies.filter(({ fall, way }) => fall?.taken > 0 && way);
    const headers = { 'Content-Type': 'application/json' };
    for (let first = 1; first <= 4000; first += 20)
      for (const { way, policyid } of counted.slice(0, 3)) {
        const pairs = Array.from({ length: 20 }, (_, i) => ({
          fortigate: 'FGT-1',
          server: '',
          to: way.to,
          uid: (first + i).toString(16).toUpperCase().padStart(32, '0'),
        }));
        const body = JSON.stringify({ pairs, srcintf: '' });
        const answer = await fetch('/lab/api/policy-map/pins', { method: 'POST', headers, body });
        const found = (await answer.json()).pins.find(
          ({ outcome }) => outcome?.action === 'accept' && outcome.policyid === policyid,
        );
        if (found) return { uid: found.uid, server: '', to: way.to, policyid };
      }
    throw new Error('No pair is let in.');
  });
}

async function changes(browser, origin, size, folder, kind) {
  const file = join(folder, `${size}-${kind}.json`);
  spawnSync(nodeToUse(), [join(root, 'bench', 'access', 'workspace.ts'), size, file, kind], {
    stdio: 'inherit',
  });
  const { page, close } = await openPage(browser, origin);
  await openWorld(page, origin, file);
  const pair = await (kind === 'forward' ? forwardPairOf(page) : pairOf(page));
  await page.evaluate(
    ({ uid, server, to = '' }) =>
      localStorage.setItem(
        'posture-lab-pins',
        JSON.stringify([{ fortigate: 'FGT-1', server, uid, to }]),
      ),
    pair,
  );
  const of = kind === 'forward' ? '&of=forward' : '';
  const begun = Date.now();
  await page.goto(`${origin}/lab/policy-map?search=Policy+${pair.policyid}${of}`);
  await page
    .getByRole('listitem', { name: new RegExp(`^Policy ${pair.policyid} `) })
    .getByText(/^(lets|stops) /)
    .waitFor();
  const firstMs = Date.now() - begun;
  await page.getByRole('region', { name: 'Pinned' }).getByText('Allowed').waitFor();
  const times = [];
  for (let i = 0; i < rounds + 3; i++) {
    // As someone who looks at what came of it before pressing again.
    await page.waitForTimeout(1200);
    const one = await measureChange(page, pair.policyid);
    if (i > 2) times.push(one);
  }
  await close();
  return {
    firstMs,
    countsMs: Math.round(median(times.map(({ counts }) => counts))),
    pinMs: Math.round(median(times.map(({ pin }) => pin))),
  };
}

/** Milliseconds between frames while something is dragged up and down over the policies. */
async function framesWhile(page, from) {
  const lane = await page.getByRole('region', { name: 'Policies in order' }).boundingBox();
  const box = await from.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.evaluate(() => {
    window.frames60 = [];
    let last = null;
    const look = (now) => {
      if (last !== null) window.frames60.push(now - last);
      last = now;
      window.nextFrame60 = requestAnimationFrame(look);
    };
    window.nextFrame60 = requestAnimationFrame(look);
  });
  for (let i = 0; i < dragTurns; i++) {
    const y = lane.y + (i % 2 === 0 ? 60 : lane.height - 100);
    await page.mouse.move(lane.x + 80 + (i % 5) * 60, y, { steps: 30 });
  }
  const between = await page.evaluate(() => {
    cancelAnimationFrame(window.nextFrame60);
    return window.frames60;
  });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  const sorted = between.toSorted((a, b) => a - b);
  return {
    frames: sorted.length,
    perSecond: Math.round(
      (1000 * sorted.length) /
        Math.max(
          1,
          sorted.reduce((sum, one) => sum + one, 0),
        ),
    ),
    medianMs: Math.round(median(sorted) * 10) / 10,
    slowestMs: Math.round((sorted.at(-1) ?? 0) * 10) / 10,
  };
}

/** A chip and a policy on their way among 1,000 policies. */
async function drags(browser, origin) {
  const { page, close } = await openPage(browser, origin);
  await page.evaluate(() =>
    fetch('/lab/api/scenario', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id: 'large' }),
    }),
  );
  await page.goto(`${origin}/lab/policy-map`);
  const first = page.getByRole('list', { name: 'Policies', exact: true }).getByRole('listitem');
  await first
    .first()
    .getByText(/^(lets|stops|never) /)
    .waitFor();
  await page.waitForLoadState('networkidle');
  const palette = page.getByRole('complementary', { name: 'Palette' });
  const chip = palette.getByRole('button', { name: /^Add to the chosen policy/ }).first();
  const measured = {
    'a chip that is dragged': await framesWhile(page, chip),
    'a policy that is dragged': await framesWhile(
      page,
      first.nth(2).getByRole('button', { name: /^Move policy/ }),
    ),
  };
  await close();
  return measured;
}

const kinds = ['ztna', 'forward'];
const named = process.argv.slice(2);
const sizes = named.filter((one) => !kinds.includes(one));
const wanted = kinds.filter(
  (kind) => !named.some((one) => kinds.includes(one)) || named.includes(kind),
);
const server = await preview({ logLevel: 'error', preview: { host: '127.0.0.1', port: 0 } });
const origin = `http://127.0.0.1:${server.httpServer.address().port}`;
const { executablePath, env } = await testBrowser();
const browser = await chromium.launch({
  executablePath,
  env: { ...process.env, ...env },
  args: ['--no-sandbox', '--disable-gpu'],
});
const folder = mkdtempSync(join(tmpdir(), 'posture-lab-bench-'));
try {
  console.log(`Load of the machine: ${loadavg()[0].toFixed(1)}`);
  console.table({ 'from nothing to an allowed connection': await fromNothing(browser, origin) });
  console.table(await drags(browser, origin));
  for (const size of sizes.length > 0 ? sizes : ['W2'])
    for (const kind of wanted)
      console.table({
        [`a change on the map, ${size}, ${kind}`]: await changes(
          browser,
          origin,
          size,
          folder,
          kind,
        ),
      });
  console.table(await pastedTables(browser, origin));
} finally {
  rmSync(folder, { recursive: true, force: true });
  await browser.close();
  await server.close();
}
process.exit(0);
