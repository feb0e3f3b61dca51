import { everyMenuEntryIsAPlace, everyPageFits, everyPageIsAccessible } from './every-page.ts';

everyPageIsAccessible();
everyPageFits();
everyMenuEntryIsAPlace();
