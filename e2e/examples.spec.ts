import { expect, test } from './fixtures.ts';
import { loadScenario, openPage, openProduct, seed } from './lab.ts';

test('the guide’s eight steps: a classification tag is shared, and only then on the FortiGate @long', async ({
  page,
}) => {
  await page.goto('/');
  // 1, 2: Endpoints > All Endpoints, and an endpoint's summary.
  await openProduct(page, 'EMS');
  await openPage(page, 'All Endpoints');
  await page.getByRole('table', { name: 'Endpoints' }).getByText('WIN11-BOB').click();
  const summary = page.getByRole('dialog', { name: 'WIN11-BOB' });
  await expect(summary.getByRole('heading', { name: 'Zero Trust Tags' })).toBeVisible();
  // 3, 4: Classification Tags > Add, a new custom tag.
  await summary.getByRole('button', { name: 'Add', exact: true }).click();
  await summary.getByLabel('Classification tag').fill('Field-Laptop');
  await expect(
    summary.getByText('Enter creates the custom tag Field-Laptop and adds it.'),
  ).toBeVisible();
  await summary.getByRole('button', { name: 'Add tag' }).click();
  await expect(summary.getByText('Classification tag: Field-Laptop')).toBeVisible();
  await summary.getByRole('button', { name: 'Close' }).click();

  // The FortiGate does not know it yet: posture tags alone are shared.
  await openProduct(page, 'FortiGate');
  await expect(page.getByRole('heading', { level: 1, name: 'ZTNA' })).toBeVisible();
  const tags = page.getByRole('table', { name: 'Security posture tags' });
  await expect(tags.getByText('EMS1_ZTNA_FortiAD', { exact: true })).toBeVisible();
  await expect(tags.getByText('Field-Laptop', { exact: true })).toHaveCount(0);

  // 5, 6: Fabric & Connectors > Fabric Devices > Edit.
  await openProduct(page, 'EMS');
  await openPage(page, 'Fabric Devices');
  await page.getByRole('link', { name: 'Edit FGT-HQ' }).click();
  const editor = page.getByRole('dialog', { name: 'Edit FGT-HQ' });
  await expect(editor.getByRole('checkbox', { name: 'Zero Trust Tags' })).toBeDisabled();
  // 7: Tag Types Being Shared > Classification Tags, Update.
  await editor.getByRole('checkbox', { name: 'Classification Tags' }).check();
  await editor.getByRole('button', { name: 'Update' }).click();
  await expect(editor).toHaveCount(0);

  // 8: Policy & Objects > ZTNA > Security Posture Tags.
  await openProduct(page, 'FortiGate');
  await openPage(page, 'ZTNA');
  await page.getByRole('link', { name: 'Security Posture Tags' }).click();
  const row = tags.getByRole('row', { name: /Class IP EMS1_CLASS_Field-Laptop/ });
  await expect(row.getByText('EMS1_CLASS_Field-Laptop', { exact: true })).toBeVisible();
  await expect(tags.getByRole('row', { name: /ZTNA IP EMS1_ZTNA_FortiAD/ })).toBeVisible();
  await row.getByRole('button', { name: '1 IP address of Field-Laptop' }).click();
  const tag = page.getByRole('dialog', { name: 'Field-Laptop' });
  await expect(tag.getByText('MAC_EMS1_CLASS_Field-Laptop', { exact: true })).toBeVisible();
  await expect(tag.getByText('10.0.1.22')).toBeVisible();
});

test('Example 1: Any of two tags lets WIN10-01 in, and the log line is the published one', async ({
  page,
}) => {
  await loadScenario(page, 'Example 1: Any of');
  await openPage(page, 'Connect');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result.getByText('Allowed', { exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'What the user sees' })).toContainText(
    '10.88.0.3:443',
  );
  await expect(page.getByRole('region', { name: 'Log record 2' })).toHaveText(seed.example1.line, {
    useInnerText: true,
  });

  // The same line in the FortiGate's log.
  await openProduct(page, 'FortiGate');
  await openPage(page, 'ZTNA Traffic');
  await page
    .getByRole('table', { name: 'ZTNA Traffic' })
    .getByRole('button', { name: '2025-01-07 10:57:00' })
    .click();
  await expect(page.getByRole('region', { name: 'Raw line' })).toHaveText(seed.example1.line, {
    useInnerText: true,
  });
});

test('Example 2: All of two tags keeps WIN10-02 out; denied page, log line and header are the published ones', async ({
  page,
}) => {
  await loadScenario(page, 'Example 2: All of');
  await openPage(page, 'Connect');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result.getByText('Denied', { exact: true })).toBeVisible();

  const denied = page.getByRole('region', { name: 'What the user sees' });
  await expect(denied.getByRole('heading', { name: 'ZTNA Policy Deny' })).toBeVisible();
  await expect(denied).toContainText('Error Code: 065');
  await expect(denied).toContainText('4197282468E54B0080CA170C8536A596');
  await expect(denied).toContainText('192.168.34.181:443');
  await expect(denied).toContainText('FCTEMS8824093638');
  await expect(page.getByRole('region', { name: 'Log record 7' })).toHaveText(seed.example2.line, {
    useInnerText: true,
  });

  // The reason: the tag that is missing, the one that comes near, and the station where it broke.
  await expect(result).toContainText('It has Classification tag: Low, a classification tag');
  const way = result.getByRole('list', { name: 'Path to the decision' });
  await expect(way.getByRole('listitem').filter({ hasText: 'Stopped here' }).first()).toContainText(
    '4 Policy 17 ZTNA-webserver-allow asks for all of',
  );

  await openProduct(page, 'FortiGate');
  await openPage(page, 'ZTNA Traffic');
  await page.getByRole('button', { name: 'execute log display' }).click();
  const output = page.getByRole('region', { name: 'Output' });
  await expect(output).toContainText('5 logs found.');
  const text = await output.evaluate((element) => element.textContent);
  expect(text.startsWith(`${seed.example2.header}\n\n7: ${seed.example2.line}\n`)).toBe(true);
});

test(
  'Any turned to All flips Example 1, and the explanation names the missing tag',
  { tag: '@long' },
  async ({ page }) => {
    await loadScenario(page, 'Example 1: Any of');
    await openProduct(page, 'FortiGate');
    await openPage(page, 'Firewall Policy');
    await page
      .getByRole('table', { name: 'Firewall Policy' })
      .getByText('ZTNA-webserver-allow')
      .click();
    const form = page.getByRole('dialog', { name: /Edit policy 17/ });
    await form.getByRole('radio', { name: 'All', exact: true }).check();
    await form.getByRole('button', { name: 'OK' }).click();
    await expect(form).toHaveCount(0);

    await openProduct(page, 'Lab');
    await openPage(page, 'Connect');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    const result = page.getByRole('region', { name: 'Result' });
    await expect(result.getByText('Denied', { exact: true })).toBeVisible();
    await expect(result).toContainText(
      'Policy 17 ZTNA-webserver-allow asks for All of its tags. WIN10-01 does not have Security posture tag, missing: Low-Risk.',
    );
  },
);

test('a reload keeps the world, the last connection and the filters of a list', async ({
  page,
}) => {
  await loadScenario(page, 'Example 2: All of');
  await openPage(page, 'Connect');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result.getByText('Denied', { exact: true })).toBeVisible();
  await page.reload();
  await expect(result.getByText('Denied', { exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Log record 7' })).toHaveText(seed.example2.line, {
    useInnerText: true,
  });

  await openProduct(page, 'EMS');
  await openPage(page, 'All Endpoints');
  await page.getByRole('searchbox', { name: /Search device/ }).fill('MAC');
  await expect(page.getByRole('table', { name: 'Endpoints' }).getByRole('row')).toHaveCount(2);
  await page.getByRole('link', { name: 'MAC-11' }).click();
  const summary = page.getByRole('dialog', { name: 'MAC-11' });
  await summary.getByRole('button', { name: 'Add', exact: true }).click();
  await summary.getByLabel('Classification tag').fill('Lo');
  await page.getByRole('option', { name: 'Low' }).click();
  await summary.getByRole('button', { name: 'Add tag' }).click();
  await expect(summary.getByText('Classification tag: Low')).toBeVisible();
  await page.reload();
  await expect(summary.getByText('Classification tag: Low')).toBeVisible();
  await summary.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('searchbox', { name: /Search device/ })).toHaveValue('MAC');
  await expect(page.getByRole('table', { name: 'Endpoints' }).getByRole('row')).toHaveCount(2);

  // Reset starts over, after a question.
  await page.getByRole('button', { name: 'World: Example 2: All of' }).click();
  await page.getByRole('menuitem', { name: 'Reset…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Reset' }).click();
  await expect(page.getByText('Example 2: All of was reset.')).toBeVisible();
  await openProduct(page, 'Lab');
  await openPage(page, 'Connect');
  await expect(page.getByText('No connection yet')).toBeVisible();
});
