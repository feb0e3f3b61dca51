// A list of a thousand policies on a narrow touch screen, where rows are of several heights.

import { expect, test } from './fixtures.ts';
import { loadScenario } from './lab.ts';

test(
  'scrolling leads where one scrolls to, and a link to its policy',
  { tag: '@long' },
  async ({ page }) => {
    await loadScenario(page, 'Large: 5,000 endpoints');
    const list = '/fortigate/FGT-SITE-01/firewall-policy';
    await page.goto(list);
    const table = page.getByRole('table', { name: 'Firewall Policy' });
    const actions = (id: number) =>
      table.getByRole('button', { name: `Actions of policy ${id}`, exact: true });
    await expect(actions(1)).toBeInViewport();
    await table.hover();
    // Four hundred rows or so of a thousand.
    await page.mouse.wheel(0, 40_000);
    await expect(actions(1)).toBeHidden();
    await expect(
      table.getByRole('button', { name: /^Actions of policy [345]\d\d$/ }),
    ).not.toHaveCount(0);
    await expect(table.getByRole('button', { name: /^Actions of policy 9\d\d$/ })).toHaveCount(0);

    await page.goto(`${list}?edit=962`);
    const form = page.getByRole('dialog', { name: /^Edit policy 962/ });
    await expect(form.getByRole('textbox', { name: 'Name' })).toBeVisible();
    await form.getByRole('button', { name: 'Close' }).tap();
    await expect(form).toBeHidden();
    await expect(actions(962)).toBeInViewport();
  },
);
