import { expect, test } from './fixtures.ts';
import { loadScenario, openPage, openProduct } from './lab.ts';

test('an open session ends when a change no longer lets it pass, and says why wherever one is', async ({
  page,
}) => {
  await loadScenario(page, 'Example 1: Any of');
  await openPage(page, 'Connect');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByText('Allowed', { exact: true })).toBeVisible();
  await openPage(page, 'Sessions');
  const open = page.getByRole('table', { name: 'Open sessions' });
  await expect(open.getByRole('row', { name: /WIN10-01.*ZTNA-webserver/ })).toBeVisible();

  await openProduct(page, 'FortiGate');
  await openPage(page, 'Firewall Policy');
  await page
    .getByRole('table', { name: 'Firewall Policy' })
    .getByText('ZTNA-webserver-allow')
    .click();
  const form = page.getByRole('dialog', { name: 'Edit policy 17' });
  await form.getByRole('radio', { name: 'All', exact: true }).check();
  await form.getByRole('button', { name: 'OK' }).click();
  const news = page.getByRole('region', { name: 'Notifications' });
  await expect(news).toContainText('The session of WIN10-01 to ZTNA-webserver ended');
  await news.getByRole('button', { name: 'Open Sessions' }).click();

  await expect(page.getByText('No session is open')).toBeVisible();
  const ended = page.getByRole('table', { name: 'Ended sessions' });
  await expect(ended.getByRole('row', { name: /WIN10-01.*no longer allow/ })).toBeVisible();
  await ended.getByText('no longer allowed').click();
  await expect(page.getByRole('dialog', { name: 'Session 8876' })).toContainText(
    'WIN10-01 does not have Security posture tag, missing: Low-Risk',
  );
});

test('a change of posture waits for the keepalive on the world’s clock, which is stepped to it', async ({
  page,
}) => {
  await loadScenario(page, 'Example 1: Any of');
  await openPage(page, 'Connect');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByText('Allowed', { exact: true })).toBeVisible();
  await page
    .getByRole('button', { name: 'Apply: Remove the security posture tag FortiAD from WIN10-01.' })
    .click();
  await expect(page.getByText('1 tag change is pending')).toBeVisible();
  await expect(page.getByText('1 pending')).toBeVisible();
  await openPage(page, 'Sessions');
  await expect(page.getByRole('table', { name: 'Open sessions' })).toBeVisible();
  await openPage(page, 'Connect');
  await page.getByRole('button', { name: /^Step the clock to/ }).click();
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText(
    'The session of WIN10-01 to ZTNA-webserver ended',
  );
  await page.getByRole('button', { name: 'Connect again' }).click();
  await expect(page.getByText('Denied', { exact: true })).toBeVisible();
});

test('the clock runs and pauses', async ({ page }) => {
  await page.goto('/lab/sessions');
  await page
    .getByRole('button', { name: /The world’s clock, paused: 2025-09-16 10:57:00/ })
    .click();
  await page.getByRole('menuitem', { name: 'Run' }).click();
  await expect(
    page.getByRole('button', { name: /The world’s clock, running: 2025-09-16 10:57:0[1-9]/ }),
  ).toBeVisible();
  await page.getByRole('button', { name: /The world’s clock, running/ }).click();
  await page.getByRole('menuitem', { name: 'Pause' }).click();
  await page.getByRole('button', { name: /The world’s clock, paused/ }).click();
  await page.getByRole('menuitem', { name: 'Step 1 hour' }).click();
  await expect(
    page.getByRole('button', { name: /The world’s clock, paused: 2025-09-16 11:57/ }),
  ).toBeVisible();
});

test('a session ended by hand is found in the log by how it ended @long', async ({ page }) => {
  await loadScenario(page, 'Example 1: Any of');
  await openPage(page, 'Connect');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByText('Allowed', { exact: true })).toBeVisible();
  await openPage(page, 'Sessions');
  await page.getByRole('button', { name: /^End session/ }).click();
  await expect(page.getByText('No session is open')).toBeVisible();
  await openProduct(page, 'FortiGate');
  await openPage(page, 'ZTNA Traffic');
  await page.getByRole('button', { name: 'Action: any' }).click();
  await page.getByRole('menuitemradio', { name: 'close' }).click();
  const log = page.getByRole('table', { name: 'ZTNA Traffic' });
  await expect(log.getByRole('row')).toHaveCount(2);
  await expect(log.getByRole('row', { name: /Close/ })).toBeVisible();
});
