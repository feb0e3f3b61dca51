import { expect, test } from './fixtures.ts';
import { chooseUndo, loadScenario, openPage, openProduct } from './lab.ts';

test('a tag is made of rules, seen on its endpoints before it is saved, and reaches the FortiGate', async ({
  page,
}) => {
  await page.goto('/ems/tags');
  await page.getByRole('button', { name: 'Create' }).click();
  const form = page.getByRole('dialog', { name: 'New tag' });
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(form.getByLabel('Name')).toHaveAccessibleDescription(/^Type a name for the tag/);
  await expect(form).toContainText('Add at least one rule');
  await form.getByLabel('Name').fill('Old-Windows');

  await form.getByRole('button', { name: 'Add Rule' }).click();
  await form.getByLabel('Rule Type').selectOption({ label: 'OS Version' });
  await expect(form.getByLabel('OS version')).toHaveValue('Windows 11');
  await form.getByLabel('OS version').selectOption({ label: 'Other…' });
  await form.getByRole('button', { name: 'Save rule' }).click();
  const version = form.getByLabel('Version', { exact: true });
  await expect(version).toHaveAccessibleDescription('Type the version.');
  await version.fill('Windows 10 22H2');
  await form.getByLabel('Comparator').selectOption({ label: '<= (Less than or equal to)' });
  await form.getByRole('button', { name: 'Save rule' }).click();
  await expect(form.getByText('OS Version: Windows 10 22H2 or earlier')).toBeVisible();
  await expect(form.getByText(/^\d+ endpoints match\.$/)).toBeVisible();
  const judged = form.getByRole('list', { name: 'Endpoints checked' });
  await form.getByRole('searchbox', { name: 'Search hosts' }).fill('WIN11-ANN');
  await expect(form.getByText('No endpoint matches the rules.')).toBeVisible();
  await form.getByRole('button', { name: /^Show: / }).click();
  await page.getByRole('menuitemradio', { name: 'all', exact: true }).click();
  await judged.getByText('WIN11-ANN').click();
  await expect(judged).toContainText('Found: Windows 11 23H2');

  // A second rule, and a logic that names one that is not there.
  await form.getByRole('button', { name: 'Add Rule' }).click();
  await form.getByLabel('Rule Type').selectOption({ label: 'On-Fabric Status' });
  await form.getByRole('button', { name: 'Save rule' }).click();
  await form.getByRole('button', { name: 'Edit Logic for Windows' }).click();
  const logic = form.getByLabel('Rule Logic');
  await logic.fill('1 or 3');
  await expect(logic).toHaveAccessibleDescription(/There is no rule 3/);
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(form).toBeVisible();
  await logic.fill('1 and 2');
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(form).toHaveCount(0);

  const row = page.getByRole('table', { name: 'Tags' }).getByRole('row', { name: /Old-Windows/ });
  await expect(row).toContainText('Enabled');
  await openProduct(page, 'FortiGate');
  const tags = page.getByRole('table', { name: 'Security posture tags' });
  await expect(tags.getByText('EMS1_ZTNA_Old-Windows', { exact: true })).toBeVisible();

  // Disabled, no endpoint has it.
  await openProduct(page, 'EMS');
  await openPage(page, 'Tags');
  await page.getByRole('button', { name: 'Actions of Old-Windows' }).click();
  await page.getByRole('menuitem', { name: 'Disable' }).click();
  await expect(row).toContainText('Disabled');
  await openProduct(page, 'FortiGate');
  await expect(tags.getByText('EMS1_ZTNA_Old-Windows', { exact: true })).toHaveCount(0);
});

test('a tag has comments, its list names its rule types, and Undo brings the old comments back', async ({
  page,
}) => {
  await page.goto('/ems/tags');
  const table = page.getByRole('table', { name: 'Tags' });
  await expect(table.getByRole('columnheader', { name: 'OS and Rule Types' })).toBeVisible();
  const row = table.getByRole('row', { name: /AV-Running/ });
  await expect(row).toContainText('Windows: AntiVirus Software');
  const form = page.getByRole('dialog', { name: 'Edit AV-Running' });
  const comments = form.getByLabel('Comments');
  const save = form.getByRole('button', { name: 'Save', exact: true });
  await row.getByRole('link', { name: /^Security posture tag: AV/ }).click();
  await comments.fill('x'.repeat(1024));
  await save.click();
  await expect(comments).toHaveAccessibleDescription(/^The comments can have at most 1023/);
  await comments.fill('Owned by the desktop team');
  await save.click();
  await expect(form).toHaveCount(0);
  await row.getByRole('link', { name: /^Security posture tag: AV/ }).click();
  await expect(comments).toHaveValue('Owned by the desktop team');
  await comments.fill('Owned by security');
  await save.click();
  await expect(form).toHaveCount(0);
  await chooseUndo(page, /^Undo: edit the tag AV-Running/);
  await expect(page.getByText('Undone: edit the tag AV-Running.')).toBeVisible();
  // A form opens on the answer that the page still has: what is stored is read anew.
  await page.reload();
  await row.getByRole('link', { name: /^Security posture tag: AV/ }).click();
  await expect(comments).toHaveValue('Owned by the desktop team');
});

test('rules combine by and until Edit Logic, whose words are kept, refused where wrong, and given up again @long', async ({
  page,
}) => {
  await page.goto('/ems/tags');
  const row = page.getByRole('table', { name: 'Tags' }).getByRole('row', { name: /low-risk/ });
  const form = page.getByRole('dialog', { name: 'Edit low-risk' });
  const open = () => row.getByRole('link', { name: 'Security posture tag: low-risk' }).click();
  const save = form.getByRole('button', { name: 'Save', exact: true });
  const logic = form.getByLabel('Rule Logic');
  const edit = form.getByRole('button', { name: 'Edit Logic for Windows' });
  for (const written of ['1 or 2', '(2 or 1)']) {
    await open();
    await edit.click();
    await expect(logic).toBeFocused();
    await logic.fill('1 nor 2');
    await expect(logic).toHaveAccessibleDescription(/Column 3: Expected /);
    await logic.fill(written);
    await save.click();
    await expect(form).toHaveCount(0);
  }
  await open();
  await expect(form.getByText('(2 or 1)', { exact: true })).toBeVisible();
  await expect(logic).toHaveCount(0);
  await edit.click();
  await form.getByRole('button', { name: 'Use default' }).click();
  await expect(edit).toBeFocused();
  await expect(form.getByText('All rules: 1 and 2')).toBeVisible();
  await save.click();
  await expect(form).toHaveCount(0);
  await chooseUndo(page, /^Undo: edit the tag low-risk/);
  await expect(page.getByText('Undone: edit the tag low-risk.')).toBeVisible();
  await open();
  await expect(form.getByText('(2 or 1)', { exact: true })).toBeVisible();
});

test(
  'an OS version and an AV are asked for with the days since their last update',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto('/ems/tags/new');
    const form = page.getByRole('dialog', { name: 'New tag' });
    await form.getByLabel('Name').fill('Fresh');
    const checkBox = form.getByRole('checkbox', { name: 'Enable latest update check' });
    const days = form.getByLabel('Latest update within, days');
    const done = form.getByRole('button', { name: 'Save rule' });
    const addRule = async (type: string): Promise<void> => {
      await form.getByRole('button', { name: 'Add Rule' }).click();
      await form.getByLabel('Rule Type').selectOption({ label: type });
    };

    await addRule('OS Version');
    await form.getByLabel('OS version').selectOption({ label: 'Windows 10' });
    await checkBox.check();
    await days.fill('0');
    await done.click();
    await expect(days).toHaveAccessibleDescription('Type 1 to 365 days.');
    await days.fill('30');
    await done.click();
    await expect(
      form.getByText('OS Version: Windows 10, updated in the last 30 days'),
    ).toBeVisible();

    await addRule('AntiVirus Software');
    await checkBox.check();
    await days.fill('ten');
    await done.click();
    await expect(days).toHaveAccessibleDescription('Type 1 to 365 days.');
    await days.fill('10');
    await done.click();
    const rule = form.getByText('AntiVirus Software: FortiClient AV updated in the last 10 days');
    await expect(rule).toBeVisible();

    // A second time: without the check, then with other days.
    const edit = form.getByRole('button', { name: 'Edit rule 2 for Windows' });
    await edit.click();
    await expect(days).toHaveValue('10');
    await checkBox.uncheck();
    await done.click();
    await expect(form.getByText('Choose at least one condition.')).toBeVisible();
    await checkBox.check();
    await days.fill('20');
    await done.click();
    await expect(rule).toHaveCount(0);

    // WIN10-CARLA's signature is 12 days old: in sight, since it matches.
    const judged = form.getByRole('list', { name: 'Endpoints checked' });
    await expect(judged).toContainText('WIN10-CARLA');
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(form).toHaveCount(0);
  },
);

test(
  'an import renames a tag whose name is taken, again with the next number, and is undone',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto('/ems/tags');
    const form = page.getByRole('dialog', { name: 'Import tag configuration' });
    const rule = { os: 'windows', type: 'on-fabric', values: ['on-fabric'] };
    const text = JSON.stringify({ tags: [{ name: 'FortiAD', rules: [rule] }] });
    const table = page.getByRole('table', { name: 'Tags' });
    for (const name of ['FortiAD-1', 'FortiAD-2']) {
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Import tag configuration' }).click();
      await expect(form.getByRole('group', { name: 'On tag name conflict' })).toBeVisible();
      await expect(form.getByRole('radio', { name: /^Rename/ })).toBeChecked();
      await form.getByRole('textbox', { name: 'Text of the file' }).fill(text);
      await form.getByRole('button', { name: 'Import', exact: true }).click();
      await expect(form).toHaveCount(0);
      await expect(table.getByText(name, { exact: true })).toBeVisible();
    }
    await chooseUndo(page, /^Undo: import tags/);
    await expect(table.getByText('FortiAD-2', { exact: true })).toHaveCount(0);
    await expect(table.getByText('FortiAD-1', { exact: true })).toBeVisible();
  },
);

test(
  'tags that policies ask for are deleted only after a word on it, and come back with Undo',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto('/ems/tags');
    await page.getByRole('button', { name: 'Actions of FortiAD' }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    const question = page.getByRole('alertdialog', { name: 'Delete FortiAD?' });
    await expect(question).toContainText('policies ask for the tag');
    await question.getByRole('button', { name: 'Delete' }).click();
    const table = page.getByRole('table', { name: 'Tags' });
    await expect(table.getByText('FortiAD', { exact: true })).toHaveCount(0);
    await chooseUndo(page, /^Undo: /);
    await expect(table.getByText('FortiAD', { exact: true })).toBeVisible();
  },
);

test('the sync editor says what goes, and asks before tags go that a policy needs', async ({
  page,
}) => {
  await page.goto('/ems/fabric-devices/FGVM02TM22013110');
  const editor = page.getByRole('dialog', { name: 'Edit FGT-HQ' });
  await editor.getByRole('checkbox', { name: 'Classification Tags' }).check();
  const preview = editor.getByRole('region', { name: 'If you update' });
  await expect(preview).toContainText('appear on FGT-HQ');
  await expect(preview).toContainText('Access gained: ');
  await editor.getByRole('button', { name: 'Update' }).click();
  await expect(editor).toHaveCount(0);
  await page.getByRole('link', { name: 'Edit FGT-HQ' }).click();
  await editor.getByRole('checkbox', { name: 'Classification Tags' }).uncheck();
  await expect(preview).toContainText('disappear from FGT-HQ');
  await editor.getByRole('button', { name: 'Update' }).click();
  const question = page.getByRole('alertdialog');
  await question.getByRole('button', { name: 'Update anyway' }).click();
  await expect(editor).toHaveCount(0);
});

test(
  'a Fabric device has an alias, by which it is found, and Undo takes it back',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto('/ems/fabric-devices/FGVM02TM22013110');
    const editor = page.getByRole('dialog', { name: 'Edit FGT-HQ' });
    await expect(
      editor.getByRole('group', { name: 'FortiClient Endpoint Sharing (for IP/Mac NAC use only)' }),
    ).toBeVisible();
    await editor.getByLabel('Alias').fill('Head office');
    await editor.getByRole('button', { name: 'Update' }).click();
    await expect(editor).toHaveCount(0);
    const table = page.getByRole('table', { name: 'Fabric devices' });
    await expect(table.getByRole('columnheader', { name: 'Authorized' })).toBeVisible();
    const row = table.getByRole('row', { name: /FGT-HQ/ });
    await expect(row).toContainText('Head office');
    // Again, with a text that is too long first.
    await page.getByRole('link', { name: 'Edit FGT-HQ' }).click();
    const alias = editor.getByLabel('Alias');
    await expect(alias).toHaveValue('Head office');
    await alias.fill('x'.repeat(64));
    await editor.getByRole('button', { name: 'Update' }).click();
    await expect(alias).toHaveAccessibleDescription(/^The alias can have at most 63 characters/);
    await alias.fill('Main site');
    await editor.getByRole('button', { name: 'Update' }).click();
    await expect(editor).toHaveCount(0);
    await page.getByRole('searchbox', { name: /^Search name/ }).fill('main site');
    await expect(row).toContainText('Main site');
    await expect(table.getByRole('link', { name: /^Edit / })).toHaveCount(1);
    await page.getByRole('searchbox', { name: /^Search name/ }).fill('');
    await chooseUndo(page, /^Undo: /);
    await expect(row).toContainText('Head office');
  },
);

test(
  'a quarantined endpoint connects to nothing until it is unquarantined',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto('/ems/endpoints/A1D0C6E27B9F4A58830E5C14F7B26D0C');
    const summary = page.getByRole('dialog', { name: 'WIN11-JON' });
    await expect(summary.getByText(/^\W?Quarantined$/)).toBeVisible();
    await expect(summary.getByRole('heading', { name: 'Summary' })).toBeVisible();
    const code = summary.getByText('Quarantine Access Code');
    await expect(code).toBeVisible();
    await summary.getByRole('button', { name: 'Actions of WIN11-JON' }).click();
    await page.getByRole('menuitem', { name: 'Unquarantine' }).click();
    await expect(summary.getByText(/^\W?Online$/)).toBeVisible();
    await expect(code).toHaveCount(0);
    await summary.getByRole('button', { name: 'Actions of WIN11-JON' }).click();
    await page.getByRole('menuitem', { name: 'Quarantine…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Quarantine' }).click();
    await expect(summary.getByText(/^\W?Quarantined$/)).toBeVisible();
  },
);

test('endpoints are counted, chosen by boxes, and changed together in one step', async ({
  page,
}) => {
  await page.goto('/ems/endpoints');
  const table = page.getByRole('table', { name: 'Endpoints' });
  const bar = page.getByRole('group', { name: 'Endpoints by status' });
  const quarantined = bar.getByRole('button', { name: 'Quarantined' });
  await expect(quarantined).toHaveText(/^1 Quarantined$/);
  const action = page.getByRole('button', { name: /^Action/ });
  await table.getByRole('checkbox', { name: 'Select WIN11-ANN' }).check();
  await table.getByRole('checkbox', { name: 'Select WIN11-JON' }).check();
  await expect(action).toHaveText('Action: 2 endpoints');

  // A classification tag, with a mistake first.
  await action.click();
  await page.getByRole('menuitem', { name: 'Classification tag…' }).click();
  const form = page.getByRole('dialog', { name: 'Classification tag of 2 endpoints' });
  await form.getByRole('button', { name: 'Save' }).click();
  const name = form.getByRole('combobox', { name: 'Classification tag', exact: true });
  await expect(name).toHaveAccessibleDescription(/^Type a name for the tag/);
  await name.fill('Kiosk');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toHaveCount(0);
  await page.getByRole('button', { name: 'Tag: any' }).click();
  await page.getByRole('menuitemradio', { name: 'Kiosk (2)' }).click();
  await expect(table.getByRole('row')).toHaveCount(3);

  // One of them is quarantined already; both are then, and Undo frees the other alone.
  await action.click();
  await page.getByRole('menuitem', { name: 'Quarantine…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Quarantine' }).click();
  await expect(quarantined).toHaveText(/^2 Quarantined$/);
  await quarantined.click();
  await expect(quarantined).toHaveAttribute('aria-pressed', 'true');
  await expect(table.getByRole('row')).toHaveCount(3);
  await chooseUndo(page, /^Undo: quarantine 2 endpoints/);
  await expect(quarantined).toHaveText(/^1 Quarantined$/);
  await expect(table.getByRole('row')).toHaveCount(2);

  // Again, all of a page at once.
  await quarantined.click();
  await table.getByRole('checkbox', { name: 'Select all rows of the page' }).check();
  await action.click();
  await page.getByRole('menuitem', { name: 'Unquarantine' }).click();
  await expect(quarantined).toHaveText(/^0 Quarantined$/);
});

test('posture is changed as on the device, travels with the keepalive, and Tag Monitor says what gave a tag', async ({
  page,
}) => {
  await page.goto('/ems/endpoints/A1D0C6E27B9F4A58830E5C14F7B26D01');
  const summary = page.getByRole('dialog', { name: 'WIN11-ANN' });
  await summary.getByRole('button', { name: 'Posture' }).click();
  const posture = page.getByRole('dialog', { name: 'Posture of the device' });
  await posture.getByLabel('Other IP addresses').fill('10.0.0.300');
  await posture.getByRole('checkbox', { name: 'Running' }).uncheck();
  await posture.getByRole('button', { name: 'Save' }).click();
  await expect(posture.getByLabel('Other IP addresses')).toHaveAccessibleDescription(
    /^Line 1: Write an IPv4 address/,
  );
  await posture.getByLabel('Other IP addresses').fill('');
  await posture.getByRole('button', { name: 'Save' }).click();
  await expect(posture).toHaveCount(0);
  const way = summary.getByRole('listitem').filter({ hasText: 'AV-Running' });
  await expect(way.filter({ hasText: 'goes at' })).toBeVisible();
  await summary.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: /The world’s clock/ }).click();
  await page.getByRole('menuitem', { name: /Step to the next arrival/ }).click();
  await expect(page.getByText('1 pending')).toHaveCount(0);

  await openPage(page, 'Tag Monitor');
  await page.getByRole('button', { name: 'Who has AV-Running' }).click();
  const carriers = page.getByRole('dialog', { name: 'AV-Running' });
  await expect(carriers.getByRole('link', { name: 'WIN11-BOB' })).toBeVisible();
  await expect(carriers.getByRole('link', { name: 'WIN11-ANN' })).toHaveCount(0);
  await expect(carriers.getByText('the rules of AV-Running').first()).toBeVisible();
});

test(
  'an indicator in a log becomes a Fabric tag, and an outbreak tags whom it concerns',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto('/ems/fortianalyzer');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByText('Connected to EMS')).toBeVisible();
    const handler = page.getByRole('form', { name: 'New handler' });
    await handler.getByLabel('Indicator').fill('evil.example');
    await handler.getByLabel('Fabric tag').fill('IOC<Evil');
    await handler.getByRole('button', { name: 'Add handler' }).click();
    await expect(handler.getByLabel('Fabric tag')).toHaveAccessibleDescription(/Remove </);
    await handler.getByLabel('Fabric tag').fill('IOC-Evil');
    await handler.getByRole('button', { name: 'Add handler' }).click();
    await expect(page.getByRole('table', { name: 'Handlers' })).toContainText('IOC-Evil');
    const log = page.getByRole('form', { name: 'Send a log entry' });
    await log.getByRole('combobox', { name: 'Endpoint', exact: true }).fill('WIN11-BOB');
    await page.getByRole('option', { name: 'WIN11-BOB' }).click();
    await log.getByLabel('Log entry').fill('GET http://evil.example/x');
    await log.getByRole('button', { name: 'Send log' }).click();
    await expect(
      page.getByRole('table', { name: 'Log entries' }).getByRole('row', { name: /WIN11-BOB/ }),
    ).toContainText('IOC-Evil');

    await openPage(page, 'FortiGuard Outbreak Alerts');
    await page.getByRole('button', { name: 'Withdraw Apache Log4j2' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Withdraw' }).click();
    const row = page
      .getByRole('table', { name: 'Outbreak alerts' })
      .getByRole('row', { name: /Log4j2/ });
    await expect(row).toContainText('Withdrawn');
    await page.getByRole('button', { name: 'Publish Apache Log4j2' }).click();
    await expect(row).toContainText('Published');
  },
);

test(
  'a Security Fabric: the root goes, and 15 minutes later its downstream devices',
  { tag: '@long' },
  async ({ page }) => {
    await loadScenario(page, 'Security Fabric and HA');
    await openProduct(page, 'EMS');
    await openPage(page, 'Fabric Devices');
    const devices = page.getByRole('table', { name: 'Fabric devices' });
    const heading = devices.getByRole('columnheader', { name: /^(Security Fabric|HA cluster) / });
    await expect(heading).toHaveText(['Security Fabric Lab-Fabric', 'HA cluster DC']);
    await page.getByRole('button', { name: 'Actions of FGT-ROOT' }).click();
    await page.getByRole('menuitem', { name: 'Disconnect' }).click();
    await expect(devices.getByRole('row', { name: /FGT-ROOT/ })).toContainText('Disconnected');
    await page.getByRole('button', { name: /The world’s clock/ }).click();
    await page.getByRole('menuitem', { name: 'Step 15 minutes' }).click();
    await expect(devices.getByRole('row', { name: /^FGT-WEST / })).toContainText(
      'Connection expired',
    );
    await expect(devices.getByRole('row', { name: /^FGT-DC / })).toContainText('Authorized');
  },
);

test(
  'past its room a FortiGate takes no further tags, and both products say so',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto('/ems/fabric-devices/FGVM02TM22013110');
    const editor = page.getByRole('dialog', { name: 'Edit FGT-HQ' });
    const limit = editor.getByLabel('Tag limit in this lab');
    await limit.fill('many');
    await editor.getByRole('button', { name: 'Set the limit' }).click();
    await expect(limit).toHaveAccessibleDescription(/^Type a number of tags/);
    await limit.fill('2');
    await editor.getByRole('button', { name: 'Set the limit' }).click();
    await expect(editor.getByText(/limit of 2 tags is reached/)).toBeVisible();
    // What was being edited beside it is saved all the same.
    await editor.getByRole('checkbox', { name: 'Classification Tags' }).check();
    await editor.getByRole('button', { name: 'Update' }).click();
    await page.getByRole('button', { name: 'Update anyway' }).click();
    await expect(editor).toHaveCount(0);

    await openProduct(page, 'FortiGate');
    const tags = page.getByRole('table', { name: 'Security posture tags' });
    await expect(page.getByText(/limit of 2 tags is reached/)).toBeVisible();
    await expect(tags.getByRole('row', { name: / EMS1_/ })).toHaveCount(2);
  },
);
