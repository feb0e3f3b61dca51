import { expect, test } from './fixtures.ts';
import { loadScenario } from './lab.ts';

test('a change asks again what it touched, each once, and nothing else', async ({ page }) => {
  await page.goto('/fortigate/FGT-HQ/firewall-policy');
  // One that nobody gains or loses by: it is disabled without a question.
  const actions = page.getByRole('button', { name: 'Actions of policy 6', exact: true });
  await expect(actions).toBeVisible();
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.includes('/api/')) asked.push(`${request.method()} ${pathname}${search}`);
  });
  await actions.click();
  await page.getByRole('menuitem', { name: 'Disable' }).click();
  await expect(page.getByRole('row', { name: /Branch-to-servers/ })).toContainText('Disabled');
  await expect.poll(() => asked).toContain('GET /lab/api/world');
  expect(asked.filter((one) => one.startsWith('PUT'))).toHaveLength(1);
  // What it would do is asked before, until it is known; so is what is found of policies, in the background.
  const after = asked.filter((one) => !/\/lab\/api\/(impact$|findings\/marks)/.test(one));
  expect(after.toSorted()).toEqual([...new Set(after)].toSorted());
  expect(asked.filter((one) => one.includes('/ems/api/'))).toEqual([]);
});

test('the next page is there before someone turns to it, and is asked for once @long', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname.endsWith('/endpoints/index')) asked.push(searchParams.get('offset') ?? '0');
  });
  await loadScenario(page, 'Large: 5,000 endpoints');
  asked.length = 0;
  await page.goto('/ems/endpoints');
  const rows = page.getByRole('table', { name: 'Endpoints' }).getByRole('row');
  await expect(rows).toHaveCount(51);
  await expect.poll(() => asked).toEqual(['0', '50']);
  const first = await rows.nth(1).textContent();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(rows.nth(1)).not.toHaveText(first ?? '');
  await expect(page.getByRole('status').filter({ hasText: '51–100 of' })).toBeVisible();
  await expect.poll(() => asked).toEqual(['0', '50', '100']);
});

declare global {
  interface Window {
    /** How often React has drawn something anew. */
    commits: number;
  }
}

test('a change draws what it touched, and an answer that is the same draws nothing', async ({
  page,
}) => {
  await page.addInitScript(() => {
    window.commits = 0;
    // What React's own tools listen to, in a build as well.
    Object.assign(window, {
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        inject: () => 1,
        onCommitFiberRoot: () => {
          window.commits += 1;
        },
        onCommitFiberUnmount: () => undefined,
        onPostCommitFiberRoot: () => undefined,
      },
    });
  });
  await page.goto('/fortigate/FGT-HQ/firewall-policy');
  await expect(page.getByRole('row', { name: /ZTNA-webserver-allow/ })).toBeVisible();
  const drawn = async (work: () => Promise<unknown>): Promise<number> => {
    await page.waitForLoadState('networkidle');
    const before = await page.evaluate(() => window.commits);
    await work();
    await page.waitForLoadState('networkidle');
    return (await page.evaluate(() => window.commits)) - before;
  };
  // A change elsewhere: of an endpoint, by another page.
  const other = await page.context().newPage();
  await other.goto('/fortigate/FGT-Branch/firewall-policy');
  const menu = other.getByRole('button', { name: /^Actions of policy/ }).first();
  await expect(menu).toBeVisible();
  const shown = await page.evaluate(() => window.commits);
  const elsewhere = await drawn(async () => {
    await menu.click();
    await other.getByRole('menuitem', { name: 'Disable' }).click();
    await expect.poll(() => page.evaluate(() => window.commits)).toBeGreaterThan(shown);
  });
  // The shell alone: one more change to undo.
  expect(elsewhere).toBeLessThanOrEqual(5);
  await page.getByRole('button', { name: 'Actions of policy 6', exact: true }).click();
  const disable = page.getByRole('menuitem', { name: 'Disable' });
  await expect(disable).toBeVisible();
  const own = await drawn(async () => {
    await disable.click();
    await expect(page.getByRole('row', { name: /Branch-to-servers/ })).toContainText('Disabled');
  });
  expect(own).toBeLessThanOrEqual(16);
});
