import { expect, test } from './fixtures.ts';
import { loadScenario, openPage } from './lab.ts';

test('a denial is mended with one press, and comes back with Undo', async ({ page }) => {
  await loadScenario(page, 'Example 2: All of');
  await openPage(page, 'Connect');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result.getByText('Denied', { exact: true })).toBeVisible();

  const repairs = page.getByRole('list', { name: 'Changes that would allow it' });
  await expect(repairs.getByRole('listitem').first()).toContainText('Give WIN10-02');
  const toAny = repairs.getByRole('listitem').filter({ hasText: 'ask for Any of its tags' });
  await expect(toAny).toContainText('let 1 other pair of endpoint and server through');
  await toAny.getByRole('button', { name: /^Apply/ }).click();

  await page.getByRole('button', { name: 'Connect again' }).click();
  await expect(result.getByText('Allowed', { exact: true })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Changes that would end it' })).toContainText(
    'ask for All of its tags',
  );

  await page.getByRole('button', { name: /^Undo: / }).click();
  await expect(page.getByRole('button', { name: 'Connect again' })).toBeVisible();
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
    result.getByRole('listitem').filter({ hasText: 'It broke here' }).first(),
  ).toContainText('2 EMS shares');
  await page.getByRole('button', { name: 'Apply: Share Classification Tags with FGT-HQ.' }).click();
  await page.getByRole('button', { name: 'Connect again' }).click();
  await expect(result.getByText('Allowed', { exact: true })).toBeVisible();
});

test('a tag that is taken by hand against its rules is said to be', async ({ page }) => {
  await page.goto('/lab/connect?fortigate=FGT-HQ&server=ZTNA-webserver');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByRole('button', { name: /^Apply: Take .* FortiAD from WIN11-ANN/ }).click();
  await page.getByRole('link', { name: 'Open WIN11-ANN' }).click();
  await expect(page.getByRole('list', { name: 'Given and taken by hand' })).toContainText(
    'taken by hand: its rules hold',
  );
});
