import { everyPageIsInOrder } from './every-page.ts';

everyPageIsInOrder();
