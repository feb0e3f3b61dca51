import { expect, test } from 'vitest';
import { printTagFile, readTagFile } from './tag-file.ts';
import type { TagSpec } from './tagging.ts';

const tag: TagSpec = {
  name: 'Two rules',
  message: 'Hello',
  enabled: false,
  rules: [
    { id: 1, os: 'windows', type: 'file', not: true, values: ['C:\\virus.txt'] },
    { id: 3, os: 'windows', type: 'ip-range', not: false, values: ['10.0.1.0/24'] },
    {
      id: 1,
      os: 'ios',
      type: 'user-identity',
      not: false,
      values: [{ source: 'idp', name: '' }],
    },
  ],
  logic: { windows: 'not 1 or 3' },
};

test('what is written reads back the same', () => {
  expect(readTagFile(printTagFile([tag]))).toEqual({ tags: [tag], problems: [] });
});

test('parts that can be blank may be missing, names may be the products own, the unknown is left out', () => {
  const { tags, problems } = readTagFile(
    JSON.stringify([
      {
        name: 'By hand',
        color: 'red',
        rules: [
          {
            os: 'Windows',
            type: 'OS Version',
            values: [{ comparison: 'is', version: 'Windows 10' }],
          },
          { os: 'macOS', type: 'file', values: ['/a'] },
          { os: 'windows', type: 'certificate', values: [{ subject: 'x' }], mood: 1 },
        ],
        logic: { Windows: '1 or 2' },
      },
    ]),
  );
  expect(problems).toEqual([]);
  expect(tags).toEqual([
    {
      name: 'By hand',
      message: '',
      enabled: true,
      rules: [
        {
          id: 1,
          os: 'windows',
          type: 'os-version',
          not: false,
          values: [{ comparison: 'is', version: 'Windows 10' }],
        },
        { id: 1, os: 'macos', type: 'file', not: false, values: ['/a'] },
        {
          id: 2,
          os: 'windows',
          type: 'certificate',
          not: false,
          values: [{ subject: 'x', issuer: '' }],
        },
      ],
      logic: { windows: '1 or 2' },
    },
  ]);
});

test('files of versions before, with the two fixed answers on AV, read as they were', () => {
  const values = ['installed-running', 'signature-up-to-date'];
  const rules = [
    { os: 'windows', type: 'antivirus', values },
    { os: 'windows', type: 'AntiVirus Software', values: [...values, { latestUpdateWithin: 60 }] },
    {
      os: 'linux',
      type: 'antivirus',
      values: [{ latestUpdateWithin: 9 }, { latestUpdateWithin: 8 }],
    },
    { os: 'linux', type: 'antivirus', values: [{ latestUpdateWithin: 0 }, 'sometimes'] },
    {
      os: 'macos',
      type: 'os-version',
      values: [{ comparison: 'is', version: 'macOS 15', updateWithin: 7 }],
    },
  ];
  const read = (...some: readonly object[]) =>
    readTagFile(JSON.stringify([{ name: 'AV', rules: some }]));
  expect(read(...rules.slice(0, 2)).tags[0]?.rules.map((rule) => rule.values)).toEqual([
    values,
    [...values, { latestUpdateWithin: 60 }],
  ]);
  expect(read(...rules.slice(2)).problems).toEqual([
    {
      path: 'tags[0].rules[1].values[0].latestUpdateWithin',
      message: 'Type 1 to 365 days.',
    },
    {
      path: 'tags[0].rules[1].values[1]',
      message: 'Choose a condition of the list, or type a number of days.',
    },
  ]);
  expect(read(...rules.slice(2, 3), ...rules.slice(4)).problems).toEqual([
    {
      path: 'tags[0].rules[0].values[1]',
      message: 'The rule already has an update check. Remove this one.',
    },
    {
      path: 'tags[0].rules[1].values[0].updateWithin',
      message: 'The latest update check does not work on macOS. Remove it.',
    },
  ]);
});

test('each problem has its path, and the tags that are right are read', () => {
  const file = {
    tags: [
      tag,
      { ...tag, name: 'Bad', rules: [{ os: 'beos', type: 'file', values: [''] }] },
      tag,
      'no tag',
      { ...tag, name: 'Logic', logic: { windows: '9' } },
    ],
  };
  const { tags, problems } = readTagFile(JSON.stringify(file));
  expect(tags.map(({ name }) => name)).toEqual(['Two rules']);
  expect(problems.map(({ path }) => path)).toEqual([
    'tags[1].rules[0].os',
    'tags[1].rules[0].values[0]',
    'tags[2].name',
    'tags[3]',
    'tags[4].logic.windows',
  ]);
  expect(readTagFile(printTagFile([tag]), ['Two rules']).problems).toHaveLength(1);
});

test.each([
  ['no JSON', '{"tags": [', 'The file is not JSON'],
  ['something else', '{"a": 1}', 'The file has no list of tags'],
  ['a number', '7', 'The file has no list of tags'],
  ['another format', '{"format": "x", "tags": []}', 'The file contains more than tags'],
  ['a later version', '{"version": 2, "tags": []}', 'The file has another version'],
  ['too many', JSON.stringify(Array.from({ length: 1001 }, () => 0)), 'The file has 1,001 tags'],
  ['too long', ' '.repeat(5_000_001), 'The file is too long'],
])('%s is said for the whole file', (_what, text, message) => {
  const { tags, problems } = readTagFile(text);
  expect(tags).toEqual([]);
  expect(problems.map((one) => one.path)).toEqual(['']);
  expect(problems[0]?.message).toContain(message);
});

test('hostile files end with problems', () => {
  const nested = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  expect(readTagFile(nested).tags).toEqual([]);
  expect(readTagFile('{"tags":[{"__proto__":{"name":"x"}}]}').tags).toEqual([]);
});
