import { everyPage, openAt, sidewaysScroll } from './every-page.ts';
import { axe, expect, test } from './fixtures.ts';

for (const place of everyPage)
  test(`${place.name}, 1280 wide: accessible in both themes, and nothing scrolls sideways`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await openAt(page, place);
    expect(await axe(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axe(page)).toEqual([]);
  });
