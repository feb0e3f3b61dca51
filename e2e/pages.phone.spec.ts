import { everyPageIsInOrder } from './every-page.ts';

// What a phone's width does to the layout is held with the desktop's pages, and what touch does by other tests.
everyPageIsInOrder({ tag: ['@long'] });
