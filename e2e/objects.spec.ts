// Addresses, address groups and zones: made, used, kept while something uses them, and taken back.

import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { chooseUndo, loadScenario, openPage, openProduct } from './lab.ts';

// FortiOS answers 500 to what it refuses.
test.use({ expectedConsole: [/500/] });

const row = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) });

async function choose(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Actions of ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function create(page: Page, item: 'Address' | 'Address Group'): Promise<void> {
  await page.getByRole('button', { name: 'Create New' }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

async function add(page: Page, field: string, name: string): Promise<void> {
  await page.getByLabel(field, { exact: true }).fill(name);
  await page.getByRole('option', { name, exact: true }).click();
}

async function save(page: Page, title: string): Promise<void> {
  const panel = page.getByRole('dialog', { name: title });
  await panel.getByRole('button', { name: 'OK' }).click();
  await expect(panel).toBeHidden();
}

async function openAddresses(page: Page): Promise<void> {
  await page.goto('/fortigate/FGT-HQ/addresses/address');
  await expect(row(page, 'HQ-LAN')).toBeVisible();
}

test('an address is made, kept while a group uses it, and deleted with Undo', async ({ page }) => {
  const news = page.getByRole('region', { name: 'Notifications' });
  await openAddresses(page);
  await create(page, 'Address');
  await page.getByLabel('Name').fill('Printer');
  await page.getByLabel('IP/Netmask').fill('10.0.1.9 255.0.255.0');
  await page.getByRole('button', { name: 'OK' }).click();
  await expect(page.getByLabel('IP/Netmask')).toHaveAccessibleDescription(/has a gap/);
  // What was typed stays while another type is looked at.
  await page.getByLabel('Type', { exact: true }).selectOption('FQDN');
  await page.getByLabel('Type', { exact: true }).selectOption('Subnet');
  await expect(page.getByLabel('IP/Netmask')).toHaveValue('10.0.1.9 255.0.255.0');
  await page.getByLabel('IP/Netmask').fill('10.0.1.9/32');
  await save(page, 'New address');
  await expect(row(page, 'Printer')).toContainText('10.0.1.9/32');

  await page.getByRole('link', { name: 'Address Group', exact: true }).click();
  await page.getByRole('button', { name: 'All-Sites', exact: true }).click();
  await add(page, 'Members', 'Printer');
  await save(page, 'Edit All-Sites');
  await page.getByRole('link', { name: 'Address', exact: true }).click();
  await expect(row(page, 'Printer').getByRole('link', { name: 'group All-Sites' })).toBeVisible();
  await choose(page, 'Printer', 'Delete…');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(news).toContainText('Printer is used by address group All-Sites');

  await chooseUndo(page, /edit address group All-Sites/);
  await expect(row(page, 'Printer')).toContainText('not used');
  await choose(page, 'Printer', 'Delete…');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(row(page, 'Printer')).toBeHidden();
  await news.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'Printer')).toBeVisible();
});

test('a group of itself is refused at its members @long', async ({ page }) => {
  await openAddresses(page);
  await create(page, 'Address Group');
  await page.getByLabel('Group name').fill('Outer');
  await add(page, 'Members', 'All-Sites');
  await save(page, 'New address group');
  await page.getByRole('button', { name: 'All-Sites', exact: true }).click();
  await add(page, 'Members', 'Outer');
  await page.getByRole('button', { name: 'OK' }).click();
  await expect(page.getByLabel('Members', { exact: true })).toHaveAccessibleDescription(
    /Outer already contains All-Sites/,
  );
});

test('a zone takes an interface, and no other zone does', async ({ page }) => {
  await loadScenario(page, 'Names at their limits');
  await openProduct(page, 'FortiGate');
  await openPage(page, 'Interfaces');
  await page.getByRole('button', { name: /^Zone-/ }).click();
  await add(page, 'Interface members', 'port3');
  await page.getByRole('dialog').getByRole('button', { name: 'OK' }).click();
  await expect(row(page, 'port3')).toContainText('in zone');

  await page.getByRole('button', { name: 'Create zone' }).click();
  await page.getByLabel('Name').fill('Other');
  await add(page, 'Interface members', 'port3');
  await page.getByRole('button', { name: 'OK' }).click();
  await expect(page.getByLabel('Interface members', { exact: true })).toHaveAccessibleDescription(
    /port3 is in the zone Zone-/,
  );
});
