// Policy lists that are longer than anyone would load: windows of them, wherever one goes.

import type { Page } from '@playwright/test';
import { axe, expect, test } from './fixtures.ts';
import { chooseUndo, loadScenario } from './lab.ts';

const list = '/fortigate/FGT-SITE-01/firewall-policy';

test.beforeEach(async ({ page }) => {
  await loadScenario(page, 'Large: 5,000 endpoints');
});

const table = (page: Page) => page.getByRole('table', { name: 'Firewall Policy' });
const policy = (page: Page, id: number) =>
  table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: `Actions of policy ${id}`, exact: true }) });
const panel = (page: Page) => page.getByRole('dialog', { name: /^Edit policy/ });

/** The first rows of the windows that were asked for since. */
function windowsAsked(page: Page): { readonly starts: () => readonly number[]; clear: () => void } {
  let starts: number[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname.endsWith('/policies/policy')) starts.push(Number(searchParams.get('start')));
  });
  return {
    starts: () => starts,
    clear: () => {
      starts = [];
    },
  };
}

/** The numbers of the policies in the page, in the order shown. */
async function order(page: Page): Promise<readonly number[]> {
  const names = await table(page)
    .getByRole('button', { name: /^Actions of policy/ })
    .evaluateAll((buttons) => buttons.map((one) => one.getAttribute('aria-label') ?? ''));
  return names.map((name) => Number(name.replace('Actions of policy ', '')));
}

/** The two that stand on either side of a policy, and itself. */
async function around(page: Page, id: number): Promise<readonly number[]> {
  const ids = await order(page);
  const at = ids.indexOf(id);
  return ids.slice(Math.max(0, at - 1), at + 2);
}

async function scrollBy(page: Page, pixels: number): Promise<void> {
  await table(page).hover();
  await page.mouse.wheel(0, pixels);
}

async function act(page: Page, id: number, what: string): Promise<void> {
  await page.getByRole('button', { name: `Actions of policy ${id}`, exact: true }).click();
  await page.getByRole('menuitem', { name: what, exact: true }).click();
}

test(
  'the list opens and scrolls to its end without loading what lies between',
  { tag: '@long' },
  async ({ page }) => {
    const asked = windowsAsked(page);
    await page.goto(list);
    await expect(policy(page, 1)).toBeInViewport();
    await expect(table(page)).toHaveAttribute('aria-rowcount', '1002');
    expect(asked.starts()).toEqual([0]);
    await scrollBy(page, 1_000_000);
    await expect(policy(page, 1000)).toBeInViewport();
    await expect(table(page).getByText('Implicit Deny')).toBeInViewport();
    expect(asked.starts()).toEqual([0, 900]);
    expect(await axe(page)).toEqual([]);
    await scrollBy(page, -1_000_000);
    await expect(policy(page, 1)).toBeInViewport();
    expect(asked.starts()).toEqual([0, 900]);
  },
);

test('it scrolls window by window', { tag: '@long' }, async ({ page }) => {
  const asked = windowsAsked(page);
  await page.goto(list);
  await expect(policy(page, 1)).toBeInViewport();
  for (const id of [60, 110, 160, 210]) {
    await expect
      .poll(async () => {
        await scrollBy(page, 400);
        return (await order(page)).includes(id);
      })
      .toBe(true);
  }
  expect(asked.starts()).toEqual([0, 100, 200]);
});

test(
  'a search is answered by the FortiGate, and the whole list comes back',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto(list);
    await expect(policy(page, 1)).toBeInViewport();
    await scrollBy(page, 1_000_000);
    await expect(policy(page, 1000)).toBeInViewport();
    await page.getByRole('searchbox').fill('department-02');
    await expect(page.getByText('25 of 1,000 policies.')).toBeVisible();
    await expect(policy(page, 2)).toBeInViewport();
    await expect(policy(page, 962)).toBeAttached();
    expect(await order(page)).toHaveLength(25);
    await page.getByRole('searchbox').fill('accept');
    await expect(page.getByText('No policy matches')).toBeVisible();
    await page.getByRole('button', { name: 'Action: any' }).click();
    await page.getByRole('menuitemradio', { name: 'Accept' }).click();
    await page.getByRole('searchbox').fill('');
    await expect(page.getByText('40 of 1,000 policies.')).toBeVisible();
    await expect(policy(page, 961)).toBeInViewport();
    await page.getByRole('button', { name: 'Action: Accept' }).click();
    await page.getByRole('menuitemradio', { name: 'any' }).click();
    await expect(policy(page, 1)).toBeInViewport();
  },
);

test(
  'a link opens a policy that is far down, and shows where it stands',
  { tag: '@long' },
  async ({ page }) => {
    const asked = windowsAsked(page);
    await page.goto(`${list}?edit=962`);
    await expect(panel(page).getByRole('textbox', { name: 'Name' })).toHaveValue(
      'Allow-department-02-962',
    );
    await expect(policy(page, 962)).toBeInViewport();
    expect(asked.starts()).toEqual([0, 900]);
    await panel(page).getByRole('button', { name: 'Next row' }).click();
    await expect(panel(page).getByRole('textbox', { name: 'Name' })).toHaveValue(
      'Allow-department-03-963',
    );
    await panel(page).getByRole('button', { name: 'Close' }).click();
    await expect(panel(page)).toBeHidden();
    await expect(policy(page, 963)).toBeInViewport();

    await page.goto(`${list}?edit=4711`);
    await expect(page.getByText('FGT-SITE-01 has no policy 4711 in this list')).toBeVisible();
  },
);

test('saving a policy asks again only for the windows on the screen, each once @long', async ({
  page,
}) => {
  const asked = windowsAsked(page);
  await page.goto(list);
  await expect(policy(page, 1)).toBeVisible();
  await scrollBy(page, 1_000_000);
  await expect(policy(page, 990)).toBeInViewport();
  await policy(page, 990).getByRole('link', { name: 'Allow-department-30-990' }).click();
  await panel(page).getByRole('textbox', { name: 'Comments' }).fill('Looked at');
  asked.clear();
  await panel(page).getByRole('button', { name: 'OK' }).click();
  await expect(panel(page)).toBeHidden();
  await expect(page.getByText('Policy 990 Allow-department-30-990 updated.')).toBeVisible();
  expect(asked.starts()).toEqual([900]);
  await page.getByRole('searchbox').fill('looked at');
  await expect(page.getByText('1 of 1,000 policies.')).toBeVisible();
});

test(
  'a policy moves to a place that is not loaded, is undone, and moves again',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto(list);
    for (const _ of [1, 2]) {
      await act(page, 17, 'Move to…');
      const form = page.getByRole('dialog', { name: /^Move policy 17/ });
      const id = form.getByRole('textbox', { name: 'Policy ID' });
      await form.getByRole('button', { name: 'OK' }).click();
      await expect(id).toHaveAccessibleDescription(/Type the ID of a policy/);
      await id.fill('17');
      await expect(id).toHaveAccessibleDescription(/another policy/);
      await form.getByRole('radio', { name: 'After' }).check();
      await id.fill('990');
      expect(await axe(page)).toEqual([]);
      await form.getByRole('button', { name: 'OK' }).click();
      await expect(form).toBeHidden();
      await page.getByRole('button', { name: 'Show' }).click();
      await expect(panel(page)).toBeVisible();
      await panel(page).getByRole('button', { name: 'Close' }).click();
      await expect(policy(page, 17)).toBeInViewport();
      expect(await around(page, 17)).toEqual([990, 17, 991]);

      await chooseUndo(page, /move policy 17/i);
      await expect(policy(page, 17)).toBeHidden();
      await scrollBy(page, -1_000_000);
      await expect(policy(page, 17)).toBeInViewport();
      expect(await around(page, 17)).toEqual([16, 17, 18]);
    }
  },
);

test.describe('refused', () => {
  // Chromium writes to the console for every such answer.
  test.use({ expectedConsole: [/Failed to load resource/] });

  test(
    'a move to a policy that is not there says so at the field',
    { tag: '@long' },
    async ({ page }) => {
      await page.goto(list);
      await act(page, 3, 'Move to…');
      const form = page.getByRole('dialog', { name: /^Move policy 3/ });
      const id = form.getByRole('textbox', { name: 'Policy ID' });
      await id.fill('4711');
      await form.getByRole('button', { name: 'OK' }).click();
      await expect(id).toHaveAccessibleDescription(/has no firewall policy 4711/);
    },
  );
});

test(
  'far down, a policy moves by keyboard, by its menu and by dragging, over the edge of a window too',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto(`${list}?edit=900`);
    await expect(policy(page, 900)).toBeInViewport();
    await panel(page).getByRole('button', { name: 'Close' }).click();
    await expect(panel(page)).toBeHidden();

    // 900 is the last of its window.
    await page.getByRole('button', { name: 'Move policy 900', exact: true }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await expect(page.getByText('Policy 900 moved.')).toBeVisible();
    await expect.poll(() => around(page, 900)).toEqual([902, 900, 903]);

    await act(page, 900, 'Move up');
    await expect.poll(() => around(page, 900)).toEqual([901, 900, 902]);
    await act(page, 900, 'Move up');
    await expect.poll(() => around(page, 900)).toEqual([899, 900, 901]);

    await page
      .getByRole('button', { name: 'Move policy 901', exact: true })
      .dragTo(policy(page, 898), { targetPosition: { x: 200, y: 4 } });
    await expect.poll(() => around(page, 901)).toEqual([897, 901, 898]);
    expect(new Set(await order(page)).size).toBe((await order(page)).length);
  },
);

test('a policy is carried by keyboard past what was loaded', { tag: '@long' }, async ({ page }) => {
  await page.goto(`${list}?edit=90`);
  await expect(policy(page, 90)).toBeInViewport();
  await panel(page).getByRole('button', { name: 'Close' }).click();
  await expect(panel(page)).toBeHidden();
  await page.getByRole('button', { name: 'Move policy 90', exact: true }).focus();
  await page.keyboard.press('Space');
  for (let step = 0; step < 40; step++) await page.keyboard.press('ArrowDown');
  await expect(page.getByText('policy 90: position 130 of 1000.')).toBeAttached();
  await expect(policy(page, 90)).toBeInViewport();
  await expect(policy(page, 131)).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByText('Policy 90 moved.')).toBeVisible();
  await expect.poll(() => around(page, 90)).toEqual([130, 90, 131]);
  await expect(page.getByRole('button', { name: 'Move policy 90', exact: true })).toBeFocused();
  await chooseUndo(page, /move policy 90/i);
  await expect.poll(() => around(page, 130)).toEqual([129, 130, 131]);
});

test(
  'what another tab moves and deletes shows where it stands, in the windows on the screen',
  { tag: '@long' },
  async ({ page, context }) => {
    await page.goto(`${list}?edit=900`);
    await expect(policy(page, 900)).toBeInViewport();
    await panel(page).getByRole('button', { name: 'Close' }).click();
    const other = await context.newPage();
    await other.goto(`${list}?edit=900`);
    await panel(other).getByRole('button', { name: 'Close' }).click();
    await act(other, 901, 'Move up');
    await expect.poll(() => around(other, 901)).toEqual([899, 901, 900]);
    await expect.poll(() => around(page, 901)).toEqual([899, 901, 900]);
    await act(other, 899, 'Delete…');
    await other.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => around(page, 901)).toEqual([898, 901, 900]);
    await expect(table(page)).toHaveAttribute('aria-rowcount', '1001');
  },
);

test('a form’s fields find names by typing, and ask for nothing before somebody looks @long', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.includes('/choices/') || pathname.includes('/cmdb/')) asked.push(pathname);
  });
  await page.goto(`${list}?edit=1`);
  const tags = panel(page).getByRole('combobox', { name: 'Security Posture Tag', exact: true });
  await expect(panel(page).getByRole('toolbar').getByText('Department-01')).toBeVisible();
  expect(asked.filter((path) => !path.endsWith('/ztna-server-vip'))).toEqual([]);
  await tags.click();
  await expect(page.getByRole('option', { name: 'Department-02' })).toBeVisible();
  await tags.fill('department-4');
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('toolbar').getByText('Department-40')).toBeVisible();
  await panel(page).getByRole('button', { name: 'OK' }).click();
  await expect(policy(page, 1)).toContainText('Department-40');
});
