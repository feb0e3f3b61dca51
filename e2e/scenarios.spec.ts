import { expect, test } from './fixtures.ts';
import { loadScenario, openPage, openProduct } from './lab.ts';

test('the steps of the first scenario are links, and are ticked when they have happened', async ({
  page,
}) => {
  await page.goto('/');
  const steps = page.getByRole('list', { name: 'Steps of Two sites' }).getByRole('listitem');
  const progress = page.getByRole('region', { name: 'Two sites' }).getByRole('status');
  const back = async (done: number): Promise<void> => {
    await openProduct(page, 'Lab');
    await openPage(page, 'Scenarios');
    await expect(progress).toHaveText(`${done} of 4 steps done`);
  };
  await expect(progress).toHaveText('0 of 4 steps done');

  await steps.nth(0).getByRole('link').click();
  const result = page.getByRole('region', { name: 'Result', exact: true });
  await expect(result.getByText('Denied', { exact: true })).toBeVisible();
  await back(1);
  await expect(steps.nth(0)).toContainText('Done:');
  await expect(steps.nth(1)).not.toContainText('Done:');

  // Opened is not done: the sync editor is left without a change.
  await steps.nth(1).getByRole('link').click();
  const editor = page.getByRole('dialog', { name: 'Edit FGT-HQ' });
  await editor.getByRole('button', { name: 'Cancel' }).click();
  await back(1);
  await steps.nth(1).getByRole('link').click();
  await editor.getByRole('checkbox', { name: 'Classification Tags' }).check();
  await editor.getByRole('button', { name: 'Update' }).click();
  await expect(editor).toHaveCount(0);
  await back(2);

  await steps.nth(2).getByRole('link').click();
  await expect(result.getByText('Allowed', { exact: true })).toBeVisible();
  await back(3);
  await steps.nth(3).getByRole('link').click();
  await expect(result.getByText('Denied', { exact: true })).toBeVisible();
  await back(4);
  await expect(page.getByText('All steps are done.')).toBeVisible();

  await page.reload();
  await expect(progress).toHaveText('4 of 4 steps done');
  await page.getByRole('button', { name: 'Start over Two sites' }).click();
  await expect(progress).toHaveText('0 of 4 steps done');
});

test('a step that is done by looking is ticked however one came to the place', async ({ page }) => {
  await loadScenario(page, 'Example 2: All of');
  await openProduct(page, 'FortiGate');
  await openPage(page, 'ZTNA Traffic');
  await expect(page.getByRole('heading', { level: 1, name: 'ZTNA Traffic' })).toBeVisible();
  await openProduct(page, 'Lab');
  await openPage(page, 'Scenarios');
  await expect(
    page.getByRole('list', { name: 'Steps of Example 2: All of' }).getByRole('listitem').nth(1),
  ).toContainText('Done:');
});

test(
  'a setting changed from Connect leads back to the same connection',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto('/lab/connect?now=1');
    await page.getByRole('link', { name: 'Open the sync editor' }).click();
    const editor = page.getByRole('dialog', { name: 'Edit FGT-HQ' });
    await editor.getByRole('checkbox', { name: 'Classification Tags' }).check();
    await editor.getByRole('button', { name: 'Update' }).click();
    await page.getByRole('button', { name: 'Connect again' }).click();
    await expect(
      page
        .getByRole('region', { name: 'Result', exact: true })
        .getByText('Allowed', { exact: true }),
    ).toBeVisible();
  },
);

test('a result that is not what the form asks for is plainly old', async ({ page }) => {
  await page.goto('/lab/connect?now=1');
  await expect(page.getByRole('region', { name: 'Result', exact: true })).toBeVisible();
  await page
    .getByRole('combobox', { name: 'Client certificate', exact: true })
    .selectOption('revoked');
  await expect(page.getByText('Last result: WIN11-ANN to ZTNA-finance.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Last result' })).toBeVisible();
  await page.getByRole('button', { name: 'Connect with the new selection' }).click();
  await expect(page.getByRole('region', { name: 'Result', exact: true })).toContainText('Revoked');
});

test('each product opens where it was left', async ({ page }) => {
  await page.goto('/fortigate/FGT-Branch/firewall-policy');
  await openProduct(page, 'EMS');
  await openPage(page, 'Tag Monitor');
  await expect(page.getByRole('heading', { level: 1, name: 'Tag Monitor' })).toBeVisible();
  await openProduct(page, 'Lab');
  await openPage(page, 'Sessions');
  await expect(page.getByRole('heading', { level: 1, name: 'Sessions' })).toBeVisible();
  await openProduct(page, 'FortiGate');
  await expect(page.getByRole('heading', { level: 1, name: 'Firewall Policy' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'FortiGate: FGT-Branch' })).toBeVisible();
  await openProduct(page, 'EMS');
  await expect(page.getByRole('heading', { level: 1, name: 'Tag Monitor' })).toBeVisible();
  await openProduct(page, 'Lab');
  await expect(page.getByRole('heading', { level: 1, name: 'Sessions' })).toBeVisible();
});

test('nothing is asked of a FortiGate that does not exist', async ({ page }) => {
  await page.goto('/fortigate/FGT-NONE/firewall-policy');
  await expect(page.getByRole('heading', { level: 1, name: 'No such FortiGate' })).toBeVisible();
});
