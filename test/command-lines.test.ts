/** Lines that people paste, from public reports and exercises, and what must come out (domain.md 11 and 12). */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCaseWorlds } from '#formats/case.ts';
import { decide } from '#engine/decide/decide.ts';
import { caseState } from '#mocks/world/lab/case-state.ts';
import { CommandLine } from './fixtures/command-line.ts';

function read(file: string): string {
  return readFileSync(new URL(`./cases/${file}`, import.meta.url), 'utf8');
}

function worldOf(file: string) {
  const [world] = readCaseWorlds(read(file));
  const [fortigate] = world?.fortigates ?? [];
  if (!world || !fortigate) throw new Error(`${file} has no FortiGate`);
  return { world, fortigate, line: new CommandLine(caseState(world, []), fortigate.name) };
}

/** Each line of a file with what it printed, in one session. */
function typed(line: CommandLine, file: string) {
  return read(file)
    .trimEnd()
    .split('\n')
    .map((text) => ({ text, output: line.type(text) }));
}

const parseError = /command parse error|Command fail/;

test.each(['diagnose-variants', 'documented-commands'])('%s has no unknown word', (name) => {
  const { line } = worldOf('command-lines/world.json');
  const said = typed(line, `command-lines/${name}.cli`);
  expect(said.length).toBeGreaterThan(20);
  expect(said.filter(({ output }) => parseError.test(output.join('\n')))).toEqual([]);
  expect(line.changes).toEqual([]);
});

describe('commands of the cheat sheet', () => {
  const { line } = worldOf('command-lines/world.json');
  const said = typed(line, 'command-lines/diagnose-variants.cli');
  const outputOf = (start: string, nth = 0) =>
    said.filter(({ text }) => text.startsWith(start))[nth]?.output ?? [];

  test('records of an address, and of one that nobody has', () => {
    const records = outputOf('diagnose endpoint ec-shm list 10.0.1.2');
    expect(records[0]).toBe('Record #1:');
    expect(outputOf('diagnose endpoint record list')).toEqual(records);
    expect(outputOf('diagnose endpoint ec-shm list 10.9.9.9')).toEqual([
      'online records: 0; offline records: 0; quarantined records: 0; out-of-sync records: 0',
    ]);
  });

  test('the routes, and the look-ups of one endpoint', () => {
    expect(outputOf('diagnose test application fcnacd 8').join('\n')).toContain(
      'IP:10.0.1.2, vdom',
    );
    const found = outputOf('diagnose endpoint lls-comm send ztna find-uid');
    expect(found).toContain('         - tag[0]: name=AV-Running');
    expect(outputOf('diagnose endpoint lls-comm send ztna find-ip-vdom')).toEqual(found);
    expect(outputOf('diagnose endpoint wad-comm')).toEqual(found);
  });

  test('the filter of the log, before and after', () => {
    expect(outputOf('execute log filter', 0)).toContain('Filter: (empty)');
    expect(outputOf('execute log filter', 1)).toEqual([]);
    expect(outputOf('execute log filter', 2)).toContain('srcip 10.0.1.2');
  });

  test('debug lines print nothing', () => {
    expect(outputOf('diagnose debug reset')).toEqual([]);
    expect(outputOf('diagnose wad debug enable')).toEqual([]);
  });
});

test('what scripts ask for before anything else', () => {
  const { line } = worldOf('command-lines/world.json');
  const said = typed(line, 'command-lines/netmiko-preparation.cli');
  const [first, version, more, ...rest] = said.map(({ output }) => output);
  expect(first).toEqual([
    'Virtual domains status: 1 in NAT mode, 0 in TP mode',
    'Virtual domain configuration: disable',
  ]);
  expect(version?.[0]).toMatch(/^Version: FortiGate/);
  expect(more?.join('\n')).toMatch(/^output +: more/m);
  const [config, set, end, standard, global] = rest;
  expect([config, set, end]).toEqual([[], [], []]);
  expect(standard?.join('\n')).toMatch(/^output +: standard/m);
  expect(global?.[0]).toBe("command parse error before 'global'");
});

test('a tag’s object opens, shows itself and stays as it is', () => {
  const { world, fortigate, line } = worldOf('field/opened-tag-object.json');
  const [one] = world.sessions;
  if (!one) throw new Error('the case has no session');
  const decision = () => decide(line.state.ems, line.fortigate, one.session, world.resolver);
  expect(decision()).toMatchObject({ action: 'accept', policyid: 30 });
  const [config, edit, show, end, again] = typed(line, 'command-lines/opened-tag-object.cli');
  expect([config?.output, edit?.output, end?.output]).toEqual([[], [], []]);
  expect(show?.output.map((text) => text.trim())).toEqual(
    expect.arrayContaining([
      'set type dynamic',
      'set sub-type ems-tag',
      'set obj-tag "Domain-Users"',
      'set tag-type "zero_trust"',
    ]),
  );
  expect(again?.output).toEqual(show?.output);
  expect(line.fortigate.config).toBe(fortigate.config);
  expect(decision()).toMatchObject({ action: 'accept', policyid: 30 });
});
