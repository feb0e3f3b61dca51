// System > Configuration: a device's own words in and out.

import { expect, test } from './fixtures.ts';

const at = (tab: string) => `/fortigate/FGT-HQ/configuration/${tab}`;
const script = `config firewall policy
    edit 17
        set ztna-ems-tag "EMS1_CLASS_Contractor"
        set comments "from a script"
        set action perhaps
    next
end
`;

test('a script is previewed, imported as one change with the tag it asks for, and undone', async ({
  page,
}) => {
  await page.goto(at('import'));
  await page.getByRole('textbox', { name: 'FortiOS configuration' }).fill(script);
  await page.getByRole('button', { name: 'Preview' }).click();
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview).toContainText('On FGT-HQ: 1 changed');
  // What FortiOS refuses is not taken over, and the preview says what holds.
  await expect(preview.getByRole('region', { name: 'Warnings' })).toContainText(
    /5:9.*action stays accept/s,
  );
  await expect(preview).toContainText('“perhaps” is not a value of action, so it is not in force');
  await preview.getByRole('checkbox', { name: 'Create Contractor' }).check();
  await preview.getByRole('button', { name: 'Import' }).click();
  const news = page.getByRole('dialog', { name: /was imported/ });
  await expect(news).toBeVisible();

  await page.goto(at('export'));
  const text = page.getByRole('region', { name: 'Configuration of FGT-HQ' });
  await expect(text).toContainText('set comments "from a script"');
  await page.goto('/ems/tag-monitor?search=Contractor');
  await expect(page.getByRole('button', { name: 'Who has Contractor' })).toBeVisible();
});

test('Undo takes an import back as a whole', async ({ page }) => {
  await page.goto(at('import'));
  await page.getByRole('textbox', { name: 'FortiOS configuration' }).fill(script);
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page
    .getByRole('dialog', { name: /was imported/ })
    .getByRole('button', { name: 'Undo' })
    .click();
  await page.getByRole('link', { name: 'Export', exact: true }).click();
  const text = page.getByRole('region', { name: 'Configuration of FGT-HQ' });
  await expect(text).toContainText('edit 17');
  await expect(text).not.toContainText('from a script');
});

test('two FortiGates are compared by the commands that lead from one to the other @long', async ({
  page,
}) => {
  await page.goto(at('compare'));
  await page.getByRole('combobox', { name: 'To', exact: true }).selectOption('FGT-Branch');
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await expect(comparison.getByRole('region', { name: 'Commands for the changes' })).toContainText(
    'edit "ZTNA-store"',
  );
  await expect(comparison).toContainText('Checked: these commands turn');
});

test(
  'a large file is read with progress, and can be cancelled',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto(at('import'));
    const entries = Array.from(
      { length: 60_000 },
      (_, i) =>
        `    edit "host-${i}"\n        set subnet 10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255} 255.255.255.255\n    next\n`,
    );
    const text = `config firewall address\n${entries.join('')}end\n`;
    await page
      .getByLabel('FortiOS configuration: file')
      .setInputFiles({ name: 'large.conf', mimeType: 'text/plain', buffer: Buffer.from(text) });
    await expect(page.getByText('large.conf')).toBeVisible();
    await page.getByRole('button', { name: 'Preview' }).click();
    await expect(page.getByRole('progressbar')).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('progressbar')).toHaveCount(0);
    await page.getByRole('button', { name: 'Preview' }).click();
    await expect(page.getByRole('region', { name: 'Preview' })).toContainText('60,000 added', {
      timeout: 20_000,
    });
  },
);

test('a policy’s form shows its commands while it is filled in', async ({ page }) => {
  await page.goto('/fortigate/FGT-HQ/firewall-policy?edit=17');
  const panel = page.getByRole('dialog', { name: 'Edit policy 17' });
  await panel.getByRole('button', { name: 'Show CLI' }).click();
  await expect(panel.getByText('Nothing would change.')).toBeVisible();
  await panel.getByRole('textbox', { name: 'Name' }).fill('renamed');
  const commands = panel.getByRole('region', { name: 'Commands for FGT-HQ' });
  await expect(commands).toHaveText(
    'config firewall policy\n    edit 17\n        set name "renamed"\n    next\nend\n',
    { useInnerText: true },
  );
  await panel.getByRole('textbox', { name: 'Name' }).fill('no "quotes"');
  await expect(panel.getByText(/^No commands yet: /)).toBeVisible();
  await panel.getByRole('button', { name: 'Hide CLI' }).click();
  await expect(commands).toBeHidden();
});
