import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { printConfig } from '#formats/fortios/print/print-config.ts';
import { CommandLine } from '#test/fixtures/command-line.ts';

const text = `config system global
    set hostname "FGT"
    set timezone 04
end
config router static
    edit 1
        set gateway 10.0.0.1
        config deeper
            edit "x"
                set a 1
            next
        end
    next
    edit 2
        set device "port2"
    next
end
config system interface
    edit "port1"
        set ip 10.0.1.1 255.255.255.0
        config secondaryip
            edit 1
                set ip 10.0.9.1 255.255.255.0
            next
        end
    next
end
`;

function device(): CommandLine {
  return CommandLine.onDemo().withConfig(readConfig(text).config);
}
const linesOf = (line: CommandLine, path: string): readonly string[] =>
  line.type(`show ${path}`).map((one) => one.trim());
const shown = (line: CommandLine, path: string): string => line.type(`show ${path}`).join('\n');

test('a section that is no table of the lab is shown and entered by its words', () => {
  const line = device();
  expect(shown(line, 'router static 2')).toBe(
    'config router static\n    edit 2\n        set device "port2"\n    next\nend',
  );
  expect(line.type('get router static')).toEqual(['== [ 1 ]', '== [ 2 ]']);
  expect(line.type('get system global')).toEqual([
    'hostname            : FGT',
    'timezone            : 04',
  ]);
  expect(line.type('show router static 9')[0]).toBe('entry 9 not found in table');
  line.type('conf rou stat', 'edit 1');
  expect(line.prompt).toBe('FGT-HQ (1) # ');
  expect(line.words('set ')).toEqual(['gateway']);
  expect(line.type('show')).toHaveLength(10);
});

test('its settings are kept as typed, from end on', () => {
  const line = device();
  line.type('config system global', 'set alias "my box"', 'append alias more', 'unset timezone');
  expect(line.changes).toEqual([]);
  line.type('end');
  expect(line.prompt).toBe('FGT-HQ # ');
  expect(shown(line, 'system global')).toBe(
    'config system global\n    set hostname "FGT"\n    set alias "my box" more\nend',
  );
});

test('its entries too, from next on, however deep', () => {
  const line = device();
  line.type(
    'config router static',
    'edit 1',
    'config deeper',
    'edit "y"',
    'set b 2',
    'end',
    'next',
  );
  expect(line.prompt).toBe('FGT-HQ (static) # ');
  line.type('delete 2', 'edit 3', 'set gateway 10.0.0.3', 'end');
  expect(line.prompt).toBe('FGT-HQ # ');
  expect(
    shown(line, 'router static')
      .split('\n')
      .map((one) => one.trim()),
  ).toEqual([
    'config router static',
    'edit 1',
    'set gateway 10.0.0.1',
    'config deeper',
    'edit "x"',
    'set a 1',
    'next',
    'edit "y"',
    'set b 2',
    'next',
    'end',
    'next',
    'edit 3',
    'set gateway 10.0.0.3',
    'next',
    'end',
  ]);
  expect(line.type('config router static', 'delete 7')[0]).toMatch(/^delete table entry 7/);
});

test('abort leaves it as it was', () => {
  const line = device();
  const before = line.fortigate.config;
  line.type('config router static', 'edit 1', 'set gateway 10.9.9.9', 'abort');
  expect(line.fortigate.config).toBe(before);
  expect(line.prompt).toBe('FGT-HQ # ');
});

test('one inside an entry of the lab’s tables takes effect with the entry', () => {
  const line = device();
  line.type('config system interface', 'edit port1', 'config secondaryip', 'edit 2');
  line.type('set ip 10.0.8.1 255.255.255.0', 'next', 'end');
  expect(line.prompt).toBe('FGT-HQ (port1) # ');
  expect(line.changes).toEqual([]);
  line.type('end');
  expect(shown(line, 'system interface')).toContain('set ip 10.0.8.1 255.255.255.0');
});

describe('a section that is not there yet', () => {
  test.each(['vpn ipsec phase1-interface', 'no-such section', 'firewall nothing known'])(
    '%s can be typed, and is kept',
    (path) => {
      const line = device();
      expect(line.type(`config ${path}`, 'edit "a"', 'set b "c d" e', 'next')).toEqual([
        "new entry 'a' added",
      ]);
      line.type('edit f', 'set g h', 'end');
      expect(line.prompt).toBe('FGT-HQ # ');
      expect(linesOf(line, path)).toEqual([
        `config ${path}`,
        'edit "a"',
        'set b "c d" e',
        'next',
        'edit "f"',
        'set g h',
        'next',
        'end',
      ]);
    },
  );

  test('that was only looked into is none, and changes nothing', () => {
    const line = device();
    const before = line.fortigate.config;
    for (const path of ['user local', 'log memory filter', 'no-such section'])
      expect(line.type(`config ${path}`, 'end')).toEqual([]);
    expect(line.fortigate.config).toBe(before);
    expect(linesOf(line, 'log memory filter')).toEqual(['config log memory filter', 'end']);
  });

  test('usual ones can be shortened', () => {
    const line = device();
    line.type('conf vpn ips phase1', 'edit tunnel', 'end');
    expect(shown(line, 'vpn ipsec phase1-interface')).toContain('edit "tunnel"');
  });

  test.each([
    ['config global', 'global'],
    ['config vdom', 'vdom'],
    ['config firewall s', 's'],
    ['config "no such"', 'no such'],
    ['config firewall policy 3', '3'],
    ['show no-such section', 'no-such'],
  ])('%s is refused', (text, word) => {
    const line = device();
    expect(line.type(text)[0]).toBe(`command parse error before '${word}'`);
    expect(line.prompt).toBe('FGT-HQ # ');
  });

  test('of a device with VDOMs it stands in the one that counts', () => {
    const vdoms = 'config vdom\nedit root\nconfig router static\nend\nnext\nend\n';
    const line = device().withConfig(readConfig(vdoms).config);
    line.type('config router policy', 'edit 1', 'set gateway 10.0.0.1', 'end');
    expect(shown(line, 'router policy')).toContain('set gateway 10.0.0.1');
    const parts = printConfig(line.fortigate.config)
      .split('\n')
      .filter((one) => !one.startsWith(' '));
    expect(parts.join(', ')).toBe(
      'config vdom, edit root, config router static, end, config router policy, end, end, ',
    );
  });
});

describe('entries of a kept section', () => {
  const keys = (line: CommandLine) =>
    line.type('show').flatMap((one) => /^ {4}edit (.*)$/.exec(one)?.[1] ?? []);

  test('are renamed, copied, moved and purged', () => {
    const line = device();
    line.type('config router static', 'purge', 'y', 'edit 1', 'set a b', 'next', 'edit 2', 'next');
    line.type('clone 1 to 3', 'rename 2 to 4', 'move 3 before 1');
    expect(keys(line)).toEqual(['3', '1', '4']);
    line.type('move 3 after 4');
    expect(keys(line)).toEqual(['1', '4', '3']);
    expect(line.type('rename 1 to 4')[0]).toBe('entry 4 already exists');
    expect(line.type('clone 9 to 8')[0]).toMatch(/^entry 9 not found/);
    expect(line.type('purge')).toEqual(['This operation will clear all table!']);
    line.type('n');
    expect(keys(line)).toEqual(['1', '4', '3']);
    line.type('purge', 'y');
    expect(keys(line)).toEqual([]);
  });

  test('a list takes and loses values', () => {
    const line = device();
    line.type(
      'config router static',
      'edit 1',
      'select x a b',
      'append x c',
      'unselect x a',
      'end',
    );
    expect(shown(line, 'router static')).toContain('set x b c');
  });
});

test.each([
  ['an entry', ['config system interface', 'edit port1']],
  ['a kept section', ['config router static', 'edit 1']],
])('a top-level section is none of %s', (_, before) => {
  const line = device();
  line.type(...before);
  const { prompt } = line;
  for (const path of ['firewall policy', 'system zone', 'router bgp'])
    expect(line.type(`config ${path}`)[0]).toBe(
      `command parse error before '${path.split(' ')[0]}'`,
    );
  expect(line.prompt).toBe(prompt);
});

test('a table of an entry that the lab does not read is kept with the entry', () => {
  const line = device();
  expect(line.type('config system interface', 'edit port1', 'config ipv6')).toEqual([]);
  line.type('set ip6-mode static', 'end', 'end');
  expect(shown(line, 'system interface')).toContain('set ip6-mode static');
});
