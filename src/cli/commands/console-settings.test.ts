/** What scripts that log in ask for and set before anything else. */
import { expect, test } from 'vitest';
import { isPaged } from '#cli/commands/console-settings.ts';
import { readConfig } from '#formats/fortios/config.ts';
import { printConfig } from '#formats/fortios/print/print-config.ts';
import { CommandLine } from '#test/fixtures/command-line.ts';

const parseError = (word: string) => [
  `command parse error before '${word}'`,
  'Command fail. Return code -61',
];
const defaults = [
  'baudrate            : 9600 ',
  'output              : more ',
  'login               : enable ',
  'fortiexplorer       : enable ',
];

test('a device that nobody has set up shows its defaults, and has no VDOMs to enter', () => {
  const line = CommandLine.onDemo();
  expect(line.type('get system console')).toEqual(defaults);
  expect(line.type('show system console')).toEqual(['config system console', 'end']);
  expect(line.type('show full-configuration system console')).toEqual([
    'config system console',
    '    set baudrate 9600',
    '    set output more',
    '    set login enable',
    '    set fortiexplorer enable',
    'end',
  ]);
  expect(line.type('get system status | grep Virtual')).toEqual([
    'Virtual domains status: 1 in NAT mode, 0 in TP mode',
    'Virtual domain configuration: disable',
  ]);
  expect(line.type('config global')).toEqual(parseError('global'));
  expect(line.type('get system console x')).toHaveLength(2);
  expect(isPaged(line.fortigate.config)).toBe(true);
});

test('what is set counts from end on, and the default is not written down', () => {
  const line = CommandLine.onDemo();
  expect(line.type('conf sys cons', 'set output standard', 'get')[1]).toBe(
    'output              : standard ',
  );
  expect(line.prompt).toBe('FGT-HQ (console) # ');
  expect(isPaged(line.fortigate.config)).toBe(true);
  line.type('end');
  expect(line.prompt).toBe('FGT-HQ # ');
  expect(isPaged(line.fortigate.config)).toBe(false);
  expect(line.type('show system console')).toEqual([
    'config system console',
    '    set output standard',
    'end',
  ]);
  const { config } = readConfig(printConfig(line.fortigate.config));
  expect(isPaged(config)).toBe(false);
  line.type('config system console', 'set output more', 'end');
  expect(isPaged(line.fortigate.config)).toBe(true);
  expect(line.changes).toHaveLength(2);
});

test('what is as it was changes nothing, and abort leaves it so', () => {
  const line = CommandLine.onDemo();
  line.type('config system console', 'set output more', 'end');
  line.type('config system console', 'set output standard', 'abort');
  line.type('config system console', 'set output standard', 'unset output', 'end');
  expect(line.changes).toEqual([]);
  expect(line.type('get system console')).toEqual(defaults);
});

test.each([
  ['set output all', 'node_check_object fail! for output all'],
  ['set speed 5', "command parse error before 'speed'"],
  ['edit 1', "command parse error before 'edit'"],
])('%s is refused', (text, words) => {
  const line = CommandLine.onDemo();
  line.type('config system console');
  expect(line.type(text)[0]).toBe(words);
  expect(line.prompt).toBe('FGT-HQ (console) # ');
});

test('Tab knows its settings and their values', () => {
  const line = CommandLine.onDemo();
  expect(line.words('config system con')).toEqual(['console']);
  line.type('config system console');
  expect(line.words('set ')).toEqual(['baudrate', 'output', 'login', 'fortiexplorer']);
  expect(line.words('set output ')).toEqual(['standard', 'more']);
});
