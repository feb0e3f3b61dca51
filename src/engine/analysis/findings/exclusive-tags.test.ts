import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { verdictOf } from '#engine/tagging/definitions.ts';
import { type Rule, ruleSchema } from '#model/tagging/tag-rule-schema.ts';
import { type TagDefinition, tagDefinitionSchema } from '#model/tagging/tagging.ts';
import { definitionsArbitrary, devicesArbitrary } from '#test/generators/tagging.ts';
import { exclusiveAmong } from './exclusive-tags.ts';

type Draft = Pick<Rule, 'os' | 'type'> & { readonly values: unknown; readonly not?: boolean };

function tag(name: string, ...rules: readonly Draft[]): TagDefinition {
  return tagDefinitionSchema.parse({
    id: 1,
    name,
    message: '',
    enabled: true,
    rules: rules.map((rule, i) => ruleSchema.parse({ id: i + 1, not: false, ...rule })),
    logic: {},
  });
}

const version = (text: string): Draft => ({
  os: 'windows',
  type: 'os-version',
  values: [{ comparison: 'is', version: text }],
});
const file: Draft = { os: 'windows', type: 'file', values: ['C:\\a.txt'] };

test.each<[string, TagDefinition, TagDefinition, boolean]>([
  ['of two systems', tag('A', file), tag('B', { ...file, os: 'macos', values: ['/a'] }), true],
  ['a rule and its NOT', tag('A', file), tag('B', { ...file, not: true }), true],
  ['two versions', tag('A', version('Windows 10')), tag('B', version('Windows 11')), true],
  [
    'a version and a finer one',
    tag('A', version('Windows 11')),
    tag('B', version('Windows 11 23H2')),
    false,
  ],
  ['two files', tag('A', file), tag('B', { ...file, values: ['C:\\b.txt'] }), false],
  [
    'several systems, one in common',
    tag('A', file, { ...file, os: 'macos', values: ['/a'] }),
    tag('B', { ...file, os: 'macos', values: ['/b'] }),
    false,
  ],
])('%s', (_, a, b, isExclusive) => {
  expect(exclusiveAmong(['A', 'B'], [a, b])).toEqual(isExclusive ? ['A', 'B'] : null);
});

test('one that is disabled, or is not defined, excludes nothing', () => {
  const a = tag('A', file);
  const b = { ...tag('B', { ...file, not: true }), enabled: false };
  expect(exclusiveAmong(['A', 'B'], [a, b])).toBeNull();
  expect(exclusiveAmong(['A', 'C'], [a])).toBeNull();
});

test('no device gets all of the tags that are said to exclude each other', () => {
  let exclusive = 0;
  fc.assert(
    fc.property(definitionsArbitrary(3), devicesArbitrary(12), (drafts, devices) => {
      const definitions = drafts.map((one) => ({ ...one, name: `Tag ${one.id}` }));
      const names = exclusiveAmong(
        definitions.map(({ name }) => name),
        definitions,
      );
      exclusive += names ? 1 : 0;
      const among = definitions.filter(({ name }) => names?.includes(name));
      const having = devices.filter((device) =>
        among.every((one) => verdictOf(one, device).outcome === 'tagged'),
      );
      expect(names === null ? [] : having).toEqual([]);
    }),
    { numRuns: 500 },
  );
  expect(exclusive).toBeGreaterThan(20);
});
