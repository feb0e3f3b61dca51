// A decision names one cause, in the headline, at the station, in the code and in the first fix.

import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { openPage, openProduct } from './lab.ts';

const ann = 'A1D0C6E27B9F4A58830E5C14F7B26D01';
const paul = 'A1D0C6E27B9F4A58830E5C14F7B26D14';

async function connect(page: Page, endpoint: string, server = 'ZTNA-finance'): Promise<Locator> {
  await page.goto(`/lab/connect?now=1&fortigate=FGT-HQ&server=${server}&endpoint=${endpoint}`);
  const result = page.getByRole('region', { name: 'Result', exact: true });
  await expect(result).toBeVisible();
  return result;
}

/** The station where it broke. */
function broken(result: Locator): Locator {
  return result.getByRole('listitem').filter({ hasText: 'Stopped here' });
}

test(
  'an endpoint on-net comes in on the interface of its gateway, one off-net on the WAN',
  { tag: '@long' },
  async ({ page }) => {
    await connect(page, ann);
    const log = page.getByRole('region', { name: /^Log record/ });
    await expect(log).toContainText('srcintf="port1" srcintfrole="lan"');
    await page.getByText('More: interfaces').click();
    await expect(page.getByRole('combobox', { name: /interface/i })).toHaveValue('port1');
    await connect(page, paul);
    await expect(log).toContainText('srcintf="port3" srcintfrole="wan"');
    // The device's own word agrees.
    await openProduct(page, 'FortiGate');
    await openPage(page, 'Command line');
    await page.getByLabel(/FGT-HQ #/).fill(`diagnose endpoint ec-shm list`);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('log')).toContainText('Gateway Interface: port1');
  },
);

test(
  'an offline endpoint is denied for being offline, and for nothing else',
  { tag: '@long' },
  async ({ page }) => {
    const result = await connect(page, paul);
    await expect(result).toContainText(/ANDROID-PAUL is offline/);
    await expect(result).toContainText('error 067');
    await expect(result).not.toContainText('asks for Finance, found paul.weber (error');
    await expect(broken(result)).toHaveCount(1);
    await expect(broken(result)).toContainText('3 FortiGate knows');
  },
);

test('a FortiGate whose connection is down is called that, and connected again by the first fix', async ({
  page,
}) => {
  await page.goto('/ems/fabric-devices');
  await page.getByRole('button', { name: 'Actions of FGT-HQ' }).click();
  await page.getByRole('menuitem', { name: 'Disconnect' }).click();
  await expect(page.getByRole('row', { name: /FGT-HQ/ })).toContainText('Disconnected');
  // What it knows stands until its cache ends.
  await page.getByRole('button', { name: /The world’s clock, paused/ }).click();
  await page.getByRole('menuitem', { name: 'Step 1 hour' }).click();
  await expect(
    page.getByRole('button', { name: /The world’s clock, paused: 2025-09-16 11:57/ }),
  ).toBeVisible();

  const result = await connect(page, ann, 'ZTNA-webserver');
  await expect(result).toContainText(/connection .*(is )?down/i);
  await expect(result).not.toContainText('not authorized');
  await expect(broken(result)).toContainText('2 EMS shares');
  await page.goto(`/lab/who-knows-what?endpoint=${ann}`);
  await expect(page.getByRole('row', { name: /^FGT-HQ / })).toContainText(/down/i);
  await page.goto('/fortigate/FGT-HQ/ztna/tags');
  await expect(page.getByRole('main')).toContainText(/down/i);
  await expect(page.getByRole('main')).not.toContainText('not authorized');

  await connect(page, ann, 'ZTNA-webserver');
  await page.getByRole('button', { name: /^Apply the first fix: Reconnect FGT-HQ/ }).click();
  await expect(result.getByText('Allowed', { exact: true })).toBeVisible();
});

test('a policy has one name everywhere, and the implicit deny is just that', async ({ page }) => {
  const result = await connect(page, ann);
  await expect(result).toContainText('Proxy policy 2 Finance-allow');
  await expect(result).toContainText('implicit deny');
  await expect(page.getByRole('main')).not.toContainText(/policy 0\b/i);
  await expect(
    result.getByRole('link', { name: 'Open proxy policy 2 Finance-allow' }),
  ).toBeVisible();
  await page.goto('/fortigate/FGT-HQ/ztna-traffic');
  await expect(page.getByRole('table', { name: 'ZTNA Traffic' })).toContainText('implicit deny');
  await page.goto('/fortigate/FGT-HQ/proxy-policy?edit=2');
  await expect(
    page.getByRole('dialog', { name: 'Edit proxy policy 2 Finance-allow' }),
  ).toBeVisible();
});

test('Undo outlives a reload, and is undone by Redo', { tag: '@long' }, async ({ page }) => {
  await page.goto(`/ems/endpoints/${ann}`);
  const panel = page.getByRole('dialog', { name: 'WIN11-ANN' });
  await panel.getByRole('button', { name: 'Remove Finance' }).click();
  await expect(page.getByText('Finance removed from WIN11-ANN.')).toBeVisible();
  await page.reload();
  const undo = page.getByRole('banner').getByRole('button', { name: 'Undo' });
  await undo.click();
  await page.getByRole('menuitem', { name: /^Undo: / }).click();
  await expect(panel.getByRole('button', { name: 'Remove Finance' })).toBeVisible();
  await undo.click();
  await page.getByRole('menuitem', { name: /^Redo: / }).click();
  await expect(panel.getByRole('button', { name: 'Remove Finance' })).toHaveCount(0);
});

test(
  'of the endpoints that a tag’s rules judge, those that match come first',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto('/ems/tags/6');
    const form = page.getByRole('dialog', { name: 'Edit Windows10' });
    await expect(form.getByRole('button', { name: 'Show: matching' })).toBeVisible();
    const judged = form.getByRole('list', { name: 'Endpoints checked' }).getByRole('listitem');
    await expect(judged.first()).toBeVisible();
    await expect(judged.filter({ hasText: '✕' })).toHaveCount(0);
  },
);
