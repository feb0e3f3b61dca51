import { everyPageFits, everyPageIsAccessible } from './every-page.ts';

everyPageIsAccessible();
everyPageFits();
