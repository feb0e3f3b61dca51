import { describe, expect, test } from 'vitest';
import { printConfig } from '#formats/fortios/print/print-config.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import { CommandLine } from '#test/fixtures/command-line.ts';

const typed = (...lines: readonly string[]): readonly string[] =>
  CommandLine.onDemo().type(...lines);

describe('show', () => {
  const shown = [
    'config firewall schedule recurring',
    '    edit "Office-Hours"',
    '        set start 07:00',
    '        set end 19:00',
    '        set day monday tuesday wednesday thursday friday',
    '    next',
    'end',
  ];

  test.each([
    [['show firewall schedule recurring']],
    [['sh fire sche rec Office-Hours']],
    [['config firewall schedule recurring', 'show']],
    [['config firewall schedule recurring', 'show Office-Hours']],
    [['config firewall schedule recurring', 'edit Office-Hours', 'show']],
  ])('%s', (lines) => expect(typed(...lines)).toEqual(shown));

  test('of a sub-table, and of one of its entries', () => {
    const proxy = ['config firewall access-proxy', 'edit ZTNA-finance', 'config api-gateway'];
    const one = [
      'config api-gateway',
      '    edit 1',
      '        set url-map "/app"',
      '        config realservers',
      '            edit 1',
      '                set ip 10.88.1.20',
      '            next',
      '        end',
      '    next',
      'end',
    ];
    expect(typed(...proxy, 'show 1')).toEqual(one);
    expect(typed(...proxy, 'edit 1', 'show')).toEqual(one);
    expect(typed(...proxy, 'show 9')[0]).toBe('entry 9 not found in table');
    expect(typed(...proxy, 'show | grep -c "    edit"')).toEqual(['4']);
  });

  test('full-configuration has the defaults too', () => {
    expect(typed('show full-configuration firewall address HQ-LAN')).toEqual([
      'config firewall address',
      '    edit "HQ-LAN"',
      expect.stringMatching(/^        set uuid [0-9a-f]{8}-[0-9a-f-]{27}$/),
      '        set type ipmask',
      '        unset sub-type',
      "        set obj-tag ''",
      "        set tag-type ''",
      "        set tag-detection-level ''",
      '        set obj-type ip',
      '        set dirty dirty',
      '        set subnet 10.0.1.0 255.255.255.0',
      '        unset start-ip',
      '        unset end-ip',
      "        set fqdn ''",
      "        set country ''",
      '        set wildcard 0.0.0.0 0.0.0.0',
      "        set comment ''",
      '    next',
      'end',
    ]);
  });

  test('full-configuration, typed, changes nothing', () => {
    for (const device of CommandLine.everywhere()) {
      const before = device.fortigate.config;
      const said = device.type(...device.type('show full-configuration'));
      expect(said).toEqual([]);
      const release = device.fortigate.version;
      const inFull = (config: FortiosConfig) => printConfig(config, { full: release });
      expect(inFull(device.fortigate.config)).toBe(inFull(before));
    }
  });

  test('a shared tag is an address object, by its name', () => {
    const name = 'MAC_EMS1_ZTNA_FortiAD';
    expect(typed(`show firewall address ${name}`)).toEqual([
      'config firewall address',
      `    edit "${name}"`,
      '        set type dynamic',
      '        set sub-type ems-tag',
      '        set obj-tag "FortiAD"',
      '        set tag-type "zero_trust"',
      '        set obj-type mac',
      '        set dirty clean',
      '    next',
      'end',
    ]);
    expect(typed('show firewall address EMS1_CLASS_Finance')[0]).toMatch(/^entry .* not found/);
  });
});

describe('get', () => {
  test('lists entries by their keys', () => {
    expect(typed('get user group')).toEqual([
      '== [ Finance ]',
      'name: Finance',
      '== [ Staff ]',
      'name: Staff',
      '== [ Engineering ]',
      'name: Engineering',
    ]);
  });

  test('shows an entry with its defaults', () => {
    const name = 'Engineering';
    const expected = [
      `name                : ${name}`,
      'member              : "dev.rao" "eva.lind" "iris.chen" "olga.petrova"',
    ];
    expect(typed(`get user group ${name}`)).toEqual(expected);
    expect(typed('config user group', `get ${name}`)).toEqual(expected);
    expect(typed('config user group', `edit ${name}`, 'get')).toEqual(expected);
    expect(typed('get user local build')).toEqual([
      'name                : build',
      'status              : enable',
      'type                : password',
    ]);
    expect(typed('get user group Nobody')[0]).toBe('entry Nobody not found in table');
  });

  test('shows a sub-table by the keys of its entries', () => {
    expect(typed('get firewall access-proxy ZTNA-finance').slice(-5)).toEqual([
      'api-gateway:',
      '    == [ 1 ]',
      '    id: 1',
      '    == [ 2 ]',
      '    id: 2',
    ]);
  });

  test('system status', () => {
    expect(typed('get sys stat')).toEqual([
      'Version: FortiGate-VM02 v7.6.4,build3596 (GA)',
      'Serial-Number: FGVM02TM22013110',
      'Hostname: FGT-HQ',
      'Operation Mode: NAT',
      'Current virtual domain: root',
      'Virtual domains status: 1 in NAT mode, 0 in TP mode',
      'Virtual domain configuration: disable',
      expect.stringMatching(/^System time: [A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4}$/),
    ]);
  });
});

test('the prompt names the place', () => {
  const device = CommandLine.onDemo();
  const prompts = ['config firewall policy', 'edit 17', 'next', 'end'].map((line) => {
    device.type(line);
    return device.prompt;
  });
  expect(prompts).toEqual([
    'FGT-HQ (policy) # ',
    'FGT-HQ (17) # ',
    'FGT-HQ (policy) # ',
    'FGT-HQ # ',
  ]);
});

test('exit ends the session', () => {
  const device = CommandLine.onDemo();
  device.type('config firewall policy', 'end', 'exit');
  expect(device.closed).toBe(true);
});

describe('what Tab offers', () => {
  test.each<[readonly string[], string, readonly string[]]>([
    [[], 'e', ['execute', 'exit']],
    [[], 'show firewall addr', ['address', 'addrgrp']],
    [[], 'show firewall policy 1', ['17']],
    [[], 'config user group | g', ['grep']],
    [[], 'show | grep -', ['-i', '-v', '-c', '-n', '-f', '-A', '-B', '-C']],
    [['config firewall policy', 'edit 17'], 'set action ', ['deny', 'accept']],
    [['config firewall policy', 'edit 17'], 'set ztna-ems-tag EMS1_ZTNA_Fo', ['EMS1_ZTNA_FortiAD']],
    [['config firewall policy', 'edit 17'], 'set dstaddr "ZTNA-w', ['ZTNA-webserver']],
    [['config firewall policy', 'edit 17'], 'set service HTT', ['HTTP', 'HTTPS']],
    [['config firewall policy'], 'move 17 b', ['before']],
    [[], 'diagnose firewall dynamic address EMS1_ZTNA_Fort', ['EMS1_ZTNA_FortiAD']],
    [[], 'nothing like it ', []],
  ])('after %s: %s', (before, text, words) => {
    const device = CommandLine.onDemo();
    device.type(...before);
    expect(device.words(text)).toEqual(words);
  });
});
