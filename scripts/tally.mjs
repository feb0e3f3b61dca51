// What a runner's report adds to the total of `npm test`. A runner that ended badly without naming a
// failed test, or that ran none, is a failure itself: silence must not look like success.

/** A check passes or fails as a whole. */
export function checkTally(status) {
  return status === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

function honest(status, { passed, failed, skipped }) {
  const silent = failed === 0 && (status !== 0 || passed === 0);
  return { passed, failed: silent ? 1 : failed, skipped };
}

/**
 * @param status the runner's exit status
 * @param report of vitest's JSON reporter; undefined if it wrote none
 */
export function vitestTally(status, report) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  // A file that fails before its first test has no test to fail.
  const brokenFiles = report.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  return honest(status, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  });
}

/**
 * @param status the runner's exit status
 * @param report of Playwright's JSON reporter; undefined if it wrote none
 */
export function playwrightTally(status, report) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return honest(status, { passed: expected, failed: unexpected + flaky, skipped });
}

/** `N passed, N failed`, and `, N skipped` if any were. */
export function totalLine(tallies) {
  const sum = (key) => tallies.reduce((total, tally) => total + tally[key], 0);
  const skipped = sum('skipped');
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
