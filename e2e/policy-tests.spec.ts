import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { choose, chooseUndo, openPage, openProduct } from './lab.ts';

// What the server refuses here, it refuses on purpose.
test.use({ expectedConsole: [/400/] });

const yaml = `tests:
  - name: ANN reaches the webserver
    who:
      endpoints: [WIN11-ANN]
    expect: may reach
    servers: [ZTNA-webserver]
  - name: Nobody malicious
    who:
      all of: [ZTNA_Malicious-File-Detected]
    expect: may not reach
    servers: any
`;

async function openTests(page: Page): Promise<void> {
  await page.goto('/lab/policy-tests');
  await expect(page.getByRole('heading', { level: 1, name: 'Policy Tests' })).toBeVisible();
}

async function importText(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'As text' }).click();
  const panel = page.getByRole('dialog', { name: 'Policy tests as text' });
  await panel.getByRole('textbox', { name: 'YAML' }).fill(text);
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(panel).toBeHidden();
}

test('a test by form: it runs at once, and a failing pair opens Connect on its session', async ({
  page,
}) => {
  await openTests(page);
  await page.getByRole('main').getByRole('button', { name: 'Add test' }).first().click();
  const form = page.getByRole('dialog', { name: 'New policy test' });
  await form.getByRole('combobox', { name: 'With all of', exact: true }).fill('FortiAD');
  await page.getByRole('option', { name: /: FortiAD$/ }).click();
  await choose(page, form, 'ZTNA servers', 'ZTNA-finance');
  await expect(form).toContainText(/Reads: Every endpoint with .*FortiAD may reach ZTNA-finance\./);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  const row = page.getByRole('row', { name: /Every endpoint with FortiAD may reach ZTNA-finance/ });
  await expect(row).toContainText('failed');
  await row.getByRole('button', { name: /^Every endpoint/ }).click();
  const panel = page.getByRole('dialog', { name: /^Every endpoint with FortiAD/ });
  const pairs = panel.getByRole('list', { name: 'Pairs that are not as expected', exact: true });
  await expect(pairs.getByRole('listitem').first()).toContainText('does not reach ZTNA-finance');
  await pairs
    .getByRole('link', { name: /in Connect$/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Connect' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('Denied');
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('ZTNA-finance');
});

test('a text: what is wrong is told by line and column, nothing is lost, and it is saved whole @long', async ({
  page,
}) => {
  await openTests(page);
  await page.getByRole('button', { name: 'As text' }).click();
  const panel = page.getByRole('dialog', { name: 'Policy tests as text' });
  const field = panel.getByRole('textbox', { name: 'YAML' });
  const wrong = yaml.replace('servers: any', 'sevrers: any');
  await field.fill(wrong);
  await expect(panel.getByRole('list', { name: 'What cannot be read' })).toContainText(
    'Line 11, column 5: There is no field sevrers here. Did you mean servers?',
  );
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(field).toHaveAccessibleDescription(/Line 11, column 5: There is no field sevrers/);
  await expect(field).toHaveValue(wrong);
  await field.fill(yaml.replace('WIN11-ANN', 'WIN11-ANNA'));
  await expect(panel.getByRole('list', { name: 'What is not in this world' })).toContainText(
    'Line 4, column 19: There is no endpoint WIN11-ANNA in this world. Did you mean WIN11-ANN?',
  );
  await field.fill(yaml);
  await expect(panel).toContainText('2 policy tests, every name is there.');
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(panel).toBeHidden();
  await expect(page.getByRole('row', { name: /ANN reaches the webserver/ })).toContainText(
    'passed',
  );
  // The text again, as a file.
  await page.getByRole('button', { name: 'As text' }).click();
  await expect(field).toHaveValue(yaml);
  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Save as a file' }).click();
  const file = await (await download).path();
  expect(await readFile(file, 'utf8')).toBe(yaml);
});

test('a change that makes a test fail says so where it is made, and Undo makes it pass again', async ({
  page,
}) => {
  await openTests(page);
  await importText(page, yaml);
  await expect(page.getByRole('row', { name: /ANN reaches/ })).toContainText('passed');
  await openProduct(page, 'EMS');
  await page.getByRole('link', { name: 'WIN11-ANN', exact: true }).click();
  await page.getByRole('button', { name: 'Actions of WIN11-ANN' }).click();
  await page.getByRole('menuitem', { name: /^Quarantine/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Quarantine' }).click();
  await expect(
    page.getByText(/policy test fails now: ANN reaches the webserver\./).first(),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Open Policy Tests' }).click();
  const panel = page.getByRole('dialog', { name: 'ANN reaches the webserver' });
  await expect(panel).toContainText('EMS quarantines WIN11-ANN');
  await panel.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.getByRole('link', { name: '2 policy tests fail' })).toBeVisible();
  await chooseUndo(page, /^Undo: quarantine/i);
  await expect(
    page.getByText(/1 policy test passes again: ANN reaches the webserver\./).first(),
  ).toBeVisible();
});

test(
  'an outcome of Connect is kept as a test with one click',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto('/lab/connect?now=1');
    const result = page.getByRole('region', { name: 'Result' });
    await result.getByRole('button', { name: 'Keep as a test' }).click();
    await expect(page.getByText(/^Kept as a policy test: /)).toBeVisible();
    await result.getByRole('button', { name: 'Keep as a test' }).click();
    await expect(page.getByText(/says this already\.$/).first()).toBeVisible();
    // It was denied: whatever would let it in makes the test fail.
    const fixes = result.getByRole('list', { name: 'Changes that would allow access' });
    await expect(fixes.getByRole('listitem').first()).toContainText('1 policy test would fail');
    await openPage(page, 'Policy Tests');
    await expect(page.getByRole('row')).toHaveCount(2);
    await expect(page.getByRole('row').nth(1)).toContainText('passed');
  },
);

test('the preview of sharing settings says which tests would fail', async ({ page }) => {
  await openTests(page);
  const closed = yaml
    .replace('ANN reaches the webserver', 'Finance is closed')
    .replace('may reach', 'may not reach')
    .replace('ZTNA-webserver', 'ZTNA-finance');
  await importText(page, closed);
  await expect(page.getByRole('row', { name: /Finance is closed/ })).toContainText('passed');
  await page.goto('/ems/fabric-devices/FGVM02TM22013110');
  const editor = page.getByRole('dialog', { name: 'Edit FGT-HQ' });
  await editor.getByRole('checkbox', { name: 'Classification Tags' }).check();
  const preview = editor.getByRole('region', { name: 'If you update' });
  await expect(preview.getByRole('list', { name: '1 policy test would fail' })).toHaveText(
    'Finance is closed',
  );
  await editor.getByRole('button', { name: 'Update' }).click();
  await expect(
    page.getByText(/1 policy test fails now: Finance is closed\./).first(),
  ).toBeVisible();
});

test('tests are duplicated, moved, filtered and deleted', { tag: '@long' }, async ({ page }) => {
  await openTests(page);
  await importText(page, yaml);
  const rows = page.getByRole('row');
  await page.getByRole('button', { name: 'Actions of Nobody malicious' }).click();
  await page.getByRole('menuitem', { name: 'Move up' }).click();
  await expect(rows.nth(1)).toContainText('Nobody malicious');
  await page.getByRole('button', { name: 'Actions of Nobody malicious' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  const form = page.getByRole('dialog', { name: 'New policy test' });
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Nobody malicious');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(
    form.getByRole('textbox', { name: 'Name', exact: true }),
  ).toHaveAccessibleDescription(/Another policy test has the name Nobody malicious/);
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('The same');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(rows).toHaveCount(4);
  await page.getByRole('button', { name: 'Result: any' }).click();
  await page.getByRole('menuitemradio', { name: 'not passed' }).click();
  await expect(page.getByRole('row', { name: /The same/ })).toBeVisible();
  await page.getByRole('button', { name: 'Actions of The same' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByText('The policy test The same was deleted.')).toBeVisible();
  await expect(page.getByRole('row', { name: /The same/ })).toBeHidden();
});
