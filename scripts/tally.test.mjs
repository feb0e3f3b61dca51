import { describe, expect, it } from 'vitest';
import { checkTally, playwrightTally, totalLine, vitestTally } from './tally.mjs';

const failure = { passed: 0, failed: 1, skipped: 0 };
const file = (status, ...tests) => ({
  status,
  assertionResults: tests.map((s) => ({ status: s })),
});

describe('vitest', () => {
  const report = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, testResults: [] };

  it('counts its tests', () => {
    expect(vitestTally(0, report)).toEqual({ passed: 3, failed: 0, skipped: 1 });
    expect(vitestTally(1, { ...report, numFailedTests: 2 })).toMatchObject({ failed: 2 });
  });

  it('counts a file that broke before its first test, once', () => {
    const testResults = [file('failed'), file('failed', 'passed', 'failed'), file('passed')];
    expect(vitestTally(1, { ...report, numFailedTests: 1, testResults })).toMatchObject({
      failed: 2,
    });
  });

  it('counts a crash, an error outside any test, and a run of no tests', () => {
    expect(vitestTally(1, undefined)).toEqual(failure);
    expect(vitestTally(1, report)).toMatchObject({ passed: 3, failed: 1 });
    expect(vitestTally(0, { ...report, numPassedTests: 0 })).toMatchObject({ failed: 1 });
  });
});

describe('playwright', () => {
  const stats = { expected: 2, unexpected: 0, flaky: 0, skipped: 0 };

  it('counts its tests, a flaky one as failed', () => {
    expect(playwrightTally(0, { stats })).toEqual({ passed: 2, failed: 0, skipped: 0 });
    expect(
      playwrightTally(1, { stats: { ...stats, unexpected: 1, flaky: 1, skipped: 4 } }),
    ).toEqual({
      passed: 2,
      failed: 2,
      skipped: 4,
    });
  });

  it('counts a crash, an error outside any test, and a run of no tests', () => {
    expect(playwrightTally(1, undefined)).toEqual(failure);
    expect(playwrightTally(1, { stats })).toMatchObject({ passed: 2, failed: 1 });
    expect(playwrightTally(0, { stats: { ...stats, expected: 0 } })).toMatchObject({ failed: 1 });
  });
});

it('a check counts as one', () => {
  expect(checkTally(0)).toEqual({ passed: 1, failed: 0, skipped: 0 });
  expect(checkTally(2)).toEqual(failure);
});

it('the total names skipped tests only if there are any', () => {
  expect(totalLine([checkTally(0), checkTally(1)])).toBe('1 passed, 1 failed');
  expect(totalLine([checkTally(0), { passed: 2, failed: 0, skipped: 3 }])).toBe(
    '3 passed, 0 failed, 3 skipped',
  );
});
