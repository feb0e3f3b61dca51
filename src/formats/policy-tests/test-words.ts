/** The words of a file of policy tests that are no field. */
import type { TestExpectation } from '#model/lab/policy-test.ts';

export const expectWords = {
  'may-reach': 'may reach',
  'may-not-reach': 'may not reach',
  only: 'only they may reach',
} as const satisfies Record<TestExpectation, string>;

export const everybody = 'everybody';
export const anyServer = 'any';
