/** For a mutation run: the same worlds each time, and no time spent on finding the smallest failing one. */
import * as fc from 'fast-check';

fc.configureGlobal({ seed: 5, endOnFailure: true });
