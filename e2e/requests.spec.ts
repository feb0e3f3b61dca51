import { expect, test } from './fixtures.ts';

test('a change asks again what it touched, each once, and nothing else', async ({ page }) => {
  await page.goto('/fortigate/FGT-HQ/firewall-policy');
  const actions = page.getByRole('button', { name: 'Actions of policy 17', exact: true });
  await expect(actions).toBeVisible();
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.includes('/api/')) asked.push(`${request.method()} ${pathname}${search}`);
  });
  await actions.click();
  await page.getByRole('menuitem', { name: 'Disable' }).click();
  await expect(page.getByRole('row', { name: /ZTNA-webserver-allow/ })).toContainText('Disabled');
  await expect.poll(() => asked).toContain('GET /lab/api/world');
  expect(asked.filter((one) => one.startsWith('PUT'))).toHaveLength(1);
  expect(asked.toSorted()).toEqual([...new Set(asked)].toSorted());
  expect(asked.filter((one) => one.includes('/ems/api/'))).toEqual([]);
});
