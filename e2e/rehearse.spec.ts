import { expect, test } from './fixtures.ts';
import { openPage } from './lab.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('from an empty world: a table of endpoints is added, taken back in the history, and shared by a link that opens beside', async ({
  page,
}) => {
  await page.goto('/lab/worlds?new=1');
  const making = page.getByRole('dialog', { name: 'New world', exact: true });
  await making.getByRole('combobox', { name: 'Scenario', exact: true }).selectOption('Empty');
  await making.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('button', { name: 'World: Empty' })).toBeVisible();

  await page.goto('/ems/endpoints');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('menuitem', { name: 'From a table…' }).click();
  const table = page.getByRole('textbox', { name: 'Table', exact: true });
  await table.fill('Device;Address;Tags\nWIN-A;10.0.1.20;FortiAD\nWIN-B;nowhere;FortiAD, Low-Risk');
  const panel = page.getByRole('dialog', { name: 'Add endpoints from a table' });
  await panel.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText('1 row cannot be read.')).toBeVisible();
  await expect(page.getByText('Row 3: Type an IPv4 address such as 10.0.1.21.')).toBeVisible();
  await table.fill(
    'Device;Address;Tags\nWIN-A;10.0.1.20;FortiAD\nWIN-B;10.0.1.21;FortiAD, Low-Risk',
  );
  await page.getByRole('button', { name: 'Add 2 endpoints' }).click();
  const endpoints = page.getByRole('table', { name: 'Endpoints' });
  await expect(endpoints.getByRole('row')).toHaveCount(3);

  await page.goto('/lab/history');
  const history = page.getByRole('table', { name: 'History' });
  await expect(history.getByRole('row', { name: /add 2 endpoints/ })).toContainText('Now');
  await page.getByRole('button', { name: 'Go before the first change' }).click();
  await expect(history.getByRole('row', { name: /add 2 endpoints/ })).toContainText('Undone');
  await page.getByRole('button', { name: 'Actions of add 2 endpoints' }).click();
  await page.getByRole('menuitem', { name: 'Go to this moment' }).click();
  await expect(history.getByRole('row', { name: /add 2 endpoints/ })).toContainText('Now');

  await page.goto('/ems/endpoints?search=WIN-B');
  await page.getByRole('button', { name: 'World: Empty' }).click();
  await page.getByRole('menuitem', { name: 'Share…' }).click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('The link was copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto(link.slice(0, -9));
  await expect(page.getByRole('alert')).toContainText('The link is damaged');
  await page.goto('/about');
  await page.goto(link);
  await page.getByRole('button', { name: 'Open beside my worlds' }).click();
  await expect(page.getByRole('button', { name: 'World: Empty 2' })).toBeVisible();
  await expect(endpoints.getByRole('row')).toHaveCount(2);
  await expect(endpoints).toContainText('WIN-B');
});

test('two connections part at a step that is marked; pairs are tried again after a change; the flow says the same', async ({
  page,
}) => {
  await page.goto('/lab/side-by-side');
  for (const [side, host] of [
    ['Left', 'WIN11-ANN'],
    ['Right', 'WIN11-GINA'],
  ] as const) {
    const card = page.getByRole('region', { name: side, exact: true });
    await card.getByRole('combobox', { name: 'Endpoint', exact: true }).fill(host);
    await page.getByRole('option', { name: new RegExp(host) }).click();
    await card.getByRole('combobox', { name: 'ZTNA server', exact: true }).fill('webserver');
    await page.getByRole('option', { name: 'ZTNA-webserver' }).click();
  }
  const steps = page.getByRole('table', { name: 'Step by step' });
  await expect(steps.getByRole('row', { name: /First difference/ })).toContainText(
    'The endpoint has',
  );
  await page.getByRole('button', { name: 'Add both pairs above' }).click();
  const pairs = page.getByRole('table', { name: 'Pairs' });
  await expect(pairs.getByRole('row', { name: /WIN11-ANN/ })).toContainText('Allowed by policy 17');

  await openPage(page, 'Flow');
  await page.getByRole('button', { name: 'Allowed: 3 sessions' }).click();
  const policies = page.getByRole('table', { name: 'Policies in their order' });
  await expect(policies.getByRole('row')).toHaveCount(2);
  await policies.getByRole('link', { name: /Policy 17/ }).click();
  await page.goto('/fortigate/FGT-HQ/cli');
  const line = page.getByRole('textbox', { name: / #$/ });
  for (const one of ['config firewall policy', 'edit 17', 'set status disable', 'end']) {
    await line.fill(one);
    await line.press('Enter');
    await expect(line).toHaveValue('');
  }
  await expect(page.getByRole('textbox', { name: 'FGT-HQ #', exact: true })).toBeVisible();
  await page.goto('/lab/side-by-side');
  await page.getByRole('button', { name: 'Try 2 pairs again' }).click();
  await expect(pairs.getByRole('row', { name: /WIN11-ANN/ })).toContainText('was allowed');
  await expect(page.getByText('2 pairs were tried; 1 pair turned.')).toBeVisible();
});
