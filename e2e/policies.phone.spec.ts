// Policies on a narrow touch screen: two-line rows, a form as wide as the screen, nothing sideways.

import type { Page } from '@playwright/test';
import { axe, expect, test } from './fixtures.ts';

async function isWithinTheScreen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const root = document.scrollingElement;
    return root !== null && root.scrollWidth <= root.clientWidth;
  });
}

for (const theme of ['light', 'dark'])
  test(
    `tables and forms fit, ${theme}`,
    theme === 'dark' ? { tag: '@long' } : {},
    async ({ page }) => {
      await page.goto('/fortigate/FGT-HQ/firewall-policy');
      await page.evaluate((value) => localStorage.setItem('posture-lab-theme', value), theme);
      for (const list of ['firewall-policy', 'proxy-policy']) {
        await page.goto(`/fortigate/FGT-HQ/${list}`);
        const first = page.getByRole('table').getByRole('link').first();
        await expect(first).toBeVisible();
        expect(await isWithinTheScreen(page)).toBe(true);
        expect(await axe(page)).toEqual([]);
        await first.tap();
        const name = page.getByRole('dialog').getByRole('textbox', { name: 'Name' });
        await expect(name).toBeVisible();
        expect(await isWithinTheScreen(page)).toBe(true);
        const { x, width } = (await name.boundingBox()) ?? { x: -1, width: 0 };
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(390);
        expect(await axe(page)).toEqual([]);
        await page.getByRole('dialog').getByRole('button', { name: 'Close' }).tap();
        await expect(page.getByRole('dialog')).toBeHidden();
      }
    },
  );

test('a policy is moved and disabled by touch, from its menu', async ({ page }) => {
  await page.goto('/fortigate/FGT-HQ/firewall-policy');
  await page.getByRole('button', { name: 'Actions of policy 17' }).tap();
  await page.getByRole('menuitem', { name: 'Move up' }).tap();
  const firstRow = page.getByRole('table').getByRole('link').first();
  await expect(firstRow).toHaveAccessibleName('ZTNA-webserver-allow');
  await page.getByRole('button', { name: 'Actions of policy 17' }).tap();
  await page.getByRole('menuitem', { name: 'Disable' }).tap();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disable' }).tap();
  await expect(page.getByText('Policy 17 ZTNA-webserver-allow disabled.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'ZTNA-webserver-allow' })).toContainText(
    'Disabled',
  );
});
