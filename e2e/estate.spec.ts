// The scenario of a real estate: names, several EMS servers, routes and an outage, as a person changes them.

import { expect, test } from './fixtures.ts';
import { loadScenario } from './lab.ts';

test('a name that does not resolve is added, and the connection gets through', async ({ page }) => {
  await page.goto('/lab/scenarios');
  await loadScenario(page, 'A real estate');
  await page.goto('/lab/names');
  const table = page.getByRole('table', { name: 'Names' });
  const row = table.getByRole('row').filter({ hasText: 'files.corp.example' });
  await expect(row).toContainText('does not resolve');
  await row.getByRole('button', { name: 'files.corp.example', exact: true }).click();
  const form = page.getByRole('dialog', { name: 'Edit files.corp.example' });
  await form.getByLabel('IP addresses').fill('10.88.0.300');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByLabel('IP addresses')).toHaveAccessibleDescription(
    /10\.88\.0\.300 is not an IPv4 address/,
  );
  await form.getByLabel('IP addresses').fill('10.88.0.11');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText('10.88.0.11');
  await page.goto(
    '/lab/connect?endpoint=E57A7E00000000000000000000000001&fortigate=FGT-EDGE&server=ZTNA-files&now=1',
  );
  await expect(page.getByText('Policy 2 files accepts the session.')).toBeVisible();
});

test('the EMS console is switched, and an endpoint gets a route', async ({ page }) => {
  await page.goto('/lab/scenarios');
  await loadScenario(page, 'A real estate');
  await page.goto('/ems/endpoints');
  await expect(page.getByRole('link', { name: 'WIN11-NORA' })).toBeVisible();
  await page.getByRole('button', { name: 'EMS: EMS' }).click();
  await page.getByRole('menuitemradio', { name: 'Contractors' }).click();
  await page.getByRole('link', { name: 'WIN10-QUINN' }).click();
  await page.getByRole('button', { name: 'Routes' }).click();
  const form = page.getByRole('dialog', { name: 'Routes' });
  await form.getByRole('button', { name: 'Add route' }).click();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByLabel('IP address')).toHaveAccessibleDescription(/Type an IPv4 address/);
  await form.getByLabel('IP address').fill('10.212.134.77');
  await form.getByRole('checkbox', { name: 'VPN' }).check();
  await form.getByLabel('FortiGate that ends the VPN').selectOption('FGT-EDGE');
  await form.getByRole('button', { name: 'Save' }).click();
  const panel = page.getByRole('dialog', { name: 'WIN10-QUINN', exact: true });
  await expect(panel).toContainText('10.212.134.77, FGT-EDGE');
});
