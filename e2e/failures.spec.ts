// What goes wrong is said where it happened, and nothing that was typed is lost.

import { expect, test } from './fixtures.ts';
import { choose, chooseUndo, loadScenario, openPage, openProduct } from './lab.ts';

test.describe('a classification tag that EMS cannot take', () => {
  for (const [what, name, message] of [
    ['empty', '', 'Type a name for the tag.'],
    [
      'too long',
      'x'.repeat(80),
      'The name has 80 characters. FortiOS takes at most 79. Shorten the name.',
    ],
    ['with a forbidden character', 'Low"Risk', 'Remove " from the name'],
    ['already there', 'Low', 'WIN11-BOB already has the classification tag Low.'],
  ] as const)
    test(
      `is refused at its field: ${what}`,
      what === 'too long' ? {} : { tag: '@long' },
      async ({ page }) => {
        await page.goto('/ems/endpoints/A1D0C6E27B9F4A58830E5C14F7B26D02');
        const summary = page.getByRole('dialog', { name: 'WIN11-BOB' });
        await summary.getByRole('button', { name: 'Add', exact: true }).click();
        const field = summary.getByLabel('Classification tag');
        await field.fill(name);
        await field.press('Enter');
        await expect(field).toHaveAccessibleDescription(new RegExp(`^${message}`));
        await expect(field).toHaveValue(name);
        await expect(summary.getByText('Classification tag: Low')).toHaveCount(1);
      },
    );
});

test.describe('with a server that fails', () => {
  test.use({ expectedConsole: [/status of 50[03]/] });

  test('a list says so and can be asked again; a form keeps what was typed', async ({ page }) => {
    for (const list of [
      '/ems/endpoints',
      '/fortigate/FGT-HQ/firewall-policy',
      '/fortigate/FGT-HQ/ztna/servers',
    ]) {
      await page.goto(`${list}?search=lab-error-503`);
      await expect(page.getByRole('alert')).toContainText('Loading failed');
      await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    }
    // A search that fails does not pass off what was there before as its answer.
    await page.goto('/fortigate/FGT-HQ/firewall-policy');
    await expect(page.getByRole('link', { name: 'ZTNA-webserver-allow' })).toBeVisible();
    await page.getByRole('searchbox').fill('lab-error-503');
    await expect(page.getByRole('alert')).toContainText('Loading failed');
    await page.getByRole('searchbox').fill('webserver');
    await expect(page.getByRole('link', { name: 'ZTNA-webserver-allow' })).toBeVisible();
    await page.getByRole('link', { name: 'ZTNA-webserver-allow' }).click();
    const tags = page.getByRole('combobox', { name: 'Security Posture Tag', exact: true });
    await tags.fill('lab-error-500');
    await expect(page.getByText('answered 500')).toBeVisible();

    await page.goto('/fortigate/FGT-HQ/ztna/servers');
    await page.getByRole('button', { name: 'Create new' }).first().click();
    const form = page.getByRole('dialog', { name: 'New ZTNA server' });
    await form.getByLabel('Name').fill('lab-error-500');
    await choose(page, form, 'Interface', 'any');
    await choose(page, form, 'Default certificate', 'Fortinet_Factory');
    await form.getByLabel('External IP').fill('203.0.113.77');
    await form.getByLabel('IP address').fill('10.88.1.77');
    await form.getByRole('button', { name: 'OK' }).click();
    await expect(form.getByRole('alert')).toContainText('500');
    await expect(form.getByLabel('External IP')).toHaveValue('203.0.113.77');
  });
});

test.describe('a ZTNA server', () => {
  test.use({ expectedConsole: [/status of 500/] });
  test('is refused field by field, then made, used and not deleted while it is used', async ({
    page,
  }) => {
    test.slow();
    await page.goto('/fortigate/FGT-HQ/ztna/servers');
    await page.getByRole('button', { name: 'Create new' }).first().click();
    const form = page.getByRole('dialog', { name: 'New ZTNA server' });
    await form.getByRole('button', { name: 'OK' }).click();
    await expect(form.getByLabel('Name')).toHaveAccessibleDescription(/^Type a name/);
    await expect(form.getByLabel('External IP')).toHaveAccessibleDescription(
      /^Type the external IP/,
    );
    await expect(form.getByLabel('IP address')).toHaveAccessibleDescription(/^Type the real/);
    await expect(
      form.getByRole('combobox', { name: 'Default certificate', exact: true }),
    ).toHaveAccessibleDescription(/^Choose the default certificate/);
    await choose(page, form, 'Default certificate', 'Fortinet_Factory');
    // The interface's own address comes with it; nobody has typed another.
    await choose(page, form, 'Interface', 'port1');
    await expect(form.getByLabel('External IP')).toHaveValue('10.0.1.1');
    await form.getByLabel('Name').fill('ZTNA-wiki');
    await form.getByLabel('External IP').fill('203.0.113.256');
    await form.getByLabel('External port').fill('70000');
    await form.getByLabel('IP address').fill('10.88.1.77');
    await form.getByRole('button', { name: 'OK' }).click();
    await expect(form.getByLabel('External IP')).toHaveAccessibleDescription(/not an IPv4 address/);
    await expect(form.getByLabel('External port')).toHaveAccessibleDescription(/not a port/);
    // Taken by another server: only the FortiGate knows that.
    await form.getByLabel('External IP').fill('203.0.113.10');
    await form.getByLabel('External port').fill('9443');
    await form.getByRole('button', { name: 'OK' }).click();
    await expect(form.getByLabel('External port')).toHaveAccessibleDescription(
      /ZTNA-webserver already listens on 203.0.113.10:9443/,
    );
    await form.getByLabel('External port').fill('9444');
    await form.getByRole('button', { name: 'OK' }).click();
    await expect(form).toHaveCount(0);
    const servers = page.getByRole('table', { name: 'ZTNA servers' });
    await expect(servers.getByText('203.0.113.10:9444')).toBeVisible();

    // A server that a policy uses stays.
    await servers.getByRole('button', { name: 'Actions of ZTNA-webserver' }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('region', { name: 'Notifications' })).toContainText(
      'ZTNA-webserver is used by policy 3 ZTNA-deny-malicious, policy 17 ZTNA-webserver-allow',
    );
    await expect(servers.getByText('ZTNA-webserver').first()).toBeVisible();

    await servers.getByRole('button', { name: 'Actions of ZTNA-wiki' }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect(servers.getByText('ZTNA-wiki')).toHaveCount(0);
    await chooseUndo(page, /^Undo: delete the ZTNA server ZTNA-wiki/);
    await expect(servers.getByText('203.0.113.10:9444')).toBeVisible();
  });
});

test.describe('two people at one sync editor', () => {
  test.use({ expectedConsole: [/412/] });

  test('the later one is told, and can load the new state or overwrite it', async ({
    page,
    context,
  }) => {
    const path = '/ems/fabric-devices/FGVM02TM22013110';
    await page.goto(path);
    const mine = page.getByRole('dialog', { name: 'Edit FGT-HQ' });
    await mine.getByRole('checkbox', { name: 'Classification Tags' }).check();

    const other = await context.newPage();
    await other.goto(path);
    const theirs = other.getByRole('dialog', { name: 'Edit FGT-HQ' });
    await theirs.getByRole('checkbox', { name: 'Fabric Tags' }).check();
    await theirs.getByRole('button', { name: 'Update' }).click();
    await expect(theirs).toHaveCount(0);
    await other.close();

    await mine.getByRole('button', { name: 'Update' }).click();
    await expect(mine.getByRole('alert')).toContainText('Someone else has changed');
    await expect(mine.getByRole('checkbox', { name: 'Classification Tags' })).toBeChecked();
    await mine.getByRole('button', { name: 'Load the new state' }).click();
    await expect(mine.getByRole('checkbox', { name: 'Fabric Tags' })).toBeChecked();
    await expect(mine.getByRole('checkbox', { name: 'Classification Tags' })).not.toBeChecked();
  });
});

test('unsaved changes are asked about, and kept when the answer is to keep editing', async ({
  page,
}) => {
  await page.goto('/ems/fabric-devices/FGVM02TM22013110');
  const editor = page.getByRole('dialog', { name: 'Edit FGT-HQ' });
  await editor.getByRole('radio', { name: 'Share all FortiClients' }).check();
  await page.keyboard.press('Escape');
  const question = page.getByRole('alertdialog', { name: 'Discard your changes?' });
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(editor.getByRole('radio', { name: 'Share all FortiClients' })).toBeChecked();
  await editor.getByRole('button', { name: 'Cancel' }).click();
  await question.getByRole('button', { name: 'Discard changes' }).click();
  await expect(editor).toHaveCount(0);
  await expect(page.getByRole('table', { name: 'Fabric devices' })).toContainText(
    'This device only',
  );
});

test('endpoints of another FortiGate are shared, and the list of devices says so', async ({
  page,
}) => {
  await page.goto('/ems/fabric-devices/FGVM02TM22013110');
  const editor = page.getByRole('dialog', { name: 'Edit FGT-HQ' });
  await editor
    .getByRole('radio', { name: 'Share FortiClients connected to selected fabric devices' })
    .check();
  const field = editor.getByRole('combobox', { name: 'Additional FortiGates', exact: true });
  await field.fill('FGT-Br');
  await page.getByRole('option', { name: 'FGT-Branch' }).click();
  await editor.getByRole('button', { name: 'Update' }).click();
  await expect(editor).toHaveCount(0);
  await expect(page.getByRole('table', { name: 'Fabric devices' })).toContainText('and FGT-Branch');
});

test.describe('a connection that cannot be made', () => {
  test('says at the field what is wrong, and keeps the last result', async ({ page }) => {
    await loadScenario(page, 'Example 1: Any of');
    await openPage(page, 'Connect');
    await page.getByText('More: interfaces').click();
    await page.getByLabel('Source IP').fill('10.0.3');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByLabel('Source IP')).toHaveAccessibleDescription(
      /10.0.3 is not an IPv4 address/,
    );
    await expect(page.getByLabel('Source IP')).toHaveValue('10.0.3');
    await page.getByLabel('Source IP').fill('10.0.3.2');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByText('Allowed', { exact: true })).toBeVisible();
  });
});

test.describe('an address of another world', () => {
  test('says which FortiGate this one lacks, and leads to one that it has', async ({ page }) => {
    await loadScenario(page, 'Example 1: Any of');
    await page.goto('/fortigate/FGT-HQ/ztna/tags');
    await expect(page.getByText('has no FortiGate named FGT-HQ')).toBeVisible();
    await page.getByRole('button', { name: 'Open FGT-A' }).click();
    await expect(page.getByRole('table', { name: 'Security posture tags' })).toBeVisible();
    // Each product opens where it was left.
    await openProduct(page, 'Lab');
    await expect(page.getByRole('heading', { level: 1, name: 'Scenarios' })).toBeVisible();
  });
});

test(
  'a question about unsaved changes is withdrawn once they are saved',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto('/fortigate/FGT-HQ/user-definition?edit=(new)');
    const form = page.getByRole('dialog', { name: 'New user' });
    await form.getByLabel('Username', { exact: true }).fill('lab-slow');
    await form.getByRole('button', { name: 'OK' }).click();
    await page.getByRole('link', { name: 'User Groups', exact: true }).click();
    const question = page.getByRole('alertdialog', { name: 'Discard your changes?' });
    await expect(question).toBeVisible();
    await expect(page.getByText('lab-slow was saved.')).toBeVisible();
    await expect(question).toBeHidden();
    await expect(page.getByRole('button', { name: 'lab-slow', exact: true })).toBeVisible();
  },
);
