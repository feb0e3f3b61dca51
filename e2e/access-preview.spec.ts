import { expect, test } from './fixtures.ts';

test('a policy’s form says who gains and who loses as it is filled in, and nothing is saved by that', async ({
  page,
}) => {
  await page.goto('/fortigate/FGT-HQ/firewall-policy?edit=17');
  const form = page.getByRole('dialog', { name: /Edit policy 17/ });
  const preview = form.getByRole('region', { name: 'If you save' });
  await expect(form.getByRole('radio', { name: 'All', exact: true })).toBeChecked();
  await expect(preview).toHaveCount(0);

  await form.getByRole('radio', { name: 'Any', exact: true }).check();
  await expect(preview).toContainText('4 pairs of endpoint and server would gain access.');
  await expect(preview.getByRole('list', { name: 'Who gains, who loses' })).toContainText(
    'WIN11-BOB, WIN10-CARLA, WIN11-HANS and BR-WIN-LEO gain ZTNA-webserver on FGT-HQ, by policy 17',
  );
  // The next change is another question.
  await form.getByRole('radio', { name: 'Deny', exact: true }).check();
  await expect(preview).toContainText('3 pairs of endpoint and server would lose access.');
  await form.getByLabel('Name').fill('');
  await expect(preview).toContainText('3 pairs of endpoint and server would lose access.');

  await form.getByRole('radio', { name: 'Accept', exact: true }).check();
  await form.getByRole('radio', { name: 'All', exact: true }).check();
  await form.getByLabel('Name').fill('ZTNA-webserver-allow-2');
  await expect(preview).toContainText('Nobody gains or loses access to a ZTNA server.');
  await form.getByRole('button', { name: 'OK' }).click();
  await expect(page.getByText('ZTNA-webserver-allow-2', { exact: false }).first()).toBeVisible();
});

test('a deletion says who loses before it is confirmed, and a move who gains', async ({ page }) => {
  await page.goto('/fortigate/FGT-HQ/firewall-policy');
  const list = page.getByRole('table', { name: 'Firewall Policy' });
  const menu = list.getByRole('button', { name: 'Actions of policy 17' });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  const question = page.getByRole('alertdialog', { name: /Delete policy 17/ });
  await expect(question.getByRole('region', { name: 'What it does to access' })).toContainText(
    '3 pairs of endpoint and server would lose access.',
  );
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(menu).toBeVisible();

  await menu.click();
  await page.getByRole('menuitem', { name: 'Move to…' }).click();
  const move = page.getByRole('dialog', { name: /Move policy 17/ });
  await move.getByLabel('Policy ID').fill('3');
  await expect(move.getByRole('region', { name: 'If you save' })).toContainText(
    /gain access|Nobody gains or loses access/,
  );
});

test('a status and a move in the list ask first only where somebody gains or loses', async ({
  page,
}) => {
  await page.goto('/fortigate/FGT-HQ/firewall-policy');
  const list = page.getByRole('table', { name: 'Firewall Policy' });
  const menu = list.getByRole('button', { name: 'Actions of policy 17', exact: true });
  const question = page.getByRole('alertdialog', { name: /^Disable policy 17/ });
  const news = page.getByRole('region', { name: 'Notifications' });
  for (const answer of ['Cancel', 'Disable']) {
    await menu.click();
    await page.getByRole('menuitem', { name: 'Set Status: Disable' }).click();
    await expect(question.getByRole('region', { name: 'What it does to access' })).toContainText(
      '3 pairs of endpoint and server would lose access.',
    );
    await question.getByRole('button', { name: answer, exact: true }).click();
    await expect(question).toBeHidden();
    await expect(menu).toBeFocused();
  }
  await expect(news).toContainText('Policy 17 ZTNA-webserver-allow disabled.');

  const handles = list.getByRole('button', { name: /^Move policy/ });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Move down' }).click();
  await menu.click();
  await page.getByRole('menuitem', { name: 'Move down' }).click();
  await expect(handles.nth(3)).toHaveAccessibleName('Move policy 17');
  await expect(news).toContainText(
    'Policy 17 moved. Nobody gained or lost access to a ZTNA server.',
  );
});
