/** The report that continuous integration reads: JUnit's XML, as its readers agree on it. */

export interface ReportedTest {
  readonly name: string;
  /** Null where it passed. */
  readonly failure: { readonly kind: 'failure' | 'error'; readonly message: string } | null;
}
export interface ReportedSuite {
  readonly name: string;
  readonly tests: readonly ReportedTest[];
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
  '\r': '&#13;',
};

/** What XML cannot hold at all is left out. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[&<>"\n\t\r]/g, (character) => entities[character] ?? '');
}

function counts(tests: readonly ReportedTest[]): string {
  const of = (kind: 'failure' | 'error') =>
    tests.filter(({ failure }) => failure?.kind === kind).length;
  return `tests="${tests.length}" failures="${of('failure')}" errors="${of('error')}"`;
}

function testText({ name, failure }: ReportedTest, suite: string): string {
  const start = `    <testcase name="${escaped(name)}" classname="${escaped(suite)}"`;
  return failure === null
    ? `${start}/>\n`
    : `${start}>\n      <${failure.kind} message="${escaped(failure.message)}"/>\n    </testcase>\n`;
}

export function junitText(suites: readonly ReportedSuite[]): string {
  const all = suites.flatMap(({ tests }) => tests);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites name="policy tests" ${counts(all)}>\n`,
    ...suites.flatMap(({ name, tests }) => [
      `  <testsuite name="${escaped(name)}" ${counts(tests)}>\n`,
      ...tests.map((one) => testText(one, name)),
      '  </testsuite>\n',
    ]),
    '</testsuites>\n',
  ].join('');
}
