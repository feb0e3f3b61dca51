import { everyPageIsInOrder } from './every-page.ts';
import { expect, test } from './fixtures.ts';

everyPageIsInOrder();

test('the menu folds into a drawer that leads to every page', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Menu' }).click();
  const drawer = page.getByRole('dialog', { name: 'Menu' });
  // Another product brings its own menu; the drawer stays for the page to be chosen.
  await drawer.getByRole('link', { name: 'EMS', exact: true }).click();
  await drawer.getByRole('link', { name: 'Fabric Devices', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Fabric Devices' })).toBeVisible();
  await expect(drawer).toHaveCount(0);
});
