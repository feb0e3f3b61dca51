import { expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { z } from '#model/zod.ts';
import { buildWorld } from '../build-world.ts';
import { run } from '../commands.ts';
import { objectPath } from '../state.ts';
import { readWorldFile } from './world-file.ts';
import { writeWorldFile } from './write-world-file.ts';

/** What a file is read as. */
function readBack(text: string) {
  const read = readWorldFile(text);
  if (!read.ok) throw new Error(`${read.position.line}:${read.position.column} ${read.message}`);
  return read;
}

test.each(scenarios.map((spec) => [spec.about.name, spec] as const))(
  '%s is the same world again, read from its file',
  (name, spec) => {
    const before = run(buildWorld(spec), { kind: 'lab/step-clock', seconds: 60 }).state;
    const read = readBack(writeWorldFile({ name, state: before }));
    expect(read.name).toBe(name);
    const { revision: _, changed: __, ...after } = read.state;
    const { revision: ___, changed: ____, ...wanted } = before;
    expect(after).toEqual(wanted);
    // Written again, it is the same text.
    expect(writeWorldFile(read)).toBe(writeWorldFile({ name, state: before }));
  },
);

const [demo] = scenarios;
const file = (): Record<string, unknown> =>
  z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(writeWorldFile({ name: 'Demo', state: buildWorld(demo) })));

test('secrets are left out where that is asked', () => {
  const config =
    'config user local\n    edit "ann"\n        set passwd ENC c2VjcmV0\n    next\nend\n';
  const read = readBack(JSON.stringify({ ...file(), fortigates: [{ name: 'A', config }] }));
  expect(writeWorldFile(read)).toContain('c2VjcmV0');
  expect(writeWorldFile(read, 'masked')).not.toContain('c2VjcmV0');
});

test('what a file does not say is as in a small world', () => {
  const { clock, ems } = file();
  const small = {
    format: 'posture-lab-world',
    version: 1,
    name: 'Small',
    clock,
    ems,
    fortigates: [],
  };
  const { state } = readBack(JSON.stringify(small));
  expect(state.fortigates).toEqual([]);
  expect(state.policyTests).toEqual([]);
  expect(state.changed[objectPath.world]).toBe(1);
});

test.each([
  ['{', 'this is not JSON'],
  ['{"name": "x"}', 'this is no world file'],
  ['[1, 2]', 'this is no world file'],
  [JSON.stringify({ ...file(), version: 2 }, null, 1), 'open it with a later version'],
  [
    JSON.stringify({ ...file(), fortigates: 7 }, null, 1),
    'fortigates must be a value of type array',
  ],
  [JSON.stringify({ ...file(), ems: undefined }, null, 1), 'ems is missing'],
  [
    JSON.stringify({ ...file(), fortigates: [{ name: 'A' }, { name: 'A' }] }, null, 1),
    'name A stands here a second time',
  ],
])('a file that is none is refused with its place (%#)', (text, words) => {
  const read = readWorldFile(text);
  expect(read.ok).toBe(false);
  if (read.ok) return;
  expect(read.message).toContain(words);
  expect(read.position.line).toBeGreaterThan(0);
});
