import * as fc from 'fast-check';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { openTest } from '#model/lab/policy-test.ts';
import { tagCategories } from '#model/tagging/tags.ts';
import { testArbitrary } from '#test/generators/policy-tests.ts';
import { printTests, testsValue } from './print-tests.ts';
import { readTests } from './read-tests.ts';
import { testsOf } from './test-value.ts';

/** Whatever a person may call something: what YAML would take for something else above all. */
const name = fc.oneof(
  fc.string({ minLength: 1, maxLength: 30 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }),
  fc.constantFrom(
    'any',
    'everybody',
    'null',
    '~',
    'yes',
    '007',
    '1e3',
    '- a',
    'a: b',
    '#x',
    '*x',
    '&x',
    '"',
    "'",
    '!!int 3',
    '[a, b]',
    '{',
    ' x ',
    'a, b',
    '---',
    '? a',
    '|',
    '%TAG',
    '@',
    '`',
  ),
);
const word = fc.array(name, { minLength: 1, maxLength: 4 });
const names = fc.record({
  endpoints: word,
  users: word,
  groups: word,
  tags: fc.array(fc.record({ category: fc.constantFrom(...tagCategories), name }), {
    minLength: 1,
  }),
  servers: word,
  fortigates: word,
  interfaces: word,
});
const title = name
  .map((text) => text.replaceAll(/\p{Cc}/gu, '').trim())
  .filter((text) => text !== '');
const tests = names.chain((all) =>
  fc.uniqueArray(testArbitrary(all, title), { maxLength: 4, selector: ({ name: one }) => one }),
);

/** Null where the text cannot be read. */
function testsIn(text: string) {
  const read = readTests(text);
  return read.ok ? read.tests : null;
}

test('what is printed is read as it was', () => {
  fc.assert(
    fc.property(tests, (some) => {
      const text = printTests(some);
      expect(testsIn(text)).toEqual(some);
      // JSON in a case file has the same structure, and any YAML reader gets the same values.
      expect(testsOf(JSON.parse(JSON.stringify(testsValue(some))))).toEqual({
        ok: true,
        tests: some,
      });
      expect(testsOf(parse(text))).toEqual({ ok: true, tests: some });
    }),
    { numRuns: 300 },
  );
});

const documented = `tests:
  - name: WIN10-01 may reach ZTNA-webserver
    who:
      endpoints: WIN10-01
    expect: may reach
    servers: ZTNA-webserver
  - name: Nobody with Malicious-File-Detected reaches anything
    who:
      all of: [ZTNA_Malicious-File-Detected]
    expect: may not reach
    servers: any
  - name: Domain users
    who:
      all of: [ZTNA_Domain-Users, CLASS_High]
    expect: may reach
    servers: [Webserver]
    port: 9443
    through: FGT-A
    without certificate: may not reach
`;

test('the three of the documentation', () => {
  const all = (tags: readonly { category: 'zero_trust' | 'classification'; name: string }[]) => ({
    ...openTest.who,
    allOf: tags,
  });
  expect(testsIn(documented)).toEqual([
    {
      ...openTest,
      name: 'WIN10-01 may reach ZTNA-webserver',
      who: { ...openTest.who, endpoints: ['WIN10-01'] },
      to: { ...openTest.to, servers: ['ZTNA-webserver'] },
    },
    {
      ...openTest,
      name: 'Nobody with Malicious-File-Detected reaches anything',
      who: all([{ category: 'zero_trust', name: 'Malicious-File-Detected' }]),
      expect: 'may-not-reach',
    },
    {
      ...openTest,
      name: 'Domain users',
      who: all([
        { category: 'zero_trust', name: 'Domain-Users' },
        { category: 'classification', name: 'High' },
      ]),
      to: { ...openTest.to, servers: ['Webserver'], port: 9443 },
      through: ['FGT-A'],
      withoutCertificate: 'may-not-reach',
    },
  ]);
});

function faultsOf(text: string): readonly string[] {
  const read = readTests(text);
  return read.ok
    ? []
    : read.faults.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const start = `tests:
  - name: A
    who: everybody
    expect: may reach
    servers: any`;

describe('what cannot be read is told with its place and what to do', () => {
  test.each<[string, string, RegExp]>([
    ['no text', '', /^1:1 There is no test in this text\. Begin it with tests:/],
    ['a text of something else', 'config firewall policy', /^1:1 There is no test/],
    ['another field', 'test: []', /^1:1 There is no field test here\. Did you mean tests\?$/],
    ['a broken list', 'tests: [', /^1:9 .*a bracket before it is not closed/],
    ['a tab', 'tests:\n\t- name: A', /^2:1 A tab indents this line\. Use spaces\.$/],
    ['a field twice', `${start}\n    servers: web`, /^6:5 This field stands twice/],
    ['indentation', `${start}\n   port: 3`, /^6:1 /],
    ['two documents', `${start}\n---\na: b`, /^6:1 A file has one document/],
    [
      'a field that is none',
      `${start}\n    sevrers: web`,
      /^6:5 There is no field sevrers here\. Did you mean servers\?$/,
    ],
    [
      'an expectation that is none',
      start.replace('may reach', 'may raech'),
      /^4:13 may raech is not known here\. Did you mean may reach\?$/,
    ],
    [
      'no expectation',
      start.replace('    expect: may reach\n', ''),
      /^2:5 The test says nothing of what to expect\. Add expect/,
    ],
    ['no name', start.replace('name: A\n    ', ''), /^2:5 The test has no name\. Add name/],
    [
      'nobody said',
      start.replace('    who: everybody\n', ''),
      /^2:5 The test says nothing of who\. Add who/,
    ],
    [
      'nowhere said',
      start.replace('\n    servers: any', ''),
      /^2:5 The test says nothing of where\. Add servers/,
    ],
    [
      'a tag without a category',
      start.replace('everybody', '{any of: [High]}'),
      /^3:20 High has no category\. Write ZTNA_High, CLASS_High/,
    ],
    [
      'a set that is none',
      start.replace('everybody', '{enpoints: A}'),
      /^3:11 There is no field enpoints here\. Did you mean endpoints\?$/,
    ],
    [
      'no set',
      start.replace('everybody', '{endpoints: []}'),
      /^3:10 No set is named here\. Write everybody/,
    ],
    [
      'a port that is none',
      `${start}\n    port: 99999`,
      /^6:11 A port is a number from 1 to 65535\.$/,
    ],
    ['a port that is no number', `${start}\n    port: web`, /^6:11 Write a whole number here\.$/],
    [
      'an address of words',
      start.replace('servers: any', 'address: ten\n    port: 3\n    through: F'),
      /^5:14 ten is not an IPv4 address/,
    ],
    [
      'an address and servers',
      `${start}\n    address: 10.0.0.1`,
      /^5:5 A test goes to servers or to an address\. Leave servers out\.$/,
    ],
    [
      'an address and no FortiGate',
      start.replace('servers: any', 'address: 10.0.0.1\n    port: 3'),
      /Name the FortiGate through which/,
    ],
    ['a name twice', `${start}\n${start.slice(7)}`, /^6:11 Test 1 has the name A already/],
    ['a list as a name', start.replace('name: A', 'name: [A]'), /^2:11 Write a text here\.$/],
    ['a test that is a word', 'tests:\n  - A', /^2:5 A test is a list of fields/],
    [
      'an endless alias',
      `a: &a [x, x, x]\nb: &b [${'*a, '.repeat(30)}]\nc: &c [${'*b, '.repeat(30)}]\ntests: [*c]`,
      /^1:1 Aliases repeat too much/,
    ],
    [
      'an alias of nothing',
      'a: &a [x, x, x, x, x, x, x, x, x, x, x]\ntests: [*a, *b]',
      /^2:13 This alias names no anchor/,
    ],
  ])('%s', (_, text, fault) => {
    expect(faultsOf(text)[0]).toMatch(fault);
  });
});

test('every fault is told, in its place, and no test is lost by being read', () => {
  const text = `tests:
  - name: A
    who: everybody
    expect: may
    servers: any
    port: x
  - name: B
    who: {groups: [Staff], all of: Low}
    expect: only they may reach
    servers: any`;
  expect(faultsOf(text).map((one) => one.split(' ')[0])).toEqual(['4:13', '6:11', '8:36']);
});

test('an empty list is no test', () => {
  expect(testsIn('tests: []')).toEqual([]);
  expect(testsIn('tests:')).toEqual([]);
});
