import { everyMenuEntryIsAPlace, everyPageIsInOrder, longNamesFit } from './every-page.ts';
import { layoutFaults } from './layout.ts';

everyPageIsInOrder(layoutFaults);
longNamesFit();
everyMenuEntryIsAPlace();
