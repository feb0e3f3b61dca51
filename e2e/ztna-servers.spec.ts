// Policy & Objects > ZTNA > ZTNA Servers: what the form of a server makes, and refuses at its field.

import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { choose, chooseUndo } from './lab.ts';

const list = '/fortigate/FGT-HQ/ztna/servers';

async function edited(page: Page, name: string): Promise<Locator> {
  await page.goto(`${list}?edit=${name}`);
  return page.getByRole('dialog', { name: `Edit ${name}` });
}
const row = (page: Page, name: string): Locator =>
  page.getByRole('table', { name: 'ZTNA servers' }).getByRole('row').filter({ hasText: name });

test('TCP forwarding asks for an address and its ports', async ({ page }) => {
  const form = await edited(page, 'ZTNA-webserver');
  await form.getByLabel('Service', { exact: true }).selectOption('TCP Forwarding');
  await form.getByRole('button', { name: 'OK' }).click();
  await expect(
    form.getByRole('combobox', { name: 'Address', exact: true }),
  ).toHaveAccessibleDescription(/^Choose the address/);
  await choose(page, form, 'Address', 'Finance-Server');
  await form.getByLabel('Ports').fill('3389, 0');
  await form.getByRole('button', { name: 'OK' }).click();
  await expect(form.getByLabel('Ports')).toHaveAccessibleDescription(/^0 is not a port/);
  await form.getByLabel('Ports').fill('3389, 8000-8080');
  await form.getByRole('button', { name: 'OK' }).click();
  await expect(row(page, 'ZTNA-webserver')).toContainText(
    'TCP Forwarding → Finance-Server:3389,8000-8080',
  );
});

test.describe('a virtual host and a domain name', () => {
  test.use({ expectedConsole: [/status of 500/] });
  test('are made with the server, all or none, and taken back as one', async ({ page }) => {
    const form = await edited(page, 'ZTNA-finance');
    const mapping = form.getByRole('group', { name: 'Mapping 1', exact: true });
    await mapping.getByRole('radio', { name: 'Specify' }).check();
    await mapping.getByLabel('Host', { exact: true }).fill('finance.example.com');
    await mapping.getByLabel('Address type').selectOption('FQDN');
    await mapping.getByRole('button', { name: 'New FQDN address' }).click();
    // The FortiGate has an address of this name, which is no domain name.
    await mapping.getByLabel('Domain name').fill('Finance-Server');
    await form.getByRole('button', { name: 'OK' }).click();
    await expect(mapping.getByLabel('Domain name')).toHaveAccessibleDescription(/already exists/);
    await expect(mapping.getByLabel('Host', { exact: true })).toHaveValue('finance.example.com');
    await mapping.getByLabel('Domain name').fill('finance.corp.example');
    await form.getByRole('button', { name: 'OK' }).click();
    const words = 'HTTPS finance.example.com/app → finance.corp.example:443';
    await expect(row(page, 'ZTNA-finance')).toContainText(words);
    await chooseUndo(page, /^Undo: edit the ZTNA server ZTNA-finance/);
    await expect(row(page, 'ZTNA-finance')).not.toContainText(words);
  });
});

test('a second real server brings load balancing', async ({ page }) => {
  const form = await edited(page, 'ZTNA-webserver');
  await expect(form.getByLabel('Load balancing')).toHaveCount(0);
  await form.getByRole('button', { name: 'Add a second server' }).click();
  const second = form.getByRole('group', { name: 'Real server 2 of mapping 1' });
  await second.getByLabel('IP address').fill('10.88.1.11');
  await form.getByLabel('Load balancing').selectOption('Weighted');
  await second.getByLabel('Weight').fill('300');
  await form.getByRole('button', { name: 'OK' }).click();
  await expect(second.getByLabel('Weight')).toHaveAccessibleDescription(/^300 is not a weight/);
  await second.getByLabel('Weight').fill('3');
  await form.getByRole('button', { name: 'OK' }).click();
  await expect(row(page, 'ZTNA-webserver')).toContainText('10.88.1.10:443, 10.88.1.11:443');
});
