import { describe, expect, test } from 'vitest';
import { CommandLine } from '#test/fixtures/command-line.ts';

const parseError = (word: string): readonly string[] => [
  `command parse error before '${word}'`,
  'Command fail. Return code -61',
];
const incomplete = ['incomplete command in the end', 'Command fail. Return code -160'];

/** Lines that lead somewhere, a line, and what it prints there. */
type Row = readonly [string, readonly string[], string, readonly string[]];

const policy = ['config firewall policy', 'edit 17'];
const address = ['config firewall address', 'edit new'];
const proxy = ['config firewall access-proxy', 'edit ZTNA-finance', 'config api-gateway'];

test.each<Row>([
  ['an unknown word', [], 'foo', parseError('foo')],
  ['an unknown word further on', [], 'show firewall foo', parseError('foo')],
  ['a beginning of several words', [], 'e', parseError('e')],
  ['a quoted command', [], '"show"', parseError('show')],
  ['too many words', [], 'exit now', parseError('now')],
  ['a line that goes on', [], 'show firewall', incomplete],
  ['a set without a value', policy, 'set name', incomplete],
  [
    'no such entry',
    [],
    'show firewall policy 99',
    ['entry 99 not found in table', 'Command fail. Return code -3'],
  ],
  ['a setting that there is not', policy, 'set srcinft any', parseError('srcinft')],
  ['an option that there is not', policy, 'set action allow', parseError('allow')],
  [
    'a name that there is not',
    policy,
    'set srcintf "port9"',
    [
      'entry not found in datasource',
      '',
      "value parse error before 'port9'",
      'Command fail. Return code -3',
    ],
  ],
  [
    'a tag whose type is not shared',
    policy,
    'set ztna-ems-tag EMS1_ZTNA_FortiAD EMS1_CLASS_Low',
    [
      'entry not found in datasource',
      '',
      "value parse error before 'EMS1_CLASS_Low'",
      'Command fail. Return code -3',
    ],
  ],
  [
    'no number',
    ['config endpoint-control fctems', 'edit 1'],
    'set https-port https',
    [
      'invalid unsigned integer value: https',
      '',
      "value parse error before 'https'",
      'Command fail. Return code -651',
    ],
  ],
  [
    'a number out of range',
    ['config endpoint-control fctems'],
    'edit 8',
    [
      'node_check_object fail! for ems-id 8',
      '',
      "value parse error before '8'",
      'Command fail. Return code -651',
    ],
  ],
  [
    'a policy by a word',
    ['config firewall policy'],
    'edit new',
    [
      'invalid unsigned integer value: new',
      '',
      "value parse error before 'new'",
      'Command fail. Return code -651',
    ],
  ],
  [
    'no address',
    [...address, 'set type iprange'],
    'set start-ip 10.0.0.300',
    [
      'invalid ip address',
      '',
      "value parse error before '10.0.0.300'",
      'Command fail. Return code -8',
    ],
  ],
  [
    'no mask',
    address,
    'set subnet 10.0.0.0 255.0.255.0',
    [
      'invalid netmask',
      '',
      "value parse error before '255.0.255.0'",
      'Command fail. Return code -8',
    ],
  ],
  [
    'no ports',
    ['config firewall vip', 'edit ZTNA-finance'],
    'set extport 70000',
    [
      'node_check_object fail! for extport 70000',
      '',
      "value parse error before '70000'",
      'Command fail. Return code -650',
    ],
  ],
  [
    'a text too long',
    policy,
    `set name ${'x'.repeat(36)}`,
    [
      'string value is too long. the size is 36, the limit is 35',
      '',
      `value parse error before '${'x'.repeat(36)}'`,
      'Command fail. Return code -1',
    ],
  ],
  [
    'a name that is none',
    ['config firewall address'],
    'edit "a<b"',
    [
      'The string contains XSS vulnerability characters',
      '',
      "value parse error before 'a<b'",
      'Command fail. Return code -173',
    ],
  ],
  [
    'what is in use',
    ['config firewall address'],
    'delete all',
    ['The entry is used by other 5 entries', 'Command fail. Return code -23'],
  ],
  [
    'what is not there',
    ['config firewall address'],
    'delete nobody',
    ['delete table entry nobody unset oper error ret=-3', 'Command fail. Return code -3'],
  ],
  [
    'a rename to a taken name',
    ['config firewall address'],
    'rename HQ-LAN to all',
    ['entry all already exists', 'Command fail. Return code -5'],
  ],
  [
    'a move behind nothing',
    ['config firewall policy'],
    'move 17 after 99',
    ['entry 99 not found in table', 'Command fail. Return code -3'],
  ],
  [
    'a move where order means nothing',
    ['config firewall address'],
    'move all before x',
    parseError('move'),
  ],
  ['next outside an entry', ['config firewall address'], 'next', parseError('next')],
  ['a command of the top inside', policy, 'execute log display', parseError('execute')],
  [
    'taking out what is not in',
    policy,
    'unselect srcintf port1',
    [
      'entry not found in datasource',
      '',
      "value parse error before 'port1'",
      'Command fail. Return code -3',
    ],
  ],
  ['append to what is no list', policy, 'append name x', parseError('name')],
  ['the key by itself', address, 'set name other', parseError('name')],
  ['a comment', [], '# show', []],
  ['nothing', [], '   ', []],
])('%s', (_name, before, line, expected) => {
  const device = CommandLine.onDemo();
  device.type(...before);
  expect(device.type(line)).toEqual(expected);
  expect(device.changes).toEqual([]);
});

describe('an entry takes effect when it is left', () => {
  const saved = (device: CommandLine, id: number) =>
    device.fortigate.config['firewall policy'].find((one) => one.policyid === id);

  test.each([
    ['next', ['next']],
    ['end', ['end']],
  ])('by %s', (_name, leave) => {
    const device = CommandLine.onDemo();
    device.type(...policy, 'set comments "for ""all"', 'set action deny');
    expect(saved(device, 17)?.action).toBe('accept');
    device.type(...leave);
    expect(saved(device, 17)).toMatchObject({ action: 'deny', comments: 'for all' });
    expect(device.changes).toHaveLength(1);
  });

  test('and not by abort, which leaves the whole tree', () => {
    const device = CommandLine.onDemo();
    device.type(...policy, 'set action deny', 'abort');
    expect(saved(device, 17)?.action).toBe('accept');
    expect(device.prompt).toBe('FGT-HQ # ');
  });

  test('nothing is changed where nothing was set', () => {
    const device = CommandLine.onDemo();
    const before = device.state;
    device.type(...policy, 'next', 'end');
    expect(device.state).toBe(before);
  });

  test('what someone else has set meanwhile stays', () => {
    const device = CommandLine.onDemo();
    device.type(...policy, 'set comments here');
    const other = new CommandLine(device.state, 'FGT-HQ');
    other.type(...policy, 'set status disable', 'end');
    device.state = other.state;
    device.type('end');
    expect(saved(device, 17)).toMatchObject({ comments: 'here', status: 'disable' });
  });

  test('one that lacks something stays open, and end does not leave it', () => {
    const device = CommandLine.onDemo();
    device.type('config firewall policy', 'edit 0', 'set srcintf any');
    const said = [
      'node_check_object fail! for dstintf',
      '',
      "Attribute 'dstintf' MUST be set.",
      'Command fail. Return code 1',
    ];
    expect(device.type('next')).toEqual(said);
    expect(device.type('end')).toEqual(said);
    expect(device.prompt).toBe('FGT-HQ (0) # ');
    expect(
      device.type(
        'set dstintf any',
        'set srcaddr all',
        'set dstaddr all',
        'set service ALL',
        'set schedule always',
        'end',
      ),
    ).toEqual([]);
    expect(saved(device, 1)?.srcintf).toEqual(['any']);
    expect(device.prompt).toBe('FGT-HQ # ');
  });

  test('what two entries cannot both have is said, and the entry stays open', () => {
    const device = CommandLine.onDemo();
    device.type('config firewall vip', 'edit twin', 'set type access-proxy');
    device.type('set extip 203.0.113.10', 'set extintf port3', 'set extport 9443');
    expect(device.type('next')).toEqual([
      'ZTNA-webserver already listens on 203.0.113.10:9443. Choose another address or port.',
      'object check operator error, -15, discard the setting',
      'Command fail. Return code 1',
    ]);
    expect(device.prompt).toBe('FGT-HQ (twin) # ');
  });

  test('a sub-table’s entries go into theirs, and with it into the table', () => {
    const device = CommandLine.onDemo();
    device.type(...proxy, 'edit 0', 'set url-map /new', 'config realservers', 'edit 0');
    expect(device.prompt).toBe('FGT-HQ (0) # ');
    device.type('set ip 10.88.1.99', 'set port 8443');
    expect(device.type('show')).toEqual([
      'config realservers',
      '    edit 0',
      '        set ip 10.88.1.99',
      '        set port 8443',
      '    next',
      'end',
    ]);
    device.type('next', 'end');
    expect(device.changes).toEqual([]);
    device.type('next', 'end', 'next');
    const [gateway] = device.fortigate.config['firewall access-proxy']
      .filter((one) => one.name === 'ZTNA-finance')
      .flatMap((one) => one['api-gateway'].slice(-1));
    expect(gateway).toMatchObject({
      id: 3,
      'url-map': '/new',
      realservers: [{ id: 1, ip: '10.88.1.99', port: 8443 }],
    });
  });

  test('entries of a sub-table are deleted, cloned, renamed and purged like others', () => {
    const device = CommandLine.onDemo();
    const ids = () =>
      device.fortigate.config['firewall access-proxy']
        .filter((one) => one.name === 'ZTNA-finance')
        .flatMap((one) => one['api-gateway'].map(({ id }) => id));
    device.type(...proxy, 'clone 1 to 7', 'rename 2 to 5', 'delete 1', 'end', 'next');
    expect(ids()).toEqual([5, 7]);
    device.type('edit ZTNA-finance', 'config api-gateway', 'purge', 'end', 'end');
    expect(ids()).toEqual([]);
  });
});

test('settings: lists grow, shrink and are replaced; unset gives the default', () => {
  const device = CommandLine.onDemo();
  device.type(...policy, 'set srcintf port1 port1 port2', 'append srcintf port3 port1');
  const shown = (): readonly string[] => device.type('show | grep "set srcintf"');
  expect(shown()).toEqual(['        set srcintf "port1" "port2" "port3"']);
  device.type('unselect srcintf port2');
  expect(shown()).toEqual(['        set srcintf "port1" "port3"']);
  device.type('select srcintf any');
  expect(shown()).toEqual(['        set srcintf "any"']);
  device.type('unset srcintf');
  expect(shown()).toEqual([]);
});

test('an address with the length of its mask is kept with the mask', () => {
  const device = CommandLine.onDemo();
  device.type(...address, 'set subnet 10.9.0.0/20', 'end');
  expect(device.type('show firewall address new')).toEqual([
    'config firewall address',
    '    edit "new"',
    expect.stringMatching(/^        set uuid /),
    '        set subnet 10.9.0.0 255.255.240.0',
    '    next',
    'end',
  ]);
});

describe('a negation belongs to tags', () => {
  const saved = (device: CommandLine) =>
    device.fortigate.config['firewall policy'].find((one) => one.policyid === 17);

  test('and is unknown without them', () => {
    const device = CommandLine.onDemo();
    device.type(...policy, 'unset ztna-ems-tag');
    expect(device.type('set ztna-ems-tag-negate enable')).toEqual(
      parseError('ztna-ems-tag-negate'),
    );
    expect(device.type('unset ztna-ems-tag-negate', 'end')).toEqual([]);
  });
  test.each(['unset ztna-ems-tag', 'unselect ztna-ems-tag EMS1_ZTNA_FortiAD'])(
    'and goes with the last one: %s',
    (line) => {
      const device = CommandLine.onDemo();
      const tags = 'set ztna-ems-tag EMS1_ZTNA_FortiAD';
      device.type(...policy, tags, 'set ztna-ems-tag-negate enable', 'end');
      expect(saved(device)?.['ztna-ems-tag-negate']).toBe('enable');
      expect(device.type(...policy, line, 'end')).toEqual([]);
      expect(saved(device)).toMatchObject({
        'ztna-ems-tag': [],
        'ztna-ems-tag-negate': 'disable',
      });
    },
  );
});

test('a quotation mark that is open goes on in the next line', () => {
  const device = CommandLine.onDemo();
  device.type(...policy, 'set comments "first');
  expect(device.prompt).toBe('> ');
  device.type('second"', 'end');
  expect(device.type('show firewall policy 17 | grep -A 1 comments')).toEqual([
    '        set comments "first',
    'second"',
  ]);
});

test('a kept setting stands behind a field that is shown, where reading it again finds it', () => {
  const device = CommandLine.onDemo();
  device.type('config firewall vip', 'edit ZTNA-finance');
  device.type('set arp-reply disable', 'unset server-type', 'unset ssl-certificate', 'end');
  const unknown = device.fortigate.config['firewall vip'].flatMap((one) => one.unknown);
  expect(unknown).toMatchObject([{ after: 'extport', statement: { name: 'arp-reply' } }]);
});

test('a rename takes the references along', () => {
  const device = CommandLine.onDemo();
  expect(device.type('config firewall vip', 'rename ZTNA-finance to ZTNA-money', 'end')).toEqual(
    [],
  );
  const { config } = device.fortigate;
  expect(config['firewall access-proxy'].map(({ vip }) => vip)).toContain('ZTNA-money');
  expect(JSON.stringify(config['firewall policy'].map(({ dstaddr }) => dstaddr))).not.toContain(
    'ZTNA-finance',
  );
});

test('policies are moved, cloned and deleted', () => {
  const device = CommandLine.onDemo();
  const order = () => device.fortigate.config['firewall policy'].map(({ policyid }) => policyid);
  const before = order();
  device.type('config firewall policy', 'move 9 before 3', 'move 3 after 17', 'delete 5', 'end');
  expect(before).toEqual([3, 17, 5, 6, 9]);
  expect(order()).toEqual([9, 17, 3, 6]);
  device.type('config firewall policy', 'clone 17 to 40', 'end');
  expect(order()).toEqual([9, 17, 40, 3, 6]);
});

test('purge asks first, and takes all entries or none', () => {
  const device = CommandLine.onDemo();
  const count = () => device.fortigate.config['firewall policy'].length;
  device.type('config firewall policy');
  expect(device.type('purge')).toEqual(['This operation will clear all table!']);
  expect(device.prompt).toBe('Do you want to continue? (y/n) ');
  device.type('n');
  expect(count()).toBe(5);
  device.type('purge', 'y', 'end');
  expect(count()).toBe(0);
  expect(device.type('config firewall address', 'purge', 'y')[1]).toMatch(/^The entry is used by/);
  expect(device.fortigate.config['firewall address']).not.toEqual([]);
});

test('settings that the lab does not read are kept as typed', () => {
  const device = CommandLine.onDemo();
  device.type(
    ...policy,
    'set ssl-ssh-profile "no-inspection"',
    'set profile-protocol-options "deep-inspection"',
  );
  device.type('set ssl-ssh-profile "certificate-inspection"', 'next', 'end');
  expect(device.type('show firewall policy 17 | grep "inspection"')).toEqual([
    '        set ssl-ssh-profile "certificate-inspection"',
    '        set profile-protocol-options "deep-inspection"',
  ]);
  device.type(...policy, 'unset ssl-ssh-profile', 'end');
  expect(device.type('show firewall policy 17 | grep -c ssl-ssh-profile')).toEqual(['0']);
});

test('what a server asks of clients is set in its VIP, and no longer in its access proxy', () => {
  const device = CommandLine.onDemo('FGT-Branch');
  const names = device.fortigate.config['firewall access-proxy'].map(({ name }) => name);
  const [name = ''] = names;
  device.type('config firewall access-proxy', `edit "${name}"`);
  expect(device.type('set client-cert disable')).toEqual([
    "command parse error before 'client-cert'",
    'Command fail. Return code -61',
  ]);
  device.type('abort', 'config firewall vip', `edit "${name}"`);
  expect(device.type('set client-cert disable', 'end')).toEqual([]);
  expect(device.fortigate.config['firewall vip'][0]?.['client-cert']).toBe('disable');
  const full = device.type(`show full-configuration firewall access-proxy "${name}"`);
  expect(full.join()).not.toContain('client-cert');
  expect(device.type(`show full-configuration firewall vip "${name}"`)).toEqual(
    expect.arrayContaining([
      '        set empty-cert-action accept-unmanageable',
      '        set user-agent-detect enable',
      '        set client-cert disable',
    ]),
  );
});
