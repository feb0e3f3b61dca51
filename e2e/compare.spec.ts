import { expect, test } from './fixtures.ts';
import { openPage } from './lab.ts';

test('the world is compared with what it was before a change', async ({ page }) => {
  await page.goto('/fortigate/FGT-HQ/firewall-policy');
  await page.getByRole('button', { name: 'Actions of policy 17', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Set Status: Disable' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText('disabled');
  await page
    .getByRole('navigation', { name: 'Product' })
    .getByRole('link', { name: 'Lab' })
    .click();
  await openPage(page, 'Compare');
  await expect(page.getByText('Choose what to compare with')).toBeVisible();
  await page.getByLabel('Compare the world with').selectOption({ index: 1 });
  await expect(page.getByText('3 pairs of endpoint and server lost access.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Commands for FGT-HQ' })).toContainText(
    'set status disable',
  );
  await page
    .getByLabel('Compare the world with')
    .selectOption({ label: 'Scenario: Example 1: Any of' });
  await expect(page.getByText('Only then: FGT-A.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Only then: FGT-A.')).toBeVisible();
});
