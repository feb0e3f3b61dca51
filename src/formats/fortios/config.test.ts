import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newRow, rowProblems, rowsOf, withTable } from '#model/fortios/rows.parse.ts';
import { type FortiosConfig, type TableName, tableNames } from '#model/fortios/tables.ts';
import { asWritten, configArbitrary } from '#test/generators/config.ts';
import { almostConfig, scriptText, valueText } from '#test/generators/text.ts';
import { readConfig } from './config.ts';
import { layoutOf } from './layout.ts';
import { mergeConfig } from './change/merge.ts';
import { printConfig } from './print/print-config.ts';

/** Lines tell where a statement stood, which printing changes, and quotes come with what needs them. */
function bare(config: FortiosConfig): unknown {
  return JSON.parse(
    JSON.stringify(config, (key, value: unknown) =>
      key === 'line' || key === 'column' || key === 'quoted' ? undefined : value,
    ),
  );
}

function withoutProblems<T extends TableName>(config: FortiosConfig, table: T): FortiosConfig {
  const rows = rowsOf(config, table).filter((row) => rowProblems(table, row).length === 0);
  return withTable(config, table, rows);
}

/** Rows that FortiOS would take: a reader keeps the values of others, but not in force. */
const taken = configArbitrary.map((config) =>
  asWritten(tableNames.reduce(withoutProblems, config)),
);

function roundTrip(text: string) {
  const { config: first } = readConfig(text);
  const printed = printConfig(first);
  const { config: second } = readConfig(printed);
  return {
    first: { config: bare(first), text: printed },
    second: { config: bare(second), text: printConfig(second) },
  };
}

test.each([
  ['out-of-sync-threshold', '5', true, 'a whole number from 10 to 3600'],
  ['out-of-sync-threshold', '3601', true, 'a whole number from 10 to 3600'],
  ['cloud-authentication-access-key', '"short"', undefined, 'has 20 characters, and this has 5'],
])('of a connector, %s %s is refused', (field, value, decides, message) => {
  const { config, warnings } = readConfig(
    `config endpoint-control fctems\nedit 1\nset ${field} ${value}\nset status enable\nnext\nend\n`,
  );
  expect(warnings.map((one) => [one.line, one.decides])).toEqual([[3, decides]]);
  expect(warnings[0]?.message).toContain(message);
  expect(config['endpoint-control fctems']).toMatchObject([
    {
      status: 'enable',
      'out-of-sync-threshold': 180,
      'cloud-authentication-access-key': '',
    },
  ]);
});

describe('configurations', () => {
  test('what was printed is read as it was, without a warning', () => {
    fc.assert(
      fc.property(taken, (config) => {
        const reading = readConfig(printConfig(config));
        expect(reading.warnings).toEqual([]);
        expect(reading.config).toEqual({ ...config, layout: layoutOf(config) });
      }),
      { numRuns: 400 },
    );
  });

  test('texts keep every character', () => {
    fc.assert(
      fc.property(valueText, valueText, (name, comment) => {
        const { config } = readConfig(
          `config firewall address\nedit ${quote(name)}\nset comment ${quote(comment)}\nnext\nend\n`,
        );
        const [address] = config['firewall address'];
        expect([address?.name, address?.comment]).toEqual([name, comment]);
        expect(readConfig(printConfig(config)).config).toEqual(config);
      }),
      { numRuns: 1000 },
    );
  });

  test('so is any script, and what it makes of another one’s configuration', () => {
    fc.assert(
      fc.property(scriptText, scriptText, (text, script) => {
        const { first, second } = roundTrip(text);
        expect(second).toEqual(first);
        const { config } = readConfig(text);
        expect(bare(mergeConfig(config, '').config)).toEqual(bare(config));
        const printed = printConfig(mergeConfig(config, script).config);
        expect(printConfig(readConfig(printed).config)).toBe(printed);
      }),
      { numRuns: 500 },
    );
  });

  test('any text is read, printed, read the same and printed the same', () => {
    fc.assert(
      fc.property(almostConfig, (text) => {
        const { first, second } = roundTrip(text);
        expect(second).toEqual(first);
      }),
      { numRuns: 2000 },
    );
  });
});

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

function policyText(...lines: string[]): string {
  return ['config firewall policy', 'edit 1', ...lines, 'next', 'end'].join('\n');
}

describe('text as people write it', () => {
  const policy = policyText;
  test.each([
    ['a setting that we do not know', policy('set anti-replay disable', 'set srcaddr "all"')],
    ['a section that we do not know', 'config system global\nset hostname "x"\nend\n'],
    ['a value that the field refuses', policy('set action perhaps', 'set srcaddr "all"')],
    ['a key that is no number', 'config firewall policy\nedit one\nset srcaddr all\nnext\nend\n'],
    ['a section that stands twice', `${policy('set srcaddr "a"')}\n${policy('set dstaddr "b"')}`],
    ['append and unset', policy('set srcaddr a', 'append srcaddr b', 'unset service')],
    ['a reference that stands twice', policy('set srcaddr "a" "a" "b"')],
    ['names of Object’s own', policy('set __proto__ 1', 'set constructor 2', 'set srcaddr all')],
    ['an entry __proto__', 'config firewall address\nedit "__proto__"\nnext\nend\n'],
    ['a section constructor', 'config constructor\nedit toString\nnext\nend\n'],
    ['a sub-table', 'config firewall access-proxy\nedit a\nconfig api-gateway\nedit 1\nend\nend\n'],
  ])('%s', (_what, text) => {
    const { first, second } = roundTrip(text);
    expect(second).toEqual(first);
  });

  test('a setting of an unknown name stays, and the known ones are in force', () => {
    const { config } = readConfig(policy('set anti-replay disable', 'set srcaddr "all"'));
    const [row] = config['firewall policy'];
    expect(row?.srcaddr).toEqual(['all']);
    expect(row?.unknown).toMatchObject([{ statement: { kind: 'set', name: 'anti-replay' } }]);
  });

  test('an entry __proto__ is an entry like any other', () => {
    const { config } = readConfig(
      'config firewall address\nedit "__proto__"\nset comment x\nend\n',
    );
    expect(config['firewall address']).toMatchObject([{ name: '__proto__', comment: 'x' }]);
    expect(Object.hasOwn(Object.prototype, 'comment')).toBe(false);
  });
});

describe('what stands where', () => {
  const show = (text: string) => printConfig(readConfig(text).config);

  test('sections, settings, remarks and lines that fit nowhere keep their places', () => {
    const text = `# head
config system global
    set hostname "x"
end
config firewall policy
    # above the first
    edit 1
        set odd 1
        set srcaddr "lan"
        # inside
        set odder 2
        set dstaddr "all"
    next
    # between
    edit 2
    next
    set stray 1
end
config router static
end
config firewall address
    edit "lan"
    next
end
`;
    expect(show(text)).toBe(text);
  });

  test('a table without a place comes where FortiOS has it', () => {
    const { config } = readConfig(
      'config firewall address\nend\nconfig router static\nend\nconfig firewall policy\nend\n',
    );
    const more = withTable(config, 'firewall vip', [newRow('firewall vip', { name: 'v' })]);
    expect(printConfig(more)).toBe(
      'config firewall address\nend\nconfig firewall vip\n    edit "v"\n    next\nend\nconfig router static\nend\nconfig firewall policy\nend\n',
    );
  });

  test('what was kept stays with its entry when the entry moves', () => {
    const { config } = readConfig(
      'config firewall policy\n# of all\nedit 1\nset odd 1\nnext\n# below 1\nedit 2\nnext\nend\n',
    );
    const turned = withTable(config, 'firewall policy', config['firewall policy'].toReversed());
    const printed = printConfig(turned);
    expect(printed).toBe(
      'config firewall policy\n    edit 2\n    next\n    # of all\n    edit 1\n        set odd 1\n    next\n    # below 1\nend\n',
    );
    expect(show(printed)).toBe(printed);
  });
});

describe('commands in known tables take effect', () => {
  const policies = (...lines: string[]) =>
    readConfig(
      [
        'config firewall policy',
        'edit 1',
        'set name a',
        'next',
        'edit 2',
        'next',
        ...lines,
        'end',
      ].join('\n'),
    ).config['firewall policy'].map((row) => row.policyid);
  test.each([
    ['delete 1', [2]],
    ['move 2 before 1', [2, 1]],
    ['clone 1 to 5', [1, 2, 5]],
    ['rename 1 to 7', [7, 2]],
    ['edit 0\nnext', [1, 2, 3]],
    ['delete 1\nedit 1\nnext', [2, 1]],
    ['delete 9', [1, 2]],
  ])('%j', (line, keys) => {
    expect(policies(line)).toEqual(keys);
  });

  test('a value that is taken replaces one that was refused', () => {
    const [row] = readConfig(policyText('set action perhaps', 'set action accept')).config[
      'firewall policy'
    ];
    expect([row?.action, row?.unknown]).toEqual(['accept', []]);
  });

  test('an entry’s key is not changed by setting it', () => {
    const { config, warnings } = readConfig(
      'config firewall address\nedit a\nset name b\nnext\nend\n',
    );
    expect(config['firewall address'].map(({ name }) => name)).toEqual(['a']);
    expect(warnings).toMatchObject([{ line: 3, column: 1 }]);
  });
});

describe('VDOMs', () => {
  const vdom = (name: string) =>
    `config vdom\nedit ${name}\nconfig firewall policy\nedit 1\nset name "${name}"\nnext\nend\nend\n`;
  test.each([
    ['root, wherever it stands', `${vdom('a')}${vdom('root')}`, ['root'], 1],
    ['else the first', `${vdom('b')}${vdom('a')}`, ['b'], 1],
    ['one alone, without a word', vdom('a'), ['a'], 0],
  ])('in force is %s', (_what, text, names, count) => {
    const { config, warnings } = readConfig(text);
    expect(config['firewall policy'].map(({ name }) => name)).toEqual(names);
    expect(warnings).toHaveLength(count);
    expect(readConfig(printConfig(config)).config['firewall policy']).toEqual(
      config['firewall policy'],
    );
  });

  test('a new table goes to the VDOM in force, or to the whole device', () => {
    const { config } = readConfig(
      `config global\nconfig system dns\nend\nend\n${vdom('a')}${vdom('root')}`,
    );
    const more = withTable(
      withTable(config, 'firewall address', [newRow('firewall address', { name: 'x' })]),
      'system interface',
      [newRow('system interface', { name: 'port1' })],
    );
    const text = printConfig(more);
    expect(text).toMatch(
      /^config global\n(?:.*\n)*config system interface\n(?:.*\n)*config vdom\nedit a\n/,
    );
    expect(text).toMatch(/edit root\nconfig firewall address\n/);
    expect(bare(readConfig(text).config)).toEqual(bare({ ...more, layout: layoutOf(more) }));
  });
});

describe('a quotation mark that never closes', () => {
  test('costs its line, and is told where it opens', () => {
    const { config, warnings } = readConfig(
      policyText('  set name "open', 'set srcaddr "lan"', 'set comments "two\nlines"'),
    );
    expect(config['firewall policy']).toMatchObject([
      { name: 'open', srcaddr: ['lan'], comments: 'two\nlines' },
    ]);
    expect(warnings).toMatchObject([{ line: 3, column: 12 }]);
  });

  test('in a key that was cut off, takes the key', () => {
    const { config } = readConfig(
      'config vpn certificate local\nedit a\nset private-key "-----BEGIN PRIVATE KEY-----\nAAAA\nBBBB==',
    );
    expect(printConfig(config)).toContain('"-----BEGIN PRIVATE KEY-----\nAAAA\nBBBB=="\n');
  });
});

test('line ends of Windows are line ends, inside values too', () => {
  const text = policyText('set comments "two\nlines"', "set name ''").replaceAll('\n', '\r\n');
  const [row] = readConfig(text).config['firewall policy'];
  expect([row?.comments, row?.name]).toEqual(['two\nlines', '']);
});

test('an address with the length of its mask is written with the mask, as FortiOS does', () => {
  const { config } = readConfig(
    'config firewall address\nedit "a"\nset subnet 10.0.0.0/8\nnext\nend\n',
  );
  expect(printConfig(config)).toContain('set subnet 10.0.0.0 255.0.0.0');
});
