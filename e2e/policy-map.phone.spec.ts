// Lab > Policy map on a narrow touch screen: every step of building by tap.

import { axe, expect, test } from './fixtures.ts';

test('a policy is made, filled, moved and taken back by tap', async ({ page }) => {
  await page.goto('/lab/policy-map');
  const list = page.getByRole('list', { name: 'Policies', exact: true });
  await expect(list.getByRole('listitem').first()).toContainText('get this far');
  await page.getByRole('button', { name: 'Policy', exact: true }).tap();
  await expect(list.getByRole('listitem')).toHaveCount(3);
  const own = list.getByRole('listitem').last();
  await expect(own).toContainText(/lets \d+ in/);

  await own.getByRole('button', { name: /^Has posture of policy/ }).tap();
  const picker = page.getByRole('dialog', { name: /^Has posture of policy/ });
  await picker.getByLabel('Security Posture Tag', { exact: true }).fill('AV-Run');
  await page.getByRole('option', { name: /AV-Running/ }).tap();
  expect(await axe(page)).toEqual([]);
  await picker.getByRole('button', { name: 'Close' }).tap();
  await expect(own).toContainText('6 have it');
  await own.getByRole('button', { name: /^Action of policy/ }).tap();
  await expect(own).toContainText(/stops/);

  await own.getByRole('button', { name: /^Actions of policy/ }).tap();
  await page.getByRole('menuitem', { name: 'Move to…' }).tap();
  const panel = page.getByRole('dialog', { name: /^Move policy/ });
  await panel.getByLabel('Policy ID', { exact: true }).fill('3');
  await panel.getByRole('button', { name: 'OK', exact: true }).tap();
  await expect(list.getByRole('listitem').first()).toContainText(/stops/);
  await page.getByRole('button', { name: 'Undo', exact: true }).last().tap();
  await expect(list.getByRole('listitem').last()).toContainText(/stops|never reached/);
  const isWithin = await page.evaluate(
    () => (document.scrollingElement?.scrollWidth ?? 0) <= window.innerWidth,
  );
  expect(isWithin).toBe(true);
});
