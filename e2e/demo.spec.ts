// What would spoil a demo: fields used a second time, long lists, failures out of sight, panels in the way.

import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { loadScenario, openPage } from './lab.ts';

const policies = '/fortigate/FGT-HQ/firewall-policy';

function endpointField(page: Page): Locator {
  return page.getByRole('combobox', { name: 'Endpoint', exact: true });
}

test.describe('a field that is searched', () => {
  for (const delay of [0, 80])
    test(
      `can be searched again, typed at ${delay} ms a key`,
      delay === 0 ? {} : { tag: '@long' },
      async ({ page }) => {
        for (const address of ['/lab/connect', '/lab/who-knows-what']) {
          await page.goto(address);
          const field = endpointField(page);
          for (const [typed, host] of [
            ['hans', 'WIN11-HANS'],
            ['BOB', 'WIN11-BOB'],
          ] as const) {
            await field.click();
            await field.pressSequentially(typed, { delay });
            await expect(page.getByRole('option')).toHaveCount(1);
            await expect(field).toHaveValue(typed);
            // Before the answer to what was typed is there, Enter takes nothing.
            await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
            await page.keyboard.press('Enter');
            await expect(field).toHaveValue(host);
          }
          // What is typed and not taken leaves the pick as it was.
          await field.click();
          await field.pressSequentially('zzz', { delay });
          await expect(page.getByText('No match.')).toBeVisible();
          await page.keyboard.press('Tab');
          await expect(field).toHaveValue('WIN11-BOB');
        }
      },
    );

  test(
    'takes nothing until the answer belongs to what was typed',
    { tag: '@long' },
    async ({ page }) => {
      await loadScenario(page, 'Large');
      await page.goto('/lab/connect');
      const field = endpointField(page);
      await expect(field).toHaveValue('W11-0002');
      const before = await field.inputValue();
      await field.click();
      await field.pressSequentially('lab-slow');
      await page.keyboard.press('Enter');
      await expect(page.getByText('No match.')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(field).toHaveValue(before);
      // Any of 5,000 is found, not the first fifty alone.
      await field.click();
      await field.pressSequentially('4711');
      await expect(page.getByRole('option')).toHaveCount(1);
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      await page.keyboard.press('Enter');
      await expect(field).toHaveValue(/-4711$/);
    },
  );

  test('offers the exact name first, with a word on its twin, and a tag once', async ({ page }) => {
    await page.goto(`${policies}?edit=17`);
    const tags = page.getByRole('combobox', { name: 'Security Posture Tag', exact: true });
    await tags.click();
    await tags.pressSequentially('Low-Risk');
    const options = page.getByRole('option');
    await expect(options).toHaveCount(2);
    await expect(options.first()).toContainText(/: Low-Risknot low-risk$/);
    await expect(options.first()).toHaveAttribute('data-highlighted', '');
    await expect(options.last()).toContainText(/: low-risknot Low-Risk$/);
    await tags.fill('FortiAD');
    await expect(options).toHaveCount(1);
  });

  test('does not cover the fields below it once something is picked', async ({ page }) => {
    await page.goto(`${policies}?new=1`);
    const from = page.getByRole('combobox', { name: 'Incoming Interface', exact: true });
    await from.click();
    await page.getByRole('option', { name: 'port1' }).click();
    await expect(page.getByRole('option')).toHaveCount(0);
    await from.press('ArrowDown');
    await page.getByRole('option', { name: 'port2' }).click();
    await expect(page.getByRole('button', { name: 'Remove port1' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Remove port2' })).toBeVisible();
  });
});

test.describe('Undo of a toast', () => {
  test.use({ expectedConsole: [/status of 412/] });
  test('takes back its own change, or says what must go first', async ({ page }) => {
    await page.goto('/lab/connect?now=1');
    await page.getByRole('button', { name: /^Apply the first fix/ }).click();
    const result = page.getByRole('region', { name: 'Result', exact: true });
    await expect(result.getByText('Allowed', { exact: true })).toBeVisible();
    const undo = page.getByRole('button', { name: 'Undo this change' });
    await expect(undo).toBeVisible();

    // Another tab changes something: this one's Undo would take back that.
    const other = await page.context().newPage();
    await other.goto('/ems/endpoints/A1D0C6E27B9F4A58830E5C14F7B26D02');
    await other.getByRole('button', { name: 'Remove Low' }).click();
    await expect(other.getByText('Low removed from WIN11-BOB.')).toBeVisible();
    await other.close();
    await undo.click();
    await expect(page.getByText(/Undo the later change first/)).toBeVisible();
    await page.goto('/fortigate/FGT-HQ/ztna/tags?category=classification');
    await expect(page.getByRole('table', { name: 'Security posture tags' })).toContainText(
      'Finance',
    );
  });
});

test.describe('a failed save', () => {
  test.use({ expectedConsole: [/Failed to load resource/] });
  test(
    'is seen beside the button, however far the form is scrolled',
    { tag: '@long' },
    async ({ page }) => {
      await page.goto(`${policies}?edit=5`);
      const form = page.getByRole('dialog', { name: /Edit policy 5/ });
      const comments = form.getByRole('textbox', { name: 'Comments' });
      await comments.fill('lab-error-503');
      await form.getByRole('button', { name: 'OK' }).click();
      const alert = form.getByRole('alert');
      await expect(alert).toContainText('503');
      await expect(alert).toBeInViewport();
      await expect(comments).toBeInViewport();
      await expect(comments).toHaveValue('lab-error-503');
      // And a second time: the same button, the same place.
      await comments.fill('fine');
      await form.getByRole('button', { name: 'OK' }).click();
      await expect(form).toBeHidden();
    },
  );
});

test('a name that is cut is shown whole by pointer and by focus', async ({ page }) => {
  await loadScenario(page, 'Names at their limits');
  await openPage(page, 'Connect');
  await page.goto('/ems/endpoints');
  const host = page.getByRole('link', { name: /^WIN11-FINANCE.*-ONE$/ });
  const whole = await host.textContent();
  expect(whole).toContain(`WIN11-FINANCE-DEPARTMENT-${'x'.repeat(34)}-ONE`);
  const shown = page.getByText(/^WIN11-FINANCE-DEPARTMENT-x{34}-ONE$/).last();
  await host.hover();
  await expect(shown).toBeInViewport();
  await page.mouse.move(5, 5);
  await page.getByRole('searchbox').focus();
  await page.keyboard.press('Tab');
  await host.focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(host).toBeFocused();
  await expect(shown).toBeInViewport();
});

test('a long list in a cell shows a few, and opens the list of them all', async ({ page }) => {
  await loadScenario(page, 'Large');
  const device = await page.evaluate(async () => {
    const answer: unknown = await (await fetch('/lab/api/world')).json();
    return JSON.stringify(answer).match(/"name":"(FGT-[^"]+)"/)?.[1] ?? '';
  });
  await page.goto(`/fortigate/${device}/ztna/servers`);
  const rows = page.getByRole('table', { name: 'ZTNA servers' }).getByRole('row');
  const more = rows.getByRole('link', { name: /more uses of/ }).first();
  await expect(more).toBeVisible();
  expect((await rows.nth(1).boundingBox())?.height).toBeLessThanOrEqual(35);
  await more.click();
  await expect(page.getByText(/^Policies that use/)).toBeVisible();
  await page.getByRole('button', { name: 'Show all policies' }).click();
  await expect(page.getByText(/^Policies that use/)).toBeHidden();
});

test(
  'a classification tag is added by the keyboard alone, and the next one too',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto('/ems/endpoints/A1D0C6E27B9F4A58830E5C14F7B26D02');
    const panel = page.getByRole('dialog', { name: 'WIN11-BOB' });
    await panel.getByRole('button', { name: 'Add', exact: true }).click();
    const field = panel.getByLabel('Classification tag');
    for (const name of ['First-One', 'Second-One']) {
      await expect(field).toBeFocused();
      await expect(field).toHaveValue('');
      await page.keyboard.type(name);
      await page.keyboard.press('Enter');
      await expect(panel.getByRole('button', { name: `Remove ${name}` })).toBeVisible();
    }
    await expect(field).toBeInViewport();
  },
);

test('rows are 34 pixels high, or 28, and stay so', { tag: '@long' }, async ({ page }) => {
  await page.goto('/ems/endpoints');
  const row = page.getByRole('row', { name: /WIN11-ANN/ });
  const height = async (): Promise<number> => Math.round((await row.boundingBox())?.height ?? 0);
  await expect.poll(height).toBe(34);
  await page.getByRole('button', { name: 'Display' }).click();
  await page.getByRole('menuitem', { name: 'Rows: compact' }).click();
  await expect.poll(height).toBe(28);
  await page.reload();
  await expect.poll(height).toBe(28);
});

test('the list stays usable beside a panel, and Up and Down open the next row in place', async ({
  page,
}) => {
  await page.goto('/ems/endpoints');
  const table = page.getByRole('table', { name: 'Endpoints' });
  await table.getByRole('link', { name: 'WIN11-ANN' }).click();
  await expect(page.getByRole('dialog', { name: 'WIN11-ANN' })).toBeVisible();
  await page.getByRole('button', { name: 'Next row' }).click();
  await expect(page.getByRole('dialog', { name: 'WIN11-BOB' })).toBeVisible();
  await table.getByRole('link', { name: 'WIN10-CARLA' }).click();
  await expect(page.getByRole('dialog', { name: 'WIN10-CARLA' })).toBeVisible();
  await table.getByRole('link', { name: 'WIN10-CARLA' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('dialog', { name: 'WIN10-DEV' })).toBeVisible();
  await expect(table.getByRole('link', { name: 'WIN10-DEV' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('dialog', { name: 'WIN10-KIOSK' })).toBeVisible();
  // The list's own search works beside the panel.
  await page.getByRole('searchbox', { name: /^Search device/ }).fill('win10');
  await expect(table.getByRole('link', { name: 'WIN11-ANN' })).toHaveCount(0);
  await expect(page.getByRole('dialog', { name: 'WIN10-KIOSK' })).toBeVisible();
});

test('a form that was typed into asks before the next row takes its place', async ({ page }) => {
  await page.goto(`${policies}?edit=17`);
  const form = page.getByRole('dialog', { name: /Edit policy 17/ });
  await form.getByRole('textbox', { name: 'Comments' }).fill('typed');
  await page.getByRole('button', { name: 'Next row' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Keep editing' }).click();
  await expect(form.getByRole('textbox', { name: 'Comments' })).toHaveValue('typed');
  await page.getByRole('button', { name: 'Next row' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard changes' }).click();
  await expect(page.getByRole('dialog', { name: /Edit policy 5/ })).toBeVisible();
});

test('a list that is being searched says so', { tag: '@long' }, async ({ page }) => {
  await page.goto('/ems/endpoints');
  await expect(page.getByRole('link', { name: 'WIN11-ANN' })).toBeVisible();
  await page.getByRole('searchbox').fill('lab-slow');
  await expect(page.getByText('Searching…')).toBeVisible();
  await expect(page.getByText('No endpoint matches')).toBeVisible();
});

test('Save takes the rule that is still open, or says to finish it', async ({ page }) => {
  await page.goto('/ems/tags/new');
  const form = page.getByRole('dialog', { name: 'New tag' });
  await form.getByLabel('Name').fill('Open-Rule');
  await form.getByRole('button', { name: 'Add Rule' }).click();
  await form.getByLabel('Rule Type').selectOption({ label: 'Running Process' });
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(form.getByText('Finish this rule first, or cancel it.')).toBeInViewport();
  await form.getByRole('textbox', { name: 'Value 1' }).fill('chrome.exe');
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(form).toBeHidden();
  await expect(page.getByRole('row', { name: /Open-Rule/ })).toContainText(
    'Windows: Running Process',
  );
});

test(
  'one log line opens by itself, its reason before the line',
  { tag: '@long' },
  async ({ page }) => {
    await loadScenario(page, 'Example 2: All of');
    await openPage(page, 'Connect');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    const line = await page.getByRole('region', { name: /^Log record/ }).innerText();
    await openPage(page, 'Explain a log');
    await page.getByRole('textbox', { name: 'Log lines' }).fill(line);
    await page.getByRole('button', { name: 'Explain', exact: true }).click();
    const panel = page.getByRole('dialog', { name: 'Line 1' });
    const reason = panel.getByRole('heading', { name: 'How the lab decides' });
    const raw = panel.getByRole('region', { name: 'Log line 1' });
    await expect(reason).toBeVisible();
    expect((await reason.boundingBox())?.y).toBeLessThan((await raw.boundingBox())?.y ?? 0);
    // Closed, it stays closed.
    await panel.getByRole('button', { name: 'Close' }).click();
    await expect(panel).toBeHidden();
  },
);
