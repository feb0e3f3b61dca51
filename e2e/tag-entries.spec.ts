// FortiGate > Policy & Objects > ZTNA > Security Posture Tags: entries, tag groups, both lists, cards of chips.

import { expect, type Page } from '@playwright/test';
import { axe, test } from './fixtures.ts';
import { chooseUndo, openPage } from './lab.ts';

const tab = '/fortigate/FGT-HQ/ztna/tags';
const entries = (page: Page) => page.getByRole('table', { name: 'Security posture tags' });
const entry = (page: Page, name: RegExp) => entries(page).getByRole('row', { name });

async function pickMember(page: Page, typed: string, option: RegExp): Promise<void> {
  const box = page.getByRole('dialog').getByRole('combobox', { name: 'Members', exact: true });
  await box.click();
  await box.fill(typed);
  await page.getByRole('option', { name: option }).click();
}

async function act(page: Page, name: string, what: string): Promise<void> {
  await page.getByRole('button', { name: `Actions of ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: what }).click();
}

test.describe('tag groups', () => {
  // Two refusals.
  test.use({ expectedConsole: [/status of 500/] });

  test('a tag group is made, used, kept while it is used, deleted, and comes back with Undo', async ({
    page,
  }) => {
    await page.goto(tab);
    await page.getByRole('button', { name: 'Create New' }).click();
    await page.getByRole('menuitem', { name: 'Tag Group' }).click();
    const form = page.getByRole('dialog', { name: 'New tag group' });
    await form.getByRole('button', { name: 'OK' }).click();
    await expect(form.getByLabel('Name')).toHaveAccessibleDescription(
      'Type a name for the tag group.',
    );
    await expect(form.getByText('Choose at least one member.')).toBeVisible();

    // A name that another group has is refused by the FortiGate.
    await form.getByLabel('Name').fill('Suspicious');
    await pickMember(page, 'FortiAD', /FortiAD \(IP\)|FortiAD ?IP/);
    await pickMember(page, 'Suspicious', /^Tag group.*Suspicious$/);
    await form.getByRole('button', { name: 'OK' }).click();
    await expect(form.getByLabel('Name')).toHaveAccessibleDescription(/already exists/);
    await form.getByLabel('Name').fill('Field');
    await form.getByLabel('Comments').fill('Laptops of the field');
    await form.getByRole('button', { name: 'Show CLI' }).click();
    await expect(form.getByText('set category ztna-ems-tag')).toBeVisible();
    await form.getByRole('button', { name: 'OK' }).click();
    await expect(form).toHaveCount(0);
    await expect(page.getByText('Field was saved.')).toBeVisible();
    await expect(entry(page, /Tag group.*Laptops of the field/)).toContainText('not used');
    // What it holds is used by it.
    await act(page, 'Suspicious', 'Delete…');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect(
      page.getByRole('alert').getByText(/Suspicious is used by .*address group Field/),
    ).toBeVisible();

    await act(page, 'Field', 'Edit');
    const edit = page.getByRole('dialog', { name: 'Edit Field' });
    await edit.getByRole('button', { name: 'Remove Suspicious' }).click();
    await edit.getByRole('button', { name: 'OK' }).click();
    await expect(edit).toHaveCount(0);

    await act(page, 'Field', 'Delete…');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect(entry(page, /Laptops of the field/)).toHaveCount(0);
    await chooseUndo(page, /^Undo: .*Field/);
    await expect(entry(page, /Laptops of the field/)).toBeVisible();
    // Once more, as if for the first time.
    await act(page, 'Field', 'Delete…');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect(entry(page, /Laptops of the field/)).toHaveCount(0);
  });
});

test('matched endpoints and resolved addresses differ as EMS shares endpoints', async ({
  page,
}) => {
  await page.goto(tab);
  await act(page, 'EMS1_ZTNA_FortiAD', 'View Matched Endpoints');
  const panel = page.getByRole('dialog', { name: 'FortiAD' });
  const matched = panel.getByRole('table', { name: 'Matched endpoints' });
  await expect(matched.getByRole('row', { name: /WIN11-ANN/ })).toBeVisible();
  await expect(panel.getByText(/can be in the second list only/)).toBeVisible();
  await panel.getByRole('searchbox', { name: 'Search endpoints' }).fill('ann');
  await expect(matched.getByRole('row', { name: /WIN11-BOB/ })).toHaveCount(0);
  await panel.getByRole('button', { name: 'Close' }).click();

  await page.goto('/ems/fabric-devices/FGVM02TM22013110');
  const editor = page.getByRole('dialog', { name: 'Edit FGT-HQ' });
  await editor.getByRole('radio', { name: /Share all FortiClients/ }).check();
  await editor.getByRole('button', { name: 'Update' }).click();
  await expect(editor).toHaveCount(0);

  await page.goto(tab);
  await act(page, 'EMS1_ZTNA_FortiAD', 'View Resolved Addresses');
  const resolved = panel.getByRole('table', { name: 'Resolved addresses' });
  await expect(resolved.getByRole('row', { name: /BR-WIN-KIM/ })).toBeVisible();
  await panel.getByText('View Matched Endpoints', { exact: true }).click();
  await expect(matched.getByRole('row', { name: /WIN11-ANN/ })).toBeVisible();
  await expect(matched.getByRole('row', { name: /BR-WIN-KIM/ })).toHaveCount(0);
});

test('a chip of a policy opens its card by pointer and by keyboard, which leads to both lists', async ({
  page,
}) => {
  await page.goto(tab);
  await openPage(page, 'Firewall Policy');
  const chip = page.getByRole('row', { name: /LAN-to-servers/ }).getByRole('button', {
    name: /Security posture tag: AV-Running/,
  });
  const card = page.getByRole('dialog', { name: 'AV-Running' });
  // The list may still be drawn anew under a pointer that came early: it moves again then.
  await expect(async () => {
    await page.mouse.move(0, 0);
    await chip.hover();
    await expect(card).toContainText('ZTNA IP', { timeout: 2000 });
  }).toPass();
  await expect(card).toContainText('FCTEMS8824093638');
  await expect(card).toContainText(/Resolved addresses\s*\d/);
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);

  await page
    .getByRole('row', { name: /LAN-to-servers/ })
    .getByRole('link')
    .first()
    .focus();
  await page.keyboard.press('Tab');
  await expect(chip).toBeFocused();
  await expect(card).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(card.getByRole('link', { name: 'View Matched Endpoints' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  await expect(chip).toBeFocused();

  await chip.press('Enter');
  await card.getByRole('link', { name: 'View Resolved Addresses' }).click();
  await expect(page.getByRole('dialog', { name: 'AV-Running' })).toContainText('ZTNA IP');
  await expect(page.getByRole('table', { name: 'Resolved addresses' })).toBeVisible();
});

test('built-in tags are listed and cannot be changed; comments are EMS’s message', async ({
  page,
}) => {
  await page.goto(tab);
  const builtIn = entry(page, /Built-in EMS_ALL_UNKNOWN_CLIENTS/);
  await expect(builtIn).toContainText('Devices of which EMS has no information.');
  await expect(builtIn.getByRole('button', { name: /^Actions/ })).toHaveCount(0);
  await expect(entry(page, /ZTNA IP EMS1_ZTNA_Malicious-File-Detected/)).toContainText(
    'A malicious file was fo',
  );
});
