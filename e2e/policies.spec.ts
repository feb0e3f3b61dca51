// Policy & Objects on the demo world: what a person does with policies, by role and label.

import type { Page } from '@playwright/test';
import { axe, expect, test } from './fixtures.ts';

const firewall = '/fortigate/FGT-HQ/firewall-policy';
const proxy = '/fortigate/FGT-HQ/proxy-policy';

const table = (page: Page) => page.getByRole('table', { name: /Policy$/ });
const row = (page: Page, name: string) =>
  table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) });
const panel = (page: Page) => page.getByRole('dialog', { name: /^(New|Edit) (proxy )?policy/ });

/** The policies' names in the order shown. */
async function order(page: Page): Promise<readonly string[]> {
  const handles = table(page).getByRole('button', { name: /^Move policy/ });
  const names = await handles.evaluateAll((buttons) =>
    buttons.map((button) => button.getAttribute('aria-label') ?? ''),
  );
  return names.map((name) => name.replace('Move policy ', ''));
}

async function pick(page: Page, field: string, option: RegExp, typed: string): Promise<void> {
  const box = panel(page).getByRole('combobox', { name: field, exact: true });
  await box.click();
  await box.fill(typed);
  await page.getByRole('option', { name: option }).click();
}

async function act(page: Page, policy: string, what: string): Promise<void> {
  await page.getByRole('button', { name: `Actions of policy ${policy}`, exact: true }).click();
  await page.getByRole('menuitem', { name: what }).click();
}

test('a ZTNA policy is created, turned from Any to All, cloned, disabled, moved and deleted', async ({
  page,
}) => {
  await page.goto(firewall);
  await expect(row(page, 'ZTNA-webserver-allow')).toBeVisible();
  expect(await order(page)).toEqual(['3', '17', '5', '6', '9']);
  await expect(table(page).getByRole('row').last()).toContainText('Implicit Deny');

  await page.getByRole('button', { name: 'Create new' }).click();
  await panel(page).getByRole('textbox', { name: 'Name' }).fill('Finance-web');
  await expect(panel(page).getByRole('radio', { name: 'Standard' })).toBeChecked();
  await panel(page).getByRole('radio', { name: 'ZTNA' }).check();
  await pick(page, 'Incoming Interface', /^port3$/, 'port3');
  await pick(page, 'Security Posture Tag', /FortiAD$/, 'FortiAD');
  await pick(page, 'Security Posture Tag', /Low-Risk not low-risk$/, 'Low-Risk');
  await pick(page, 'ZTNA Server', /ZTNA-finance/, 'finance');
  await panel(page).getByRole('button', { name: 'OK' }).click();
  await expect(panel(page)).toBeHidden();
  await expect(page.getByText(/Policy 1 .*was created\. It is the last policy/)).toBeVisible();
  expect(await order(page)).toEqual(['3', '17', '5', '6', '9', '1']);
  await expect(row(page, 'Finance-web')).toContainText('Any');
  await expect(row(page, 'Finance-web')).toContainText('ZTNA-finance');

  await row(page, 'Finance-web').getByRole('link', { name: 'Finance-web' }).click();
  await panel(page).getByRole('radio', { name: 'All', exact: true }).check();
  await panel(page).getByRole('button', { name: 'OK' }).click();
  await expect(panel(page)).toBeHidden();
  await expect(row(page, 'Finance-web')).toContainText('All');
  await expect(row(page, 'Finance-web')).not.toContainText('Any');

  await act(page, '1', 'Clone');
  await expect(page.getByText(/Policy 1 .*was cloned to policy 2/)).toBeVisible();
  await expect(row(page, 'Finance-web-2')).toContainText('Disabled');
  await expect(row(page, 'Finance-web-2')).toContainText('All');

  await act(page, '1', 'Disable');
  await expect(row(page, 'Finance-web')).toContainText('Disabled');
  await act(page, '1', 'Enable');
  await expect(row(page, 'Finance-web')).not.toContainText('Disabled');

  await page.getByRole('button', { name: 'Move policy 1', exact: true }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Space');
  const moved = ['3', '17', '5', '1', '6', '9', '2'];
  await expect.poll(() => order(page)).toEqual(moved);
  await expect(page.getByText('Policy 1 moved.')).toBeVisible();
  await page.reload();
  await expect(row(page, 'Finance-web')).toBeVisible();
  expect(await order(page)).toEqual(moved);

  await act(page, '2', 'Delete');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(row(page, 'Finance-web-2')).toBeVisible();
  await act(page, '2', 'Delete');
  await expect(page.getByRole('alertdialog')).toContainText('Delete policy 2 Finance-web-2?');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(row(page, 'Finance-web-2')).toBeHidden();
});

test('a row is dragged by its handle', async ({ page }) => {
  await page.goto(firewall);
  await page
    .getByRole('button', { name: 'Move policy 9' })
    .dragTo(row(page, 'ZTNA-deny-malicious'), { targetPosition: { x: 200, y: 4 } });
  await expect.poll(() => order(page)).toEqual(['9', '3', '17', '5', '6']);
});

test('a form says at the field what FortiOS would refuse, and asks before it is thrown away', async ({
  page,
}) => {
  await page.goto(`${firewall}?new=ztna`);
  await panel(page).getByRole('button', { name: 'OK' }).click();
  const name = panel(page).getByRole('textbox', { name: 'Name' });
  await expect(name).toHaveAccessibleDescription('Type a name for the policy.');
  await expect(name).toBeFocused();
  await expect(
    panel(page).getByRole('combobox', { name: 'Incoming Interface', exact: true }),
  ).toHaveAccessibleDescription('Choose at least one incoming interface.');
  await expect(
    panel(page).getByRole('combobox', { name: 'ZTNA Server', exact: true }),
  ).toHaveAccessibleDescription(/Choose a ZTNA server\./);

  await name.fill('x'.repeat(36));
  await expect(name).toHaveAccessibleDescription(/36 characters.*at most 35/);
  await name.fill('ZTNA-webserver-allow');
  await expect(name).toHaveAccessibleDescription(/Policy 17 already has this name/);
  await name.fill('a(b)');
  await expect(name).toHaveAccessibleDescription(/Remove \(/);
  await name.fill('fine');
  await expect(name).toHaveAccessibleDescription('');

  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Keep editing' }).click();
  await expect(name).toHaveValue('fine');
  await panel(page).getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard changes' }).click();
  await expect(panel(page)).toBeHidden();
  await expect(page).toHaveURL(firewall);
});

test('tags say their kind, and why one is not here', async ({ page }) => {
  await page.goto(firewall);
  await expect(row(page, 'LAN-to-servers')).toContainText('IP');
  await expect(row(page, 'Branch-to-servers')).toContainText('MAC');

  await row(page, 'Branch-to-servers').getByRole('link', { name: 'Branch-to-servers' }).click();
  await expect(
    panel(page).getByRole('combobox', { name: 'IP/MAC Based Access Control', exact: true }),
  ).toHaveAccessibleDescription(/sees MAC addresses only of endpoints whose gateway is/);
  await expect(panel(page).getByText('Match: Any.')).toBeVisible();
  await expect(panel(page).getByRole('radio', { name: 'All', exact: true })).toBeHidden();
  await panel(page).getByRole('button', { name: 'Close' }).click();

  await page.goto(proxy);
  await expect(row(page, 'Finance-allow')).toContainText('not shared');
  await row(page, 'Finance-allow').getByRole('link', { name: 'Finance-allow' }).click();
  await expect(panel(page)).toContainText(
    'Finance never matches on FGT-HQ. EMS does not share Classification Tags with FGT-HQ.',
  );
  await expect(panel(page).getByRole('link', { name: 'Open the sync editor' })).toBeVisible();
  expect(await axe(page)).toEqual([]);
});

test('a standard policy asks for secondary tags and for users, and keeps what another type does not show', async ({
  page,
}) => {
  const form = panel(page);
  await page.goto(`${firewall}?edit=5`);
  await pick(page, 'Source', /User Group: Finance/, 'Finance');
  const source = form.getByRole('toolbar', { name: 'Source, chosen' });
  await expect(source).toHaveText(/^HQ-LAN\s*and.*Finance$/);
  await form.getByRole('radio', { name: 'Specify' }).check();
  await form.getByRole('button', { name: 'OK' }).click();
  await expect(
    form.getByRole('combobox', { name: 'Secondary Tags', exact: true }),
  ).toHaveAccessibleDescription(/^Choose at least one secondary tag/);
  await pick(page, 'Secondary Tags', /FortiAD.*IP/, 'FortiAD');
  await form.getByRole('checkbox', { name: 'Negate Security Posture Tag' }).check();

  await form.getByRole('radio', { name: 'ZTNA' }).check();
  await expect(form.getByRole('combobox', { name: 'Secondary Tags', exact: true })).toBeHidden();
  await form.getByRole('radio', { name: 'Standard' }).check();
  await expect(form.getByRole('button', { name: /^Remove FortiAD/ })).toBeVisible();
  await form.getByRole('button', { name: 'OK' }).click();
  await expect(row(page, 'LAN-to-servers')).toContainText(/HQ-LAN.*and.*Finance/);
  await expect(row(page, 'LAN-to-servers')).toContainText(/Not any.*AV-Running.*and any.*FortiAD/);

  await row(page, 'LAN-to-servers').getByRole('link', { name: 'LAN-to-servers' }).click();
  await form.getByRole('button', { name: /^Remove AV-Running/ }).click();
  await expect(form.getByRole('checkbox', { name: 'Negate Security Posture Tag' })).toBeHidden();
});

test(
  'a deny policy has a switch for its log, and each action keeps its own choice',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto(`${firewall}?edit=5`);
    const log = panel(page).getByRole('switch', { name: 'Log Violation Traffic' });
    await panel(page).getByRole('radio', { name: 'Deny' }).check();
    await log.uncheck();
    await panel(page).getByRole('radio', { name: 'Accept' }).check();
    await expect(panel(page).getByRole('radio', { name: 'All Sessions' })).toBeChecked();
    await panel(page).getByRole('radio', { name: 'Deny' }).check();
    await expect(log).not.toBeChecked();
    await panel(page).getByRole('button', { name: 'OK' }).click();
    await expect(
      row(page, 'LAN-to-servers').getByRole('cell').filter({ hasText: /^Off$/ }),
    ).toBeVisible();
  },
);

test('a policy’s menu leads to its log lines and to its prompt', async ({ page }) => {
  await page.goto(firewall);
  await act(page, '17', 'Show Matching Logs');
  await expect(page.getByText('Lines of policy 17')).toBeVisible();
  const lines = page
    .getByRole('table', { name: 'ZTNA Traffic' })
    .getByRole('link', { name: 'policy 17 ZTNA-webserver-allow' });
  await expect(lines).toHaveCount(2);
  await page.getByRole('button', { name: 'Show all lines' }).click();
  await expect(page).toHaveURL(/ztna-traffic$/);
  // A standard policy's lines are forward traffic.
  await page.goto(firewall);
  await act(page, '5', 'Show Matching Logs');
  const forward = page.getByRole('table', { name: 'Forward Traffic' });
  await expect(forward.getByRole('link', { name: 'policy 5 LAN-to-servers' })).toHaveCount(1);
  await expect(forward).toContainText('AV-Running');

  await page.goto(proxy);
  await act(page, '2', 'Edit in CLI');
  await expect(page.getByRole('textbox', { name: 'FGT-HQ (2) #' })).toBeFocused();
  await expect(page.getByRole('log')).toContainText('config firewall proxy-policy');
  await expect(page).toHaveURL(/\/cli$/);
});

test(
  'what is picked is never said to be missing while it is asked for',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto(`${firewall}?edit=17`);
    await expect(panel(page).getByRole('textbox', { name: 'Name' })).toBeVisible();
    const said = await page.evaluateHandle(() => {
      const texts = new Set<string>();
      new MutationObserver(() => {
        for (const one of document.querySelectorAll('[role="dialog"]'))
          texts.add(one.textContent ?? '');
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
      return texts;
    });
    await pick(page, 'Security Posture Tag', /Off-net/, 'off');
    await pick(page, 'Source', /^HQ-LAN$/, 'HQ');
    await expect(panel(page).getByText('HQ-LAN')).toBeVisible();
    const texts = await said.evaluate((seen) => [...seen]);
    expect(texts.length).toBeGreaterThan(2);
    expect(texts.filter((text) => /missing|does not exist|not a tag/.test(text))).toEqual([]);
  },
);

test(
  'while a list is filtered its order cannot be changed, and it says so',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto(firewall);
    await page.getByRole('searchbox').fill('low-risk');
    await expect(
      page.getByText('1 of 5 policies. Clear the filters to change the order.'),
    ).toBeVisible();
    expect(await order(page)).toEqual([]);
    await expect(row(page, 'ZTNA-webserver-allow')).toBeVisible();
    await page.reload();
    await expect(page.getByRole('searchbox')).toHaveValue('low-risk');
    await page.getByRole('button', { name: 'Action: any' }).click();
    await page.getByRole('menuitemradio', { name: 'Deny' }).click();
    await expect(page.getByText('No policy matches')).toBeVisible();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await expect.poll(() => order(page)).toEqual(['3', '17', '5', '6', '9']);
  },
);

test(
  'a list without a policy says what the implicit deny does',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto('/fortigate/FGT-Branch/proxy-policy');
    await expect(page.getByText('No Proxy Policy yet')).toBeVisible();
    await expect(page.getByText('the implicit deny blocks every session')).toBeVisible();
    expect(await axe(page)).toEqual([]);
  },
);

test.describe('what the FortiGate refuses', () => {
  // Chromium writes to the console for every such answer.
  test.use({ expectedConsole: [/Failed to load resource/] });

  test('someone else’s change is not overwritten unasked', async ({ page, context }) => {
    await page.goto(`${firewall}?edit=17`);
    await panel(page).getByRole('radio', { name: 'Any', exact: true }).check();

    const other = await context.newPage();
    await other.goto(`${firewall}?edit=17`);
    await panel(other).getByRole('textbox', { name: 'Comments' }).fill('theirs');
    await panel(other).getByRole('button', { name: 'OK' }).click();
    await expect(panel(other)).toBeHidden();
    await other.close();

    await panel(page).getByRole('button', { name: 'OK' }).click();
    await expect(panel(page).getByText('Someone else has changed')).toBeVisible();
    await expect(panel(page).getByRole('radio', { name: 'Any', exact: true })).toBeChecked();
    await panel(page).getByRole('button', { name: 'Load the new state' }).click();
    await expect(panel(page).getByRole('textbox', { name: 'Comments' })).toHaveValue('theirs');
    await expect(panel(page).getByRole('radio', { name: 'All', exact: true })).toBeChecked();
    await panel(page).getByRole('radio', { name: 'Any', exact: true }).check();
    await panel(page).getByRole('button', { name: 'OK' }).click();
    await expect(row(page, 'ZTNA-webserver-allow')).toContainText('Any');
  });

  test('a failure loses nothing that was typed', async ({ page }) => {
    await page.goto(`${proxy}?edit=1`);
    const name = panel(page).getByRole('textbox', { name: 'Name' });
    await name.fill('lab-error-500');
    await panel(page).getByRole('button', { name: 'OK' }).click();
    await expect(panel(page).getByRole('alert')).toContainText('answered 500');
    await expect(name).toHaveValue('lab-error-500');
    await name.fill('Finance-deny');
    await panel(page).getByRole('button', { name: 'OK' }).click();
    await expect(row(page, 'Finance-deny')).toBeVisible();
  });
});

for (const theme of ['light', 'dark'])
  test(`nothing is held against tables and forms, ${theme}`, { tag: '@long' }, async ({ page }) => {
    await page.goto(firewall);
    await page.evaluate((value) => localStorage.setItem('posture-lab-theme', value), theme);
    await page.reload();
    await expect(row(page, 'ZTNA-webserver-allow')).toBeVisible();
    expect(await axe(page)).toEqual([]);
    await row(page, 'LAN-to-servers').getByText('HQ-LAN').click();
    await expect(panel(page).getByRole('textbox', { name: 'Name' })).toBeVisible();
    expect(await axe(page)).toEqual([]);
    await panel(page).getByRole('radio', { name: 'ZTNA' }).check();
    await panel(page).getByRole('button', { name: 'OK' }).click();
    await expect(panel(page).getByText('Choose a ZTNA server.')).toBeVisible();
    expect(await axe(page)).toEqual([]);
    await page.goto(proxy);
    await expect(row(page, 'Finance-allow')).toBeVisible();
    expect(await axe(page)).toEqual([]);
  });
