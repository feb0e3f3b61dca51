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

test('the only line opens by itself, and says what was found and taken; of two, none opens', async ({
  page,
}) => {
  const full =
    'logid="0005000024" type="traffic" subtype="ztna" srcip=10.0.1.21 srcintf="port1" dstip=10.88.1.20 dstport=443 dstintf="port2" proto=6 action="accept" policyid=2 policytype="proxy-policy" policyname="Finance-allow" user="ann" group="Finance" authserver="FAC" gatewayid=1 realserverid=1 vip="ZTNA-finance" accessproxy="ZTNA-finance" clientdeviceid="A1D0C6E27B9F4A58830E5C14F7B26D01" clientcert="yes"';
  await page.goto('/lab/explain-log');
  const text = page.getByRole('textbox', { name: 'Log lines' });
  const explain = page.getByRole('button', { name: 'Explain', exact: true });
  await text.fill(`${full}\n${full}\n`);
  await explain.click();
  await expect(page.getByRole('button', { name: 'Explain line 2' })).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();

  await text.fill(full);
  await explain.click();
  const panel = page.getByRole('dialog', { name: 'Line 1' });
  for (const words of [
    'FGT-HQ, by the ZTNA server, which it alone has',
    'ZTNA-finance (203.0.113.11:443), by its name in the line',
    '10.88.1.20:443 (API gateway 1, real server 1)',
    'ann, logged in at FAC',
    '/app, chosen by the lab',
  ])
    await expect(panel.getByText(words)).toBeVisible();
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
