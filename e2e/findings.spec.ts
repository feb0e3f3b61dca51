import { type Page, expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { loadScenario } from './lab.ts';

async function openFinding(page: Page, kind: string, where: RegExp) {
  const row = page.getByRole('row', { name: where }).filter({ hasText: kind });
  await row.getByRole('button', { name: kind }).click();
  const panel = page.getByRole('dialog', { name: kind });
  await expect(panel).toBeVisible();
  return panel;
}

test('a finding says why, a repair mends it, and Undo brings it back', async ({ page }) => {
  await page.goto('/lab/findings');
  const panel = await openFinding(page, 'Tag type not shared', /Proxy policy 2 Finance-allow/);
  await expect(
    panel.getByText(/EMS does not share Classification Tags with FGT-HQ/).first(),
  ).toBeVisible();
  await panel.getByRole('button', { name: /Apply: Share Classification Tags/ }).click();
  const gone = page.getByRole('dialog', { name: 'Finding', exact: true });
  await expect(gone.getByText('This finding is gone')).toBeVisible();
  await gone.getByRole('button', { name: 'Back to the list' }).click();
  const row = page.getByRole('row', { name: /Proxy policy 2 Finance-allow.*CLASS_Finance/ });
  await expect(row).toHaveCount(0);
  await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('menuitem', { name: /share Classification Tags/ }).click();
  await expect(row).toHaveCount(1);
});

test('a finding is ignored with a reason, kept with it, and listed again', async ({ page }) => {
  await page.goto('/lab/findings');
  const where = /ZTNA-finance/;
  let panel = await openFinding(page, 'Server that nobody reaches', where);
  await panel.getByRole('button', { name: 'Ignore this finding' }).click();
  await expect(panel.getByText('Say why, for whoever looks next.')).toBeVisible();
  await panel.getByRole('textbox', { name: 'Reason' }).fill('Opens next month');
  await panel.getByRole('button', { name: 'Ignore this finding' }).click();
  await expect(panel).toHaveCount(0);
  await expect(page.getByRole('row', { name: where })).toHaveCount(0);

  await page.getByRole('button', { name: 'Show 1 ignored' }).click();
  panel = await openFinding(page, 'Server that nobody reaches', where);
  await expect(panel.getByText('Opens next month')).toBeVisible();
  await panel.getByRole('button', { name: 'List it again' }).click();
  await expect(page.getByText('No finding is ignored')).toBeVisible();
  await page.getByRole('button', { name: 'Show the others' }).click();
  await expect(page.getByRole('row', { name: where })).toHaveCount(1);
});

test('a device that could exist is added, and its connection comes to the policy', async ({
  page,
}) => {
  await page.goto('/lab/findings');
  const panel = await openFinding(page, 'Not reached today', /Policy 1 ZTNA-store-phones/);
  await panel.getByRole('button', { name: 'Add the device and connect' }).click();
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result.getByText(/COULD-EXIST-1 .* to ZTNA-store/)).toBeVisible();
  await expect(result.getByText(/policy 1 ZTNA-store-phones/).first()).toBeVisible();
});

test(
  'a proof names the policies that take every session, and links to them',
  { tag: '@long' },
  async ({ page }) => {
    await loadScenario(page, 'Large: 5,000 endpoints');
    await page.goto('/lab/findings?kind=shadowed');
    const panel = await openFinding(page, 'Shadowed', /Policy 41 Deny-department-01-41/);
    await panel.getByRole('link', { name: 'Policy 1 Deny-department-01-1', exact: true }).click();
    await expect(page.getByRole('dialog', { name: /Edit policy 1\b/ })).toBeVisible();
  },
);

test('the form of a policy says what is found of it, and leads there', async ({ page }) => {
  await page.goto('/fortigate/FGT-HQ/proxy-policy?edit=2');
  const form = page.getByRole('dialog', { name: /Edit proxy policy 2/ });
  const notes = form.getByRole('list', { name: 'Findings' });
  await expect(notes.getByText(/EMS does not share Classification Tags/)).toBeVisible();
  await notes.getByRole('link', { name: 'Tag type not shared' }).click();
  await expect(page.getByRole('dialog', { name: 'Tag type not shared' })).toBeVisible();
  await expect(page.getByText('Only findings about proxy policy 2 of FGT-HQ.')).toBeVisible();

  await page.goto('/fortigate/FGT-HQ/proxy-policy');
  await page
    .getByRole('link', { name: /^2 findings of proxy policy 2: Tag type not shared/ })
    .click();
  await expect(page.getByText('Only findings about proxy policy 2 of FGT-HQ.')).toBeVisible();
});

test('the menu of a policy leads to what is found of it', async ({ page }) => {
  await page.goto('/fortigate/FGT-HQ/firewall-policy');
  await page.getByRole('button', { name: 'Actions of policy 3', exact: true }).click();
  await page.getByRole('menuitem', { name: /Findings/ }).click();
  await expect(page.getByRole('row', { name: /Policy 3 ZTNA-deny-malicious/ })).toHaveCount(1);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(page.getByRole('row', { name: /Proxy policy 2 Finance-allow/ })).not.toHaveCount(0);
});
