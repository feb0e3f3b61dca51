import { expect, test } from './fixtures.ts';
import { openPage } from './lab.ts';

test('a draft is started, changed at the command line, reviewed, applied as one change, and undone', async ({
  page,
}) => {
  await page.goto('/fortigate/FGT-HQ/cli');
  await page.getByRole('button', { name: 'World: Two sites' }).click();
  await page.getByRole('menuitem', { name: 'Start a draft' }).click();
  const bar = page.getByRole('banner').getByRole('link', { name: /^Draft .* Review$/ });
  await expect(bar).toHaveText(/0 changes/);
  const line = page.getByRole('textbox', { name: / #$/ });
  const type = async (...lines: readonly string[]): Promise<void> => {
    for (const one of lines) {
      await line.fill(one);
      await line.press('Enter');
      await expect(line).toHaveValue('');
    }
  };
  await type('config firewall policy', 'edit 17', 'set status disable', 'end');
  await type('config firewall address', 'edit DRAFTED', 'end');
  await expect(bar).toHaveText(/2 changes · \+0 −3/);
  await bar.click();

  const changes = page.getByRole('list', { name: 'Changes' });
  await expect(changes.getByRole('listitem')).toHaveText([
    /edit policy 17 on FGT-HQ.*3 lose access/,
    /create address DRAFTED on FGT-HQ/,
  ]);
  await expect(page.getByRole('region', { name: 'Access' })).toContainText(
    '3 pairs of endpoint and server would lose access',
  );
  const findings = page.getByRole('region', { name: 'Findings' });
  await expect(findings.getByRole('link', { name: 'Address DRAFTED' })).toBeVisible();
  await page.getByRole('button', { name: 'Drop: create address DRAFTED' }).click();
  await expect(changes.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'Put back: create address DRAFTED' }).click();
  await expect(changes.getByRole('listitem')).toHaveCount(2);
  await page.reload();
  await page.getByRole('button', { name: 'Apply 2 changes' }).click();
  await expect(page.getByText('No draft is open')).toBeVisible();
  const news = page.getByText('2 changes were applied to Two sites.');
  await expect(news).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(page.getByText('Undone: apply Draft (2 changes).')).toBeVisible();

  await page.getByRole('button', { name: 'Start a draft' }).click();
  await expect(
    page.getByText('A draft of Two sites. Two sites has not changed since.'),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(page.getByText('No draft is open')).toBeVisible();
  await openPage(page, 'Worlds');
  await expect(page.getByRole('table', { name: 'Worlds' }).getByRole('row')).toHaveCount(2);
});
