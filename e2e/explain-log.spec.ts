// Lab > Explain a log: a device's own lines, decided again.

import { expect, test } from './fixtures.ts';
import { loadScenario, openPage, seed } from './lab.ts';

const { line } = seed.example2;

test('a published line agrees; one that differs is accounted for, mended, and comes back', async ({
  page,
}) => {
  await loadScenario(page, 'Example 2: All of');
  await openPage(page, 'Explain a log');
  const accepted = line
    .replace('action="deny"', 'action="accept"')
    .replace('policyid=0', 'policyid=17')
    .replace('/Windows10', '/Windows10/Low-Risk');
  await page
    .getByRole('textbox', { name: 'Log lines' })
    .fill(`2 logs found.\n2 logs returned.\n\n7: ${line}\n8: ${accepted}\n`);
  await page.getByRole('button', { name: 'Explain', exact: true }).click();
  const lines = page.getByRole('table', { name: 'Explained lines' });
  const [first, second] = [lines.getByRole('row').nth(1), lines.getByRole('row').nth(2)];
  await expect(first).toContainText('Agrees');
  await expect(second).toContainText('Differs');
  await expect(second).toContainText('accept, policy 17');
  await expect(second).toContainText('deny, implicit deny');

  await second.getByRole('button', { name: /^Explain line/ }).click();
  const panel = page.getByRole('dialog', { name: /^Line/ });
  await expect(panel.getByText('Known to the device only')).toBeVisible();
  await panel
    .getByRole('list', { name: 'Changes that explain the difference' })
    .getByRole('button', { name: /^Apply: Add the .*Low-Risk/ })
    .click();
  const news = page.getByRole('dialog', { name: /^Pending/ });
  await news.getByRole('button', { name: 'Undo' }).click();
  await expect(panel.getByText('The lab: deny, implicit deny.')).toBeVisible();
});

test('what a line names and the world lacks is made at a press', async ({ page }) => {
  await loadScenario(page, 'Example 2: All of');
  await openPage(page, 'Explain a log');
  const other = line
    .replace('dstip=192.168.34.181', 'dstip=198.51.100.9')
    .replaceAll('"ZTNA-server"', '"ZTNA-elsewhere"');
  await page.getByRole('textbox', { name: 'Log lines' }).fill(other);
  await page.getByRole('button', { name: 'Explain', exact: true }).click();
  // The only line opens by itself.
  const panel = page.getByRole('dialog', { name: 'Line 1' });
  await panel.getByRole('button', { name: 'Create it' }).click();
  await expect(panel.getByText('Device and lab agree: deny, implicit deny.')).toBeVisible();
});

test.describe('bad input', () => {
  test.use({ expectedConsole: [/400/] });
  test('a text without log lines is said to have none', async ({ page }) => {
    await page.goto('/lab/explain-log');
    await page.getByRole('textbox', { name: 'Log lines' }).fill('hello');
    await page.getByRole('button', { name: 'Explain', exact: true }).click();
    await expect(page.getByText('There is no log line in this text.')).toBeVisible();
  });
});
