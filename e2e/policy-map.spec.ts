// Lab > Policy map: policies as sentences, built by seeing what each part comes to.

import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { loadScenario, openPage, openProduct } from './lab.ts';

function policy(page: Page, number: number): Locator {
  return page.getByRole('listitem', { name: new RegExp(`^Policy ${number}( |$)`) });
}

function firstPolicy(page: Page): Locator {
  return page.getByRole('list', { name: 'Policies', exact: true }).getByRole('listitem').first();
}

test('a policy is changed where it stands, and its counts, pins and sentence follow', async ({
  page,
}) => {
  await page.goto('/lab/policy-map?policy=17');
  const own = policy(page, 17);
  await expect(own).toContainText('18 endpoints get this far');
  await expect(own).toContainText('lets 3 in');
  await expect(page.getByRole('region', { name: 'Reads' })).toContainText(
    'Anyone whose device has FortiAD and Low-Risk may open ZTNA-webserver, at any time.',
  );

  await page.getByRole('button', { name: 'Pin a pair' }).click();
  await page.getByLabel('Endpoint', { exact: true }).fill('ANN');
  await page.getByRole('option', { name: /WIN11-ANN/ }).click();
  await page.getByLabel('ZTNA Server', { exact: true }).fill('web');
  await page.getByRole('option', { name: 'ZTNA-webserver' }).click();
  await page.getByRole('button', { name: 'Pin', exact: true }).click();
  const pinned = page.getByRole('region', { name: 'Pinned' });
  await expect(pinned).toContainText('Allowed');

  await own.getByRole('button', { name: 'Action of policy 17: Accept. Change to Deny' }).click();
  await expect(own).toContainText('stops 3');
  await expect(page.getByRole('link', { name: /^Draft 1 change/ })).toBeVisible();
  await expect(pinned).toContainText('Denied');
  await expect(
    page.getByText(/ZTNA-webserver-allow: stops 3\. WIN11-ANN to ZTNA-webserver: denied/),
  ).toHaveCount(1);
  // The counts come before the change is stored; its news after that.
  await expect(page.getByText('Policy 17 ZTNA-webserver-allow changed.').first()).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(own).toContainText('lets 3 in');

  await own.getByRole('radiogroup', { name: 'Match of policy 17' }).getByText('Any').click();
  await expect(own).toContainText('lets 8 in');
  await own.getByRole('button', { name: /^Has posture of policy 17/ }).click();
  const picker = page.getByRole('dialog', { name: 'Has posture of policy 17' });
  await picker.getByRole('button', { name: 'Remove Low-Risk' }).click();
  await expect(own).toContainText('9 have it, known here: 8');
  await picker.getByRole('button', { name: 'Close' }).click();
  await expect(
    own.getByRole('button', { name: /^Has posture of policy 17: .*FortiAD/ }),
  ).toBeFocused();
  // A press elsewhere closes it too, be it on what takes no focus.
  await own.getByRole('button', { name: /^Has posture of policy 17/ }).click();
  await expect(picker).toBeVisible();
  await page.getByRole('heading', { name: 'Policy map' }).click();
  await expect(picker).toBeHidden();
});

test('chips are dragged to their places, or refused there in words; a tag is shared on the way', async ({
  page,
}) => {
  await page.goto('/lab/policy-map');
  const own = policy(page, 3);
  const palette = page.getByRole('complementary', { name: 'Palette' });
  const finance = palette.getByRole('button', { name: /Classification tag.*Finance/ }).first();
  const place = own.getByRole('button', { name: /^Has posture of policy 3/ });
  await finance.dragTo(own.getByRole('button', { name: /^Who of policy 3/ }));
  await expect(own.getByRole('alert')).toHaveText('Finance is a tag. It goes under Has posture.');
  await finance.dragTo(place);
  await expect(own.getByRole('alert')).toContainText(
    'FGT-HQ does not know Finance: EMS does not share Classification Tags.',
  );
  await own.getByRole('button', { name: 'Share Classification Tags, and add it' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Share' }).click();
  await expect(place).toHaveAccessibleName(/Finance/);

  // The order, by keyboard, by pointer and by number; a policy that nobody comes to says why.
  const allow = policy(page, 17);
  await allow.getByRole('button', { name: /^Who of policy 17/ }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(firstPolicy(page)).toHaveAccessibleName(/Policy 17/);
  // A place that is opened by key takes what is typed, and one Escape closes it.
  const who = allow.getByRole('button', { name: /^Who of policy 17/ });
  await who.press('Enter');
  const opened = page.getByRole('dialog', { name: 'Who of policy 17' });
  await expect(opened.getByRole('combobox').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(opened).toBeHidden();
  await expect(who).toBeFocused();
  await page
    .getByRole('button', { name: 'Move policy 3' })
    .dragTo(allow, { targetPosition: { x: 200, y: 6 } });
  await expect(firstPolicy(page)).toHaveAccessibleName(/Policy 3/);
  await own.getByRole('button', { name: /^Has posture of policy 3/ }).click();
  const picker = page.getByRole('dialog', { name: 'Has posture of policy 3' });
  await picker.getByRole('button', { name: 'Remove Suspicious' }).click();
  await picker.getByRole('button', { name: 'Remove Finance' }).click();
  await expect(allow).toContainText(
    'nobody gets this far: policy 3 ZTNA-deny-malicious takes them all',
  );
  await expect(allow).toContainText('never reached');
});

test('policies that forward are counted to an address, which is pinned; a tag made in place stands in it', async ({
  page,
}) => {
  await page.goto('/lab/policy-map?of=forward');
  const own = policy(page, 5);
  await expect(own).toContainText('counted to 10.88.1.10:443');
  await expect(own).toContainText('lets 5 in');
  await page.getByRole('button', { name: 'Destination: of each policy' }).click();
  const filter = page.getByRole('dialog', { name: 'Destination' });
  const typed = filter.getByLabel('Destination', { exact: true });
  await typed.fill('10.88.1.10:8080');
  await filter.getByRole('button', { name: 'Count' }).click();
  await expect(own).toContainText('not of 10.88.1.10:8080');
  await page.getByRole('button', { name: 'Destination: 10.88.1.10:8080' }).click();
  await typed.fill('10.88.1.10');
  await typed.press('Enter');
  await expect(typed).toHaveAccessibleDescription(/Enter a port from 1 to 65535/);
  await typed.fill('10.88.1.10:443');
  await typed.press('Enter');
  await expect(
    page.getByText('everyone else, 15 endpoints. Of 20 endpoints 5 let in.'),
  ).toBeVisible();

  await page.getByRole('button', { name: 'Pin a pair' }).click();
  await page.getByLabel('Endpoint', { exact: true }).fill('ANN');
  await page.getByRole('option', { name: /WIN11-ANN/ }).click();
  await page.getByRole('button', { name: 'Pin', exact: true }).click();
  const pinned = page.getByRole('region', { name: 'Pinned' });
  await expect(pinned).toContainText('Allowed');
  await own.getByRole('button', { name: 'Not: policy 5 matches if its tags do not' }).click();
  await expect(own).toContainText('lets 8 in');
  await expect(pinned).toContainText('Denied');

  // Nobody has the tag: the FortiGate knows it by its address object.
  await own.getByRole('button', { name: /^Has posture of policy 5/ }).click();
  await page.getByRole('button', { name: 'New tag on EMS' }).click();
  const form = page.getByRole('dialog', { name: 'New tag' });
  await form.getByLabel('Name', { exact: true }).fill('Of-tomorrow');
  await form.getByRole('button', { name: 'Add Rule' }).click();
  await form.getByLabel('Rule Type').selectOption({ label: 'OS Version' });
  await form.getByLabel('OS version').selectOption({ label: 'Other…' });
  await form.getByLabel('Version', { exact: true }).fill('Windows 12');
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(own.getByRole('button', { name: /^Has posture of policy 5/ })).toHaveAccessibleName(
    /Of-tomorrow/,
  );
});

/** At the prompt of FGT-HQ. */
async function typeLines(page: Page, lines: readonly string[]): Promise<void> {
  await page.goto('/fortigate/FGT-HQ/cli');
  const output = page.getByRole('log', { name: 'Output' });
  for (const line of lines) {
    await page.getByRole('textbox', { name: /^FGT-HQ/ }).fill(line);
    await page.keyboard.press('Enter');
    await expect(output).toContainText(`# ${line}`);
  }
}

test('in policy-based mode security policies are counted and built, by tags among their addresses', async ({
  page,
}) => {
  await typeLines(page, [
    'config system settings',
    'set ngfw-mode policy-based',
    'end',
    'config firewall security-policy',
    'edit 1',
    'set name Low-Risk-web',
    'set srcintf any',
    'set dstintf any',
    'set srcaddr EMS1_ZTNA_Low-Risk',
    'set dstaddr all',
    'set service HTTPS',
    'set schedule always',
    'set action accept',
    'end',
  ]);
  await openProduct(page, 'FortiGate');
  await openPage(page, 'Security Policy');
  await page.getByRole('link', { name: 'Low-Risk-web' }).click();
  await page.getByRole('textbox', { name: 'Comments' }).fill('By posture');
  await page.getByRole('button', { name: 'OK' }).click();
  await expect(page.getByText('Security policy 1 Low-Risk-web updated.').first()).toBeVisible();

  await page.goto('/lab/policy-map?of=forward&policy=1');
  const own = policy(page, 1);
  await expect(own).toContainText('lets 2 in');
  await expect(page.getByRole('region', { name: 'Reads' })).toContainText(
    'Anyone from a device that has Low-Risk may reach any address by HTTPS, through any interface and out of any interface, at any time.',
  );
  await page.getByRole('button', { name: 'Pin a pair' }).click();
  const pinned = page.getByRole('region', { name: 'Pinned' });
  await pinned.getByLabel('Endpoint', { exact: true }).fill('ANN');
  await page.getByRole('option', { name: /WIN11-ANN/ }).click();
  await pinned.getByLabel('Destination', { exact: true }).fill('203.0.113.10:443');
  await pinned.getByRole('button', { name: 'Pin', exact: true }).click();
  await expect(pinned).toContainText('security policy 1');

  // A tag that is pressed goes among the sources; one more lets in whoever has either.
  await page
    .getByRole('complementary', { name: 'Palette' })
    .getByRole('button', { name: /FortiAD/ })
    .first()
    .click();
  await expect(own.getByRole('button', { name: /^Source of policy 1: .*FortiAD/ })).toBeVisible();
  await expect(own).toContainText('lets 6 in');
  await own.getByRole('button', { name: 'Action of policy 1: Accept. Change to Deny' }).click();
  await expect(own).toContainText('stops 6');
  await expect(pinned).toContainText('Denied');
  await page.getByRole('button', { name: 'Policy', exact: true }).click();
  await expect(policy(page, 2)).toContainText('endpoints get this far');
  await policy(page, 2).getByRole('button', { name: 'Actions of policy 2' }).click();
  await page.getByRole('menuitem', { name: 'Move up' }).click();
  await expect(own).toContainText('nobody gets this far: security policy 2 Forward takes them all');
  await page.getByRole('link', { name: 'List', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Security Policy' })).toBeVisible();
});

test('of 1,000 policies those in sight alone are in the page, and each is found', async ({
  page,
}) => {
  await loadScenario(page, 'Large: 5,000 endpoints');
  await openPage(page, 'Policy map');
  const list = page.getByRole('list', { name: 'Policies', exact: true });
  await expect(list.getByRole('listitem').first()).toContainText(/get this far/);
  expect(await list.getByRole('listitem').count()).toBeLessThan(40);
  await page.getByLabel('Search policies').fill('Allow-department-27-987');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list.getByRole('listitem')).toContainText(/lets .* in|never reached/);
});
