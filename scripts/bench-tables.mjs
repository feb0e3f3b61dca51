// Tables of thousands of rows that are pasted: how long each step takes, and the longest task of the page in it.

const many = 5000;
/** A world takes 500. */
const mostFortiGates = 490;
const lines = (head, line, rows = many) =>
  [head, ...Array.from({ length: rows }, (_, at) => line(at))]
    .map((one) => one.join('\t'))
    .join('\n');
const two = (at) => `${Math.floor(at / 250)}.${(at % 250) + 1}`;

const tables = [
  {
    what: 'user',
    path: '/fortigate/FGT-HQ/user-definition?new=table',
    text: lines(['User', 'Member of', 'Status'], (at) => [
      `user${at}.name`,
      `Group-${at % 40}; Staff`,
      at % 9 === 0 ? 'disabled' : 'enabled',
    ]),
    first: 'user0.name',
  },
  {
    what: 'endpoint',
    path: '/ems/endpoints?new=table',
    text: lines(['Host', 'IP', 'User', 'Groups', 'FortiGate', 'Tags'], (at) => [
      `PASTED-${at}`,
      `10.77.${two(at)}`,
      `user${at}.name`,
      'Staff',
      'FGT-HQ',
      'FortiAD; Low-Risk; class:Finance',
    ]),
    first: 'PASTED-0',
  },
  {
    what: 'FortiGate',
    path: '/lab/fortigates?new=table',
    text: lines(
      ['Name', 'Serial number', 'IP', 'Version'],
      (at) => [
        `FGT-P${at}`,
        `FGVM02TM9${String(at).padStart(7, '0')}`,
        `10.99.${two(at)}`,
        '7.6.4',
      ],
      mostFortiGates,
    ),
    rows: mostFortiGates,
    first: 'FGT-P0',
  },
];

/** The tasks of the page's own thread, by the time that they took and by the processor's. */
function tasksIn(trace) {
  const { traceEvents: events } = JSON.parse(trace.toString());
  const threads = events.filter(
    ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain',
  );
  return events.filter(
    ({ name, pid, tid, dur }) =>
      name === 'RunTask' &&
      dur !== undefined &&
      threads.some((one) => one.pid === pid && one.tid === tid),
  );
}

/** One step: what is done, until what it brings is there and the page is quiet. */
async function step(page, act, until) {
  await page.waitForTimeout(1000);
  const browser = page.context().browser();
  await browser.startTracing(page, {
    categories: ['__metadata', 'toplevel', 'disabled-by-default-devtools.timeline'],
  });
  const from = performance.now();
  await act();
  await until();
  const to = performance.now();
  await page.waitForTimeout(1500);
  const tasks = tasksIn(await browser.stopTracing());
  const longest = (key) => Math.round(Math.max(0, ...tasks.map((one) => one[key] ?? 0)) / 1000);
  return {
    ms: Math.round(to - from),
    longestTaskMs: longest('dur'),
    ofTheProcessorMs: longest('tdur'),
    tasksOver50: tasks.filter(({ dur }) => dur > 50_000).length,
  };
}

async function pasteTable(browser, origin, { what, path, text, rows = many, first }) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(180_000);
  await page.goto(origin + path);
  const panel = page.getByRole('dialog', { name: new RegExp(`Add ${what}s from a table`) });
  const field = panel.getByLabel('Table', { exact: true });
  await field.focus();
  // The page's own task is not that of filling the clipboard.
  await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
  const add = panel.getByRole('button', { name: `Add ${rows.toLocaleString('en')} ${what}s` });
  const settled = async () => {
    await add.waitFor();
    if (what === 'user')
      await panel
        .locator(
          'section[aria-label="If you add them"][aria-busy=false] ul, section[aria-busy=false] p',
        )
        .first()
        .waitFor();
  };
  const row = page.getByRole('row').filter({ hasText: first }).first();
  const measured = {
    'paste, until it is read and previewed': await step(
      page,
      () => page.keyboard.press('Control+V'),
      settled,
    ),
    'Add, until the list has them': await step(
      page,
      () => add.click(),
      async () => {
        await panel.waitFor({ state: 'hidden' });
        await row.waitFor();
      },
    ),
    Undo: await step(
      page,
      async () => {
        await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
        await page.getByRole('menuitem').first().click();
      },
      () => row.waitFor({ state: 'hidden' }),
    ),
  };
  await context.close();
  return measured;
}

/** By table, the steps of pasting it. */
export async function pastedTables(browser, origin, only = tables.map(({ what }) => what)) {
  const measured = {};
  for (const table of tables)
    if (only.includes(table.what))
      for (const [name, one] of Object.entries(await pasteTable(browser, origin, table)))
        measured[`${table.what}: ${name}`] = one;
  return measured;
}
