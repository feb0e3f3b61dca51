import { everyMenuEntryIsAPlace, everyPageIsInOrder, longNamesFit } from './every-page.ts';
import { axe, expect } from './fixtures.ts';
import { layoutFaults } from './layout.ts';

everyPageIsInOrder({
  more: async (page, name) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    // The other theme has other colours, and nothing else.
    expect.soft(await axe(page, 'colours'), `${name}, dark`).toEqual([]);
    expect.soft(await layoutFaults(page), name).toEqual([]);
  },
});
longNamesFit();
everyMenuEntryIsAPlace();
