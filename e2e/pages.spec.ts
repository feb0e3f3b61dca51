import { everyMenuEntryIsAPlace, everyPageIsInOrder, longNamesFit } from './every-page.ts';
import { axe, expect, test } from './fixtures.ts';
import { layoutFaults } from './layout.ts';

everyPageIsInOrder({
  more: async (page, name, place) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    // The other theme has other colours, and nothing else: pages share them, so that each third is looked at.
    if (place % 3 === 0 || process.env['LONG'] !== undefined)
      expect.soft(await axe(page, 'colours'), `${name}, dark`).toEqual([]);
    expect.soft(await layoutFaults(page), name).toEqual([]);
  },
});
longNamesFit();
everyMenuEntryIsAPlace();

test('a page of several tabs opens at its first where the address names none', async ({ page }) => {
  for (const [address, tab] of [
    ['addresses', 'Address'],
    ['ztna', 'ZTNA Servers'],
  ] as const) {
    await page.goto(`/fortigate/FGT-HQ/${address}`);
    const link = page.getByRole('main').getByRole('link', { name: tab, exact: true });
    await expect(link).toHaveAttribute('aria-current', 'page');
  }
});
