import { expect, test } from 'vitest';
import { operatingSystems } from '#model/ems/ems.ts';
import { ruleType, ruleTypes } from '#model/tagging/tag-rules.ts';
import { draftOf, newDraft, readDraft, startValues, typesFor } from './rule-draft.ts';

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
    readDraft({ ...draft, type: 'on-fabric', values: startValues('on-fabric') }),
  ).toMatchObject({ ok: true, rule: { values: ['on-fabric'] } });
  expect(readDraft({ ...draft, type: 'file', values: startValues('file') })).toEqual({
    ok: false,
    errors: { 'values.0': 'Type the path of the file.' },
  });
  expect(readDraft({ ...draft, type: 'antivirus', values: startValues('antivirus') })).toEqual({
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
