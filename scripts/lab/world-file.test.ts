import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { buildWorld } from '#mocks/world/build-world.ts';
import { writeWorldFile } from '#mocks/world/worlds/write-world-file.ts';
import { labIn } from './lab-in.ts';

const folder = mkdtempSync(join(tmpdir(), 'posture-lab-world-'));
const [demo] = scenarios;
const text = writeWorldFile({ name: 'Two sites', state: buildWorld(demo) });
writeFileSync(join(folder, 'world.json'), text);

const lab = labIn(folder);

test('lab takes a world file in place of a case', async () => {
  const matrix = await lab(['matrix', 'world.json', '--fortigate', 'FGT-HQ']);
  expect(matrix.status).toBe(0);
  const [header = '', ...rows] = matrix.stdout.trimEnd().split('\n');
  expect(header).toContain('ZTNA-webserver');
  expect(rows.length).toBe(buildWorld(demo).ems.endpoints.length);

  const withTests = scenarios.find(({ policyTests = [] }) => policyTests.length > 0) ?? demo;
  const tested = writeWorldFile({ name: 'Tests', state: buildWorld(withTests) });
  writeFileSync(join(folder, 'tests.json'), tested);
  const tests = await lab(['test', 'tests.json']);
  expect(tests.stdout).toMatch(/\d+ passed, \d+ failed\n$/);

  // Its logs are there, which a case has of its sessions alone.
  const logs = await lab(
    ['cli', 'world.json', '--fortigate', 'FGT-HQ'],
    'execute log filter category 0\nexecute log display\n',
  );
  expect(logs.stdout).toContain('subtype="ztna"');

  expect(JSON.parse((await lab(['findings', 'world.json'])).stdout)).not.toEqual([]);
  expect((await lab(['impact', 'world.json', 'world.json'])).stdout.trim().split('\n')).toEqual([
    'fortigate,endpoint,server,before,after',
  ]);
});

test('a world file that is broken is refused with its place', async () => {
  writeFileSync(
    join(folder, 'broken.json'),
    text.replace('"fortigates": [', '"fortigates": 7, "x": ['),
  );
  const { status, stderr, stdout } = await lab(['matrix', 'broken.json']);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^broken\.json:\d+:\d+: fortigates must be a value of type array/);
});
