import { expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
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

test('a section that is not there is an unknown word', () => {
  expect(device().type('config vpn ipsec')[0]).toBe("command parse error before 'vpn'");
});
