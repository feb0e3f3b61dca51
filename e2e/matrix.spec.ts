import { readFileSync } from 'node:fs';
import { expect, test } from './fixtures.ts';
import { loadScenario, openPage } from './lab.ts';

test('who gets in is seen, filtered, grouped, and explained beside a cell', async ({ page }) => {
  await page.goto('/lab/matrix');
  const grid = page.getByRole('grid', { name: 'Access matrix' });
  const near = grid.getByRole('gridcell', {
    name: 'WIN11-ANN to ZTNA-finance on FGT-HQ: near miss',
  });
  await expect(near).toBeVisible();
  await expect(page.getByText('20 endpoints × 3 servers: 60 pairs, 10 allowed')).toBeVisible();

  await near.click();
  const panel = page.getByRole('dialog', { name: /WIN11-ANN → ZTNA-finance/ });
  await expect(panel).toContainText('EMS does not share Classification Tags with FGT-HQ');
  await expect(panel.getByRole('row', { name: /Proxy policy 2.*not met/ })).toBeVisible();
  await panel.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: /^Show:/ }).click();
  await page.getByRole('menuitemradio', { name: 'with a near miss' }).click();
  await expect(grid.getByRole('rowheader', { name: /WIN11-BOB/ })).toHaveCount(0);
  await expect(near).toBeVisible();
  await page.getByRole('button', { name: /^Show:/ }).click();
  await page.getByRole('menuitemradio', { name: 'all endpoints' }).click();

  await page.getByRole('button', { name: /^Group by:/ }).click();
  await page.getByRole('menuitemradio', { name: 'same access' }).click();
  await grid.getByRole('gridcell', { name: /^As WIN11-ANN to ZTNA-webserver/ }).click();
  const group = page.getByRole('dialog', { name: /As WIN11-ANN → ZTNA-webserver/ });
  await expect(group.getByText('valid (now) 2 of 2 allowed')).toBeVisible();
  await group.getByRole('link', { name: 'WIN11-ANN', exact: true }).first().click();
  await page
    .getByRole('dialog', { name: 'WIN11-ANN → ZTNA-webserver' })
    .getByRole('button', { name: 'Close' })
    .click();
  await grid.getByRole('button', { name: 'As WIN11-ANN' }).click();
  await expect(grid.getByRole('rowheader')).toHaveCount(2);
  await page.getByRole('button', { name: 'Back to the groups' }).click();
  await expect(grid.getByRole('button', { name: 'As WIN11-BOB' })).toBeVisible();
});

test('arrow keys go from cell to cell, Enter opens one, and it opens in Connect', async ({
  page,
}) => {
  await page.goto('/lab/matrix');
  const grid = page.getByRole('grid', { name: 'Access matrix' });
  await expect(grid.getByRole('rowheader', { name: /WIN11-ANN/ })).toBeVisible();
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog', { name: /WIN11-BOB → ZTNA-finance/ });
  await panel.getByRole('link', { name: 'Open in Connect' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Connect' })).toBeVisible();
  await expect(page.getByText('Denied', { exact: true })).toBeVisible();
});

test('of 5,000 endpoints, those in sight alone are in the page, wherever one scrolls', async ({
  page,
}) => {
  await loadScenario(page, 'Large: 5,000 endpoints');
  await openPage(page, 'Access matrix');
  const grid = page.getByRole('grid', { name: 'Access matrix' });
  await expect(grid).toHaveAttribute('aria-rowcount', '5001');
  await expect(page.getByText(/5,000 endpoints × 6 servers: 30,000 pairs/)).toBeVisible();
  const few = async (): Promise<void> => {
    expect(await grid.getByRole('row').count()).toBeLessThan(60);
    expect(await grid.getByRole('gridcell').count()).toBeLessThan(60 * 10);
  };
  await few();
  await grid.focus();
  for (let i = 0; i < 20; i++) await page.keyboard.press('PageDown');
  await page.keyboard.press('End');
  await expect(grid.getByRole('row').nth(1)).not.toHaveAttribute('aria-rowindex', '2');
  await few();
});

test('the file has every pair', async ({ page }) => {
  await page.goto('/lab/matrix');
  await expect(page.getByRole('grid', { name: 'Access matrix' })).toBeVisible();
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const file = await waiting;
  expect(file.suggestedFilename()).toBe('access-matrix.csv');
  const lines = readFileSync(await file.path(), 'utf8')
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(21);
  expect(lines[1]).toBe('WIN11-ANN,accept:policy:17,deny:proxy-policy:0:65,accept:policy:2');
});
