/**
 * Which worlds the properties look at: in `npm test` the same each time, so that a failure is of the change
 * and not of the day; with `LONG=1` others each time.
 */
import * as fc from 'fast-check';

if (!process.env['LONG']) fc.configureGlobal({ seed: 20_261_129 });
