// Local users and user groups of a FortiGate: made, used, kept while something uses them, and many at once.

import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { choose, chooseUndo } from './lab.ts';

// FortiOS answers 500 to what it refuses.
test.use({ expectedConsole: [/500/] });

const row = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) });
const newsOf = (page: Page) => page.getByRole('region', { name: 'Notifications' });

async function createNew(page: Page, item: RegExp): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'User Definition' })).toBeVisible();
  // An empty list offers it too.
  await page.getByRole('button', { name: 'Create New' }).first().click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function remove(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Actions of ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
}

test('a user and a group are made, kept while they are used, and deleted with Undo', async ({
  page,
}) => {
  await page.goto('/fortigate/FGT-HQ/user-groups');
  await page.getByRole('button', { name: 'Create New' }).click();
  const group = page.getByRole('dialog', { name: 'New user group' });
  await group.getByLabel('Name', { exact: true }).fill('Interns');
  await group.getByRole('button', { name: 'OK' }).click();
  await expect(row(page, 'Interns')).toContainText('not used');

  await page.getByRole('link', { name: 'User Definition', exact: true }).click();
  await createNew(page, /^User$/);
  const user = page.getByRole('dialog', { name: 'New user' });
  await user.getByLabel('Username', { exact: true }).fill('guest"one');
  await user.getByRole('button', { name: 'OK' }).click();
  await expect(user.getByLabel('Username', { exact: true })).toHaveAccessibleDescription(
    /Remove " from the name/,
  );
  await user.getByLabel('Username', { exact: true }).fill('guest.one');
  await choose(page, user, 'User Group', 'Interns');
  await user.getByRole('button', { name: 'OK' }).click();
  await expect(row(page, 'guest.one').getByRole('link', { name: 'Interns' })).toBeVisible();
  await remove(page, 'guest.one');
  await expect(newsOf(page)).toContainText('guest.one is used by user group Interns');

  await page.goto('/fortigate/FGT-HQ/proxy-policy?edit=2');
  const policy = page.getByRole('dialog', { name: 'Edit proxy policy 2' });
  await policy.getByRole('combobox', { name: 'Source', exact: true }).fill('Interns');
  await page.getByRole('option', { name: /User Group: Interns/ }).click();
  await policy.getByRole('button', { name: 'OK' }).click();
  await expect(policy).toBeHidden();
  await page.getByRole('link', { name: 'User Groups', exact: true }).click();
  await expect(
    row(page, 'Interns').getByRole('link', { name: 'proxy policy 2 Finance-allow' }),
  ).toBeVisible();
  await remove(page, 'Interns');
  await expect(newsOf(page)).toContainText('Interns is used by proxy policy 2');

  await chooseUndo(page, /edit proxy policy 2/);
  await expect(row(page, 'Interns')).toContainText('not used');
  await remove(page, 'Interns');
  await expect(row(page, 'Interns')).toBeHidden();
  await newsOf(page).getByRole('button', { name: 'Undo' }).last().click();
  await expect(row(page, 'Interns').getByRole('link', { name: 'guest.one' })).toBeVisible();
});

test('users are added from a table with their groups, and deleted together', async ({ page }) => {
  await page.goto('/fortigate/FGT-HQ/user-definition');
  await createNew(page, /From a table/);
  const panel = page.getByRole('dialog', { name: 'Add users from a table' });
  const table = panel.getByLabel('Table', { exact: true });
  await table.fill('User\tMember of\nann\tFinance; Interns\nbob\tInterns\nann\tStaff');
  await expect(panel).toContainText('Row 4: ann stands in a row above already.');
  await panel.getByRole('button', { name: 'Add' }).click();
  await expect(table).toHaveAccessibleDescription(/1 row cannot be added/);
  await table.fill('User\tMember of\nann\tFinance; Interns\nbob\tInterns\nguest\t');
  await expect(panel.getByLabel('Column 2', { exact: true })).toHaveValue('groups');
  await expect(panel).toContainText('3 users will be added. 1 new group is made: Interns.');
  const preview = panel.getByRole('region', { name: 'If you add them' });
  await expect(preview).toHaveAttribute('aria-busy', 'false');
  // The same rows: what they would do is known.
  await table.press('End');
  await table.press('Space');
  await expect(preview).toHaveAttribute('aria-busy', 'false');
  await panel.getByRole('button', { name: 'Add 3 users' }).click();
  await expect(row(page, 'ann')).toContainText('Finance');
  await newsOf(page).getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'ann')).toBeHidden();
  await expect(row(page, 'ann.berg')).toBeVisible();

  await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('menuitem', { name: /Redo/ }).click();
  await page.getByRole('checkbox', { name: 'Select bob', exact: true }).check();
  await page.getByRole('checkbox', { name: 'Select guest', exact: true }).check();
  await page.getByRole('button', { name: 'Action: 2 users' }).click();
  await page.getByRole('menuitem', { name: /Groups…/ }).click();
  const groups = page.getByRole('dialog', { name: 'Groups of 2 users' });
  await choose(page, groups, 'Remove from', 'Interns');
  await groups.getByRole('button', { name: 'OK' }).click();
  await expect(row(page, 'bob')).toContainText('no group');
  await page.getByRole('button', { name: 'Action: 2 users' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(row(page, 'bob')).toBeHidden();
  await expect(row(page, 'ann')).toBeVisible();
});

test('a member is made in the form of its group, by keyboard', async ({ page }) => {
  await page.goto('/fortigate/FGT-HQ/user-groups?edit=(new)');
  const group = page.getByRole('dialog', { name: 'New user group' });
  await group.getByLabel('Name', { exact: true }).fill('Interns');
  const members = group.getByRole('combobox', { name: 'Members', exact: true });
  await members.fill('guest.one');
  await expect(page.getByText('No match.')).toBeVisible();
  await page.keyboard.press('Enter');
  const user = page.getByRole('dialog', { name: 'New user', exact: true });
  const name = user.getByLabel('Username', { exact: true });
  await expect(name).toHaveValue('guest.one');
  await name.fill('guest.two');
  await page.keyboard.press('Escape');
  const question = page.getByRole('alertdialog', { name: 'Discard your changes?' });
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await user.getByRole('button', { name: 'OK' }).click();
  await expect(members).toBeFocused();
  await expect(group.getByRole('button', { name: 'Remove guest.two' })).toBeVisible();
  await expect(group.getByLabel('Name', { exact: true })).toHaveValue('Interns');

  // Both forms know of one question where the page goes elsewhere.
  await page.getByRole('link', { name: 'User Definition', exact: true }).click();
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await group.getByRole('button', { name: 'OK' }).click();
  await expect(row(page, 'Interns').getByRole('link', { name: 'guest.two' })).toBeVisible();
  await chooseUndo(page, /Interns/);
  await expect(row(page, 'Interns')).toBeHidden();
  await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('menuitem', { name: /create the user guest.two/ })).toBeVisible();
});
