/**
 * The one door to zod. Its compiled parsers probe `new Function`, which the page's Content Security
 * Policy reports even though zod survives the refusal; so the compiler is off before anything parses.
 */
import { z } from 'zod';

z.config({ jitless: true });

export { z };
