import { describe, expect, test } from 'vitest';
import type { Outbreak } from '#model/ems/outbreak.ts';
import type { Device } from '#model/tagging/posture.ts';
import { ruleVerdictWords, verdictWords } from '#model/words/tag-verdict.ts';
import type { TagDefinition } from '#model/tagging/tagging.ts';
import { tagInLog } from '#model/tagging/tags.ts';
import { usualDevice } from '#test/fixtures/device.ts';
import { verdictOf } from './definitions.ts';
import { changedTags, evaluate, reevaluate, tagsOf } from './evaluate.ts';

const device = usualDevice({ user: 'ann', files: ['C:\\virus.txt'], processes: ['a.exe'] });
const definition: TagDefinition = {
  id: 1,
  name: 'Infected',
  message: '',
  enabled: true,
  rules: [
    { id: 1, os: 'windows', type: 'file', not: false, values: ['c:\\virus.txt'] },
    { id: 2, os: 'windows', type: 'running-process', not: false, values: ['b.exe'] },
    { id: 1, os: 'linux', type: 'file', not: false, values: ['/virus'] },
  ],
  logic: {},
};
const outbreak: Outbreak = {
  id: '1',
  name: 'Log4j',
  tag: 'Log4j',
  cves: ['CVE-2021-44228', 'CVE-2021-45046'],
  published: 0,
};

function given(
  change: Partial<Device>,
  definitions: readonly TagDefinition[] = [],
  outbreaks: readonly Outbreak[] = [],
): string[] {
  const devices = [{ ...device, ...change }];
  return tagsOf(evaluate({ devices, definitions, outbreaks }), device.uid).map(tagInLog);
}

describe('a tag is given', () => {
  const withLogic = (windows: string): TagDefinition => ({ ...definition, logic: { windows } });
  test.each<[string, TagDefinition, Partial<Device>, boolean]>([
    ['if all rules of the system hold', definition, { processes: ['b.exe'] }, true],
    ['not if one of them does not', definition, {}, false],
    ['as the logic says', withLogic('1 or 2'), {}, true],
    ['as the logic says with not', withLogic('1 and not 2'), {}, true],
    ['by a logic that uses one rule', withLogic('2'), {}, false],
    ['without a logic where that is blank', withLogic(' '), {}, false],
    ['if all rules hold and the logic is blank', withLogic(' '), { processes: ['b.exe'] }, true],
    ['not if the logic cannot be read', withLogic('1 or'), { processes: ['b.exe'] }, false],
    ['not if the logic names no rule', withLogic('1 or 3'), { processes: ['b.exe'] }, false],
    ['by the rules of the own system alone', definition, { os: 'linux', files: ['/virus'] }, true],
    ['not without rules for the system', definition, { os: 'macos' }, false],
    ['not if it is disabled', { ...withLogic('1'), enabled: false }, {}, false],
    ['not if the endpoint is not registered', withLogic('1'), { registered: false }, false],
    ['also while the endpoint is offline', withLogic('1'), { online: false }, true],
  ])('%s', (_what, tag, change, is) => {
    expect(given(change, [tag]).includes('Infected')).toBe(is);
  });

  test('once, if two definitions give it; built-in first, then in the order of the definitions', () => {
    const other: TagDefinition = { ...withLogic('1'), id: 2, name: 'Other' };
    const again: TagDefinition = { ...withLogic('1'), id: 3 };
    expect(given({}, [other, withLogic('1'), again])).toEqual([
      'all_registered_clients',
      'Other',
      'Infected',
    ]);
  });

  test('to every registered endpoint, if it is all_registered_clients', () => {
    expect(given({})).toEqual(['all_registered_clients']);
    expect(given({ registered: false })).toEqual([]);
  });
});

describe('an outbreak', () => {
  const having = (...cves: string[]): Partial<Device> => ({
    vulnerabilities: [{ name: 'v', severity: 'critical', cves }],
  });
  test.each<[string, Outbreak, Partial<Device>, boolean]>([
    ['tags who has one of its CVEs', outbreak, having('CVE-2021-45046'), true],
    ['does not tag who has another', outbreak, having('CVE-2021-45047'), false],
    [
      'tags nobody once withdrawn',
      { ...outbreak, published: null },
      having('CVE-2021-45046'),
      false,
    ],
    [
      'tags registered endpoints',
      outbreak,
      { ...having('CVE-2021-45046'), registered: false },
      false,
    ],
  ])('%s', (_what, alert, change, is) => {
    expect(given(change, [], [alert]).includes('OUTBREAK_Log4j')).toBe(is);
  });
});

test('after a change, what did not change is the same, and the devices with other tags are listed', () => {
  const other = { ...device, uid: 'B'.repeat(32) };
  const before = evaluate({ devices: [device, other], definitions: [definition], outbreaks: [] });
  const after = reevaluate(before, { devices: [{ ...device, processes: ['b.exe'] }] });
  expect(changedTags(before, after)).toEqual([device.uid]);
  expect(tagsOf(after, device.uid).map(tagInLog)).toContain('Infected');
  expect(tagsOf(after, other.uid)).toBe(tagsOf(before, other.uid));
  const gone = reevaluate(after, { removed: [device.uid] });
  expect(changedTags(after, gone)).toEqual([device.uid]);
  expect(tagsOf(gone, device.uid)).toEqual([]);
});

describe('a verdict', () => {
  test('says for each rule of the system what it wanted and what was found', () => {
    const verdict = verdictOf(definition, device);
    expect(verdict).toMatchObject({ outcome: 'not-tagged', os: 'windows' });
    expect(verdict.rules.map(({ holds, met }) => [holds, met])).toEqual([
      [true, [true]],
      [false, [false]],
    ]);
    expect(verdict.rules.map(ruleVerdictWords)).toEqual([
      'Must have: c:\\virus.txt. Found: C:\\virus.txt.',
      'Must have: b.exe. Found: a.exe.',
    ]);
  });

  test('puts what was asked for first among many things', () => {
    const files = [...Array.from({ length: 30 }, (_, i) => `C:\\${i}`), 'C:\\virus.txt'];
    const [file] = verdictOf(definition, { ...device, files }).rules;
    expect(file?.found[0]).toBe('C:\\virus.txt');
    expect(file?.found).toHaveLength(10);
    expect(file?.more).toBe(21);
    expect(file && ruleVerdictWords(file)).toContain(', 21 more.');
  });

  test('puts it first however it is written, and leaves the rest in order', () => {
    const rest = Array.from({ length: 60 }, (_, i) => `C:\\${i}`);
    const wanted = ['C:\\A', 'C:\\B', 'C:\\C'];
    const files = [
      ...rest.slice(0, 20),
      ...wanted.slice(0, 1),
      ...rest.slice(20, 40),
      ...wanted.slice(1),
      ...rest.slice(40),
    ];
    const values = ['c:\\c', 'c:\\b', 'c:\\a'];
    const rules: TagDefinition['rules'] = [
      { id: 1, os: 'windows', type: 'file', not: false, values },
    ];
    const [file] = verdictOf({ ...definition, rules }, { ...device, files }).rules;
    expect(file?.found).toEqual([...wanted, ...rest.slice(0, 7)]);
  });

  test.each<[Partial<TagDefinition>, Partial<Device>, string]>([
    [{}, { processes: ['b.exe'] }, 'The endpoint matches.'],
    [{}, {}, 'Rule 2 is not met.'],
    [{}, { files: [] }, 'Rules 1 and 2 are not met.'],
    [
      { logic: { windows: '1 and 2' } },
      {},
      'The rule logic “1 and 2” is not met: rule 2 is not met.',
    ],
    [
      { logic: { windows: 'not 1' } },
      { processes: ['b.exe'] },
      'The rule logic “not 1” is not met: every rule is met.',
    ],
    [
      { logic: { windows: '1 or' } },
      {},
      'The rule logic cannot be read, so no endpoint gets the tag.',
    ],
    [{ enabled: false }, {}, 'The tag is disabled.'],
    [{}, { os: 'macos' }, 'The tag has no rules for macOS.'],
    [
      {},
      { registered: false },
      'The endpoint is not registered, so EMS does not apply rules to it.',
    ],
  ])('in words, %#', (tag, change, words) => {
    expect(verdictWords(verdictOf({ ...definition, ...tag }, { ...device, ...change }))).toBe(
      words,
    );
  });
});
