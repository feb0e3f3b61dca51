import { expect, test } from 'vitest';
import { type OperatingSystem, operatingSystems } from '#model/ems/ems.ts';
import { ruleType, ruleTypes } from '#model/tagging/tag-rules.ts';
import {
  type ValueDraft,
  draftOf,
  filledLogic,
  newDraft,
  readDraft,
  startValues,
  typesFor,
} from './rule-draft.ts';

test('each system is offered its own rule types, and a new rule is of one of them', () => {
  for (const os of operatingSystems) {
    const types = typesFor(os);
    expect(types.every((type) => ruleType(type).systems.includes(os))).toBe(true);
    expect(types).toContain(newDraft(os, 1).type);
  }
  expect(typesFor('linux')).not.toContain('registry-key');
  expect(typesFor('windows')).toHaveLength(Object.keys(ruleTypes).length - 1);
});

test('a rule type with one answer is complete at once; another says what is missing, at its place', () => {
  const draft = newDraft('windows', 1);
  expect(
    readDraft({ ...draft, type: 'on-fabric', values: startValues('on-fabric', 'windows') }),
  ).toMatchObject({ ok: true, rule: { values: ['on-fabric'] } });
  expect(readDraft({ ...draft, type: 'file', values: startValues('file', 'windows') })).toEqual({
    ok: false,
    errors: { 'values.0': 'Type the path of the file.' },
  });
  expect(
    readDraft({ ...draft, type: 'antivirus', values: startValues('antivirus', 'windows') }),
  ).toEqual({
    ok: false,
    errors: { values: 'Choose at least one condition.' },
  });
  expect(
    readDraft({
      ...draft,
      type: 'crowdstrike-zta',
      values: [{ comparison: 'at-least', score: '101' }],
    }),
  ).toEqual({ ok: false, errors: { 'values.0.score': 'Type a score from 1 to 100.' } });
  expect(
    readDraft({ ...draft, os: 'linux', type: 'registry-key', values: [{ key: 'a' }] }),
  ).toMatchObject({
    ok: false,
  });
});

test('an update check has its days where its box is ticked, and says what is wrong with them', () => {
  const draft = newDraft('windows', 1);
  const antivirus = (days: string) =>
    readDraft({
      ...draft,
      type: 'antivirus',
      values: ['installed-running', { latestUpdateWithin: days }],
    });
  expect(antivirus('60')).toMatchObject({
    rule: { values: ['installed-running', { latestUpdateWithin: 60 }] },
  });
  const place = 'values.1.latestUpdateWithin';
  for (const days of ['', '0', 'soon', '366'])
    expect(antivirus(days)).toMatchObject({ errors: { [place]: 'Type 1 to 365 days.' } });
  expect(antivirus('1.5')).toMatchObject({ errors: { [place]: 'Type whole days.' } });

  const [listed = ''] = startValues('os-version', 'windows');
  expect(listed).toEqual({ version: 'Windows 11', comparison: 'is' });
  const version = (os: OperatingSystem, ...values: readonly ValueDraft[]) =>
    readDraft({ ...draft, os, type: 'os-version', values });
  expect(version('windows', listed)).toMatchObject({
    rule: { values: [{ comparison: 'is', version: 'Windows 11' }] },
  });
  const checked = { version: 'Windows 10', comparison: 'at-least', updateWithin: '30' };
  const read = version('windows', checked);
  if (!read.ok) throw new Error('not read');
  expect(read.rule.values).toEqual([{ ...checked, updateWithin: 30 }]);
  expect(draftOf(read.rule).values).toEqual([checked]);
  // A system without the check does not take its days along.
  expect(version('macos', { ...checked, version: 'macOS 15' })).toMatchObject({
    rule: { values: [{ comparison: 'at-least', version: 'macOS 15' }] },
  });
});

test('a logic that was emptied is the default, and not a logic of no words', () => {
  expect(filledLogic({ windows: ' ', macos: '1 or 2', linux: '' })).toEqual({ macos: '1 or 2' });
});

test('a rule comes back as it was', () => {
  const read = readDraft({
    id: 3,
    os: 'windows',
    type: 'crowdstrike-zta',
    not: true,
    values: [{ comparison: 'at-most', score: '40' }],
  });
  if (!read.ok) throw new Error('not read');
  expect(read.rule.values).toEqual([{ comparison: 'at-most', score: 40 }]);
  expect(readDraft(draftOf(read.rule))).toEqual(read);
});
