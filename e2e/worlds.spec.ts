import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures.ts';
import { openPage, openProduct } from './lab.ts';

test.use({ expectedConsole: [/status of 400/] });

test('a world is copied, exported, deleted, and made again of its file; another one keeps its history', async ({
  page,
}) => {
  await page.goto('/lab/worlds');
  const worlds = page.getByRole('table', { name: 'Worlds' });
  await expect(worlds.getByRole('row')).toHaveCount(2);

  await page.getByRole('button', { name: 'Actions of Two sites' }).click();
  await page.getByRole('menuitem', { name: 'Copy…' }).click();
  const panel = page.getByRole('dialog', { name: 'New world', exact: true });
  await panel.getByRole('textbox', { name: 'Name', exact: true }).fill('two SITES');
  await panel.getByRole('button', { name: 'Create' }).click();
  await expect(panel.getByText('A world named two SITES already exists.')).toBeVisible();
  await panel.getByRole('textbox', { name: 'Name', exact: true }).fill('Rehearsal');
  await panel.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('button', { name: 'World: Rehearsal' })).toBeVisible();

  // What is done here is done here alone.
  await openPage(page, 'Scenarios');
  await page.getByRole('button', { name: 'Load Example 1: Any of' }).click();
  await expect(page.getByRole('banner').getByRole('button', { name: 'Undo' })).toBeEnabled();
  await openPage(page, 'Worlds');
  await page.getByRole('button', { name: 'Actions of Rehearsal' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export without secrets' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ format: 'posture-lab-world', name: 'Rehearsal' });

  await page.getByRole('button', { name: 'Actions of Two sites' }).click();
  await page.getByRole('menuitem', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('button', { name: 'World: Two sites' })).toBeVisible();
  await openProduct(page, 'FortiGate');
  await expect(page.getByRole('button', { name: 'FortiGate: FGT-HQ' })).toBeVisible();
  await page.goto('/lab/worlds');
  const remove = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Actions of Rehearsal' }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(worlds.getByRole('row')).toHaveCount(2);
  };
  await remove();
  await page.getByRole('button', { name: 'Bring back' }).click();
  await expect(worlds.getByRole('row')).toHaveCount(3);
  await remove();

  await page.getByRole('button', { name: 'New world' }).click();
  await panel.getByText('World file', { exact: true }).click();
  const file = panel.getByRole('textbox', { name: 'World file', exact: true });
  await file.fill('{"name": 7');
  await panel.getByRole('button', { name: 'Create' }).click();
  await expect(panel.getByText('Line 1, column 11: this is not JSON')).toBeVisible();
  await file.fill(text);
  await panel.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('button', { name: 'World: Rehearsal' })).toBeVisible();
  await expect(worlds.getByRole('row', { name: /Rehearsal/ })).toContainText('FGT-A');
});
