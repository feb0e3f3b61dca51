// Security Fabric > Fabric Connectors: a connector is in force, and what breaks it shows everywhere.

import { type Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { chooseUndo, loadScenario, openPage, openProduct } from './lab.ts';

const connectors = '/fortigate/FGT-A/fabric-connectors';
const list = (page: Page) => page.getByRole('table', { name: 'FortiClient EMS connectors' });
const row = (page: Page, name: string) =>
  list(page)
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name, exact: true }) });

async function choose(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Actions of ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Connects as WIN11-03, which policy 17 lets in while the FortiGate knows its tags. */
async function connect(page: Page): Promise<void> {
  await openProduct(page, 'Lab');
  await openPage(page, 'Connect');
  await page.getByLabel('Endpoint', { exact: true }).click();
  await page.getByRole('option', { name: /WIN11-03/ }).click();
  await page.getByLabel('Client certificate').selectOption('valid');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
}

test.beforeEach(async ({ page }) => {
  await loadScenario(page, 'Example 1');
  await page.goto(connectors);
  await expect(row(page, 'EMS1')).toContainText('Connected');
});

test('EMS1 to EMS7 are listed, and are found by what they are called', async ({ page }) => {
  await expect(list(page).getByRole('row')).toHaveCount(8);
  await expect(row(page, 'EMS1')).toContainText('FCTEMS8824093638');
  await expect(row(page, 'EMS7')).toContainText('Not configured');
  await page.getByRole('searchbox', { name: 'Search connectors' }).fill('example.com');
  await expect(list(page).getByRole('row')).toHaveCount(2);
  await page.getByRole('searchbox', { name: 'Search connectors' }).fill('nowhere');
  await expect(page.getByText('No connector matches')).toBeVisible();
});

test('a disabled connector denies, says so at its own station, and is enabled by the repair', async ({
  page,
}) => {
  await choose(page, 'EMS1', 'Disable');
  await expect(row(page, 'EMS1')).toContainText('Disabled');

  await connect(page);
  const path = page.getByRole('list', { name: 'Path to the decision' });
  const station = path.getByRole('listitem').filter({ hasText: 'EMS1 connector' });
  await expect(station).toContainText('Stopped here');
  await expect(station.getByRole('link', { name: 'Open EMS1' })).toHaveAttribute(
    'href',
    `${connectors}?edit=EMS1`,
  );
  await expect(page.getByText(/connector of FGT-A is disabled.*error 066/)).toBeVisible();

  await page.goto('/fortigate/FGT-A/ztna/tags');
  await expect(page.getByText('EMS1 brings no tags')).toBeVisible();
  await page.getByRole('link', { name: 'Open EMS1' }).click();
  const panel = page.getByRole('dialog', { name: 'Edit EMS1' });
  await panel.getByText('Enabled').click();
  await panel.getByRole('button', { name: 'OK' }).click();
  await expect(row(page, 'EMS1')).toContainText('Connected');

  // A second time, and back by Undo.
  await choose(page, 'EMS1', 'Disable');
  await expect(row(page, 'EMS1')).toContainText('Disabled');
  await chooseUndo(page, /^Undo: edit connector EMS1/);
  await expect(row(page, 'EMS1')).toContainText('Connected');
});

test(
  'the serial number of another EMS is no connection, and typing its own makes one',
  { tag: '@long' },
  async ({ page }) => {
    await page.getByRole('button', { name: 'EMS1', exact: true }).click();
    const panel = page.getByRole('dialog', { name: 'Edit EMS1' });
    await panel.getByLabel('EMS serial number').fill('FCTEMS8824093639');
    await panel.getByRole('button', { name: 'OK' }).click();
    await expect(row(page, 'EMS1')).toContainText('Serial number of another EMS');

    await connect(page);
    await expect(page.getByText(/does not have the serial number of EMS/).first()).toBeVisible();
    const station = page
      .getByRole('list', { name: 'Path to the decision' })
      .getByRole('listitem')
      .filter({ hasText: 'EMS1 connector' });
    await expect(station).toContainText('FCTEMS8824093639');
    const changes = page.getByRole('region', { name: /Changes that would allow/ });
    await expect(changes).toContainText('to FCTEMS8824093638');
    await changes.getByRole('button', { name: /Apply/ }).first().click();
    await expect(page.getByText(/^Allowed/).first()).toBeVisible();
    await page.goto(connectors);
    await expect(row(page, 'EMS1')).toContainText('Connected');
  },
);

test(
  'without Synchronize firewall addresses no tag arrives',
  { tag: '@long' },
  async ({ page }) => {
    await page.getByRole('button', { name: 'EMS1', exact: true }).click();
    const panel = page.getByRole('dialog', { name: 'Edit EMS1' });
    await panel.getByLabel('Synchronize firewall addresses').uncheck();
    await panel.getByRole('button', { name: 'OK' }).click();
    await expect(row(page, 'EMS1')).toContainText('Connected, without tags');
    await openPage(page, 'ZTNA');
    await page.getByRole('link', { name: 'Security Posture Tags' }).click();
    await expect(page.getByText(/does not synchronize firewall addresses/)).toBeVisible();
    await connect(page);
    await expect(page.getByText(/receives no tags.*error 065/)).toBeVisible();
  },
);

test(
  'deleted, EMS1 can be made again: its certificate is verified, and EMS is known',
  { tag: '@long' },
  async ({ page }) => {
    await choose(page, 'EMS1', 'Delete…');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect(row(page, 'EMS1')).toContainText('Not configured');
    await page.getByRole('button', { name: 'Configure EMS1' }).click();
    const panel = page.getByRole('dialog', { name: 'New connector EMS1' });
    await panel.getByRole('button', { name: 'OK' }).click();
    await expect(panel.getByText('Type a name.')).toBeVisible();
    await panel.getByLabel('Name', { exact: true }).fill('EMS-2');
    await panel.getByLabel('IP/Domain name').fill('ems.example.com');
    await panel.getByRole('button', { name: 'OK' }).click();

    const question = page.getByRole('alertdialog', { name: 'Verify EMS server certificate' });
    await expect(question).toContainText('CN = ems.example.com');
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect(row(page, 'EMS1')).toContainText('Certificate not verified');
    await choose(page, 'EMS1', 'Verify certificate…');
    await question.getByRole('button', { name: 'Accept' }).click();
    await expect(row(page, 'EMS1')).toContainText('Connected');
    await expect(row(page, 'EMS1')).toContainText('FCTEMS8824093638');
  },
);

test.describe('Authorize', () => {
  test.use({ expectedConsole: [/401/] });

  test('with a sign-in to EMS, or from EMS’s side @long', async ({ page }) => {
    const fabricDevice = page.getByRole('row').filter({ hasText: 'FGT-A' });
    const deny = async (): Promise<void> => {
      await openProduct(page, 'EMS');
      await openPage(page, 'Fabric Devices');
      await page.getByRole('button', { name: 'Actions of FGT-A' }).click();
      await page.getByRole('menuitem', { name: 'Deny…' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Deny' }).click();
      await expect(fabricDevice).toContainText('Not authorized');
    };
    await deny();
    await page.goto(`${connectors}?edit=EMS1`);
    await page
      .getByRole('dialog', { name: 'Edit EMS1' })
      .getByRole('button', { name: 'Authorize' })
      .click();
    const panel = page.getByRole('dialog', { name: 'Authorize FGT-A on EMS' });
    await panel.getByLabel('EMS administrator').fill('admin');
    await panel.getByLabel('Password').fill('wrong');
    await panel.getByRole('button', { name: 'Authorize' }).click();
    await expect(panel.getByText('The name or the password is wrong.')).toBeVisible();
    await panel.getByLabel('Password').fill('admin');
    await panel.getByRole('button', { name: 'Authorize' }).click();
    await expect(row(page, 'EMS1')).toContainText('Connected');

    await deny();
    await page.getByRole('button', { name: 'Actions of FGT-A' }).click();
    await page.getByRole('menuitem', { name: 'Authorize' }).click();
    await expect(fabricDevice).not.toContainText('Not authorized');
    await page.goto(connectors);
    await expect(row(page, 'EMS1')).toContainText('Connected');
  });
});
