import { expect, test } from './fixtures.ts';
import { chooseUndo, loadScenario, openPage } from './lab.ts';

test('a denial is mended with one press, and comes back with Undo', async ({ page }) => {
  await loadScenario(page, 'Example 2: All of');
  await openPage(page, 'Connect');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result.getByText('Denied', { exact: true })).toBeVisible();

  const repairs = page.getByRole('list', { name: 'Changes that would allow access' });
  await expect(repairs.getByRole('listitem').first()).toContainText('Add the');
  const toAny = repairs.getByRole('listitem').filter({ hasText: 'to match Any of its tags' });
  await expect(toAny).toContainText('It would also allow');
  await toAny.getByRole('button', { name: /^Apply/ }).click();

  // It connects again by itself, and says what became of it.
  await expect(page.getByText(/Denied.*became.*Allowed/)).toBeVisible();
  await expect(result.getByText('Allowed', { exact: true })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Changes that would end access' })).toContainText(
    'to match All of its tags',
  );

  await page.getByRole('button', { name: 'Undo this change' }).click();
  await expect(page.getByText('Last result: WIN10-02 to ZTNA-server.')).toBeVisible();
  await page.getByRole('button', { name: 'Connect again' }).click();
  await expect(result.getByText('Denied', { exact: true })).toBeVisible();
});

test('in the first world, the setting that is missing is named and mended', async ({ page }) => {
  await page.goto('/lab/connect');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result).toContainText(
    'but EMS does not share Classification Tags with FGT-HQ. No policy matched',
  );
  await expect(
    result.getByRole('listitem').filter({ hasText: 'Stopped here' }).first(),
  ).toContainText('2 EMS shares');
  await page
    .getByRole('button', { name: 'Apply the first fix: Share Classification Tags with FGT-HQ.' })
    .click();
  await expect(result.getByText('Allowed', { exact: true })).toBeVisible();
});

test('a tag that is taken by hand against its rules is said to be @long', async ({ page }) => {
  await page.goto('/lab/connect?fortigate=FGT-HQ&server=ZTNA-webserver');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByRole('button', { name: /^Apply: Remove .* FortiAD from WIN11-ANN/ }).click();
  await page.getByRole('link', { name: 'Open WIN11-ANN' }).click();
  await expect(page.getByRole('list', { name: 'Set by hand' })).toContainText(
    'removed by hand; its rules are met',
  );
});

test('a toast’s Undo goes when its change was undone by other means', async ({ page }) => {
  await loadScenario(page, 'Example 2: All of');
  await page.goto('/fortigate/FGT-A/configuration/import');
  await page
    .getByRole('textbox', { name: 'FortiOS configuration' })
    .fill('config firewall policy\n    edit 17\n        set comments "imported"\n');
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const news = page.getByRole('region', { name: 'Notifications' });
  await expect(news).toContainText('The configuration of FGT-A was imported.');
  await chooseUndo(page, /^Undo: import a configuration/);
  await expect(news).toContainText('Undone: import a configuration.');
  await expect(news.getByRole('button', { name: 'Undo' })).toHaveCount(0);
});

test('changes are undone and redone by menu and by keys, also after a reload', async ({ page }) => {
  await page.goto('/ems/endpoints/A1D0C6E27B9F4A58830E5C14F7B26D06');
  const panel = page.getByRole('dialog', { name: 'MAC-FRED' });
  await panel.getByRole('button', { name: 'Remove Low' }).click();
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText('Low removed');
  await panel.getByRole('button', { name: 'Close' }).click();
  await page.reload();
  await expect(page.getByRole('banner').getByRole('button', { name: 'Undo' })).toBeEnabled();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Control+z');
  const news = page.getByRole('region', { name: 'Notifications' });
  await expect(news).toContainText('Undone: remove the tag Low.');
  await page.keyboard.press('Control+Shift+z');
  await expect(news).toContainText('Redone: remove the tag Low.');
  await chooseUndo(page, /^Undo: remove the tag Low/);
  await expect(news).toContainText('Undone: remove the tag Low.');
  await chooseUndo(page, /^Redo: remove the tag Low/);
  await expect(news).toContainText('Redone: remove the tag Low.');
});
