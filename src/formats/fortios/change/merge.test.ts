import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConfigStatement } from '#model/fortios/config-tree.ts';
import { references, resolves } from '#model/fortios/references.ts';
import { rowKey, rowProblems, rowsOf, withTable } from '#model/fortios/rows.parse.ts';
import { predefinedServiceNames } from '#model/fortios/services.ts';
import { type FortiosConfig, type TableName, tableNames } from '#model/fortios/tables.ts';
import { asWritten, configArbitrary } from '#test/generators/config.ts';
import { readConfig } from '../config.ts';
import { differenceScript } from './difference.ts';
import { mergeConfig } from './merge.ts';
import { printConfig } from '../print/print-config.ts';
import { printTree } from '../print/print-tree.ts';
import { referenceWarnings } from '../reference-warnings.ts';
import { isOrdered } from '../print/section-order.ts';

function withoutProblems<T extends TableName>(config: FortiosConfig, table: T): FortiosConfig {
  const rows = rowsOf(config, table).filter((row) => rowProblems(table, row).length === 0);
  return withTable(config, table, rows);
}
const taken = configArbitrary.map((config) =>
  asWritten(tableNames.reduce(withoutProblems, config)),
);

/** The configuration as text; entries of tables whose order FortiOS does not keep by their keys. */
function held(config: FortiosConfig): string {
  const sorted = tableNames.reduce((sorted, table) => byKey(sorted, table), config);
  // Places of tables in the text are no part of what a script can say.
  return printConfig({ ...sorted, layout: [] });
}
function byKey<T extends TableName>(config: FortiosConfig, table: T): FortiosConfig {
  if (isOrdered(table)) return config;
  const rows = rowsOf(config, table).toSorted((a, b) =>
    rowKey(table, a) < rowKey(table, b) ? -1 : 1,
  );
  return withTable(config, table, rows);
}

/** References that lead nowhere, each as words. */
function dangling(config: FortiosConfig): ReadonlySet<string> {
  const found = new Set<string>();
  for (const reference of references(config))
    if (!resolves(config, reference, predefinedServiceNames))
      found.add(`${reference.table} ${reference.key} ${reference.field} ${reference.name}`);
  return found;
}

/** The same script, one entry or command a step. */
function* steps(script: readonly ConfigStatement[]): Generator<ConfigStatement> {
  for (const section of script)
    if (section.kind === 'config')
      for (const one of section.body) yield { ...section, body: [one] };
}

describe('the difference of two configurations', () => {
  test('leads from the one to the other, as statements and as text', () => {
    fc.assert(
      fc.property(taken, taken, (before, after) => {
        const script = differenceScript(before, after);
        for (const form of [script, printTree(script)]) {
          const merged = mergeConfig(before, form);
          expect(held(merged.config)).toBe(held(after));
          expect(merged.warnings).toEqual([]);
          expect(differenceScript(merged.config, after)).toEqual([]);
          expect(
            mergeConfig(merged.config, differenceScript(merged.config, after)).changes,
          ).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('leaves no reference without its object on the way', () => {
    fc.assert(
      fc.property(taken, taken, (before, after) => {
        const allowed = new Set([...dangling(before), ...dangling(after)]);
        let config = before;
        const circles = /^firewall (?:addrgrp|service group|schedule group) /;
        for (const step of steps(differenceScript(before, after))) {
          ({ config } = mergeConfig(config, [step]));
          const odd = [...dangling(config)].filter(
            // Groups that name each other, which no device takes, cannot come in a right order.
            (one) => !allowed.has(one) && !circles.test(one),
          );
          expect(odd).toEqual([]);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('is what a person would write', () => {
    const before = readConfig(`config firewall address
edit "old"
set subnet 10.0.0.0 255.0.0.0
next
end
config firewall addrgrp
edit "outer"
set member "old"
next
end
config firewall policy
edit 1
set name "one"
set srcaddr "old"
next
edit 2
next
end
config router static
edit 1
set device "port1"
set distance 5
next
end
`).config;
    const after = readConfig(`config firewall address
edit "new"
set subnet 10.1.0.0 255.255.0.0
next
end
config firewall addrgrp
edit "outer"
set member "inner"
next
edit "inner"
set member "new"
next
end
config firewall policy
edit 2
next
edit 1
set srcaddr "new"
next
end
config router static
edit 1
set device "port2"
next
end
`).config;
    expect(printTree(differenceScript(before, after))).toBe(
      `config firewall address
    edit "new"
        set subnet 10.1.0.0 255.255.0.0
    next
end
config firewall addrgrp
    edit "inner"
        set member "new"
    next
    edit "outer"
        set member "inner"
    next
end
config firewall policy
    edit 1
        unset name
        set srcaddr "new"
    next
end
config router static
    edit 1
        unset distance
        set device "port2"
    next
end
config firewall address
    delete "old"
end
config firewall policy
    move 2 before 1
end
`,
    );
  });
});

const base = readConfig(`#config-version=FGVM64-7.6.4
config system global
    set hostname "FGT-A"
    set timezone 04
end
config firewall address
    edit "lan"
        set associated-interface "port2"
        set subnet 10.0.1.0 255.255.255.0
    next
    edit "servers"
        set subnet 10.0.2.0 255.255.255.0
    next
end
config firewall addrgrp
    edit "all sites"
        set member "lan" "servers"
    next
end
config firewall policy
    edit 1
        set name "first"
        set srcaddr "lan"
        set dstaddr "servers"
        set anti-replay disable
        set action accept
    next
    edit 2
        set srcaddr "all sites"
    next
end
`).config;

function after(script: string): string {
  return printConfig(mergeConfig(base, script).config);
}
const inPolicies = (...lines: string[]) =>
  ['config firewall policy', ...lines, 'end', ''].join('\n');

describe('a script', () => {
  test('that says nothing changes nothing', () => {
    const merged = mergeConfig(base, '# nothing\n');
    expect(merged.config).toEqual(base);
    expect(merged.changes).toEqual([]);
    expect(printConfig(merged.config)).toBe(printConfig(base));
  });

  test('changes settings where they stand, also those that mean nothing to us', () => {
    const text = after(
      inPolicies(
        'edit 1',
        'set anti-replay enable',
        'unset name',
        'set geoip-anycast enable',
        'next',
      ),
    );
    expect(text).toContain(`    edit 1
        set action accept
        set srcaddr "lan"
        set dstaddr "servers"
        set anti-replay enable
        set geoip-anycast enable
    next
`);
    expect(after('config system global\nset timezone 26\nset alias "x"\nunset hostname\nend\n'))
      .toContain(`config system global
    set timezone 26
    set alias "x"
end
`);
  });

  test('adds to lists, takes from them, and selects among them', () => {
    const of = (line: string) =>
      mergeConfig(base, `config firewall addrgrp\nedit "all sites"\n${line}\nnext\nend\n`).config[
        'firewall addrgrp'
      ][0]?.member;
    expect(of('append member "x" "lan"')).toEqual(['lan', 'servers', 'x']);
    expect(of('unselect member "lan"')).toEqual(['servers']);
    expect(of('select member "lan"')).toEqual(['lan']);
    expect(of('unset member')).toEqual([]);
  });

  test('deletes, moves and clones entries', () => {
    const keys = (...lines: string[]) =>
      mergeConfig(base, inPolicies(...lines)).config['firewall policy'].map((row) => row.policyid);
    expect(keys('delete 1')).toEqual([2]);
    expect(keys('move 2 before 1')).toEqual([2, 1]);
    expect(keys('move 1 after 2')).toEqual([2, 1]);
    expect(keys('clone 1 to 7')).toEqual([1, 2, 7]);
    expect(keys('edit 0', 'set name "x"', 'next')).toEqual([1, 2, 3]);
    expect(keys('rename 1 to 9')).toEqual([9, 2]);
  });

  test('renames an object together with what refers to it', () => {
    const { config, changes } = mergeConfig(
      base,
      'config firewall address\nrename "lan" to "office"\nend\n',
    );
    expect(config['firewall addrgrp'][0]?.member).toEqual(['office', 'servers']);
    expect(config['firewall policy'][0]?.srcaddr).toEqual(['office']);
    expect(config['firewall policy'][1]).toBe(base['firewall policy'][1]);
    expect(changes.map(({ table, key, kind }) => `${kind} ${table} ${key}`)).toEqual([
      'removed firewall address lan',
      'added firewall address office',
      'changed firewall addrgrp all sites',
      'changed firewall policy 1',
    ]);
  });

  test.each([
    ['delete 9', 'names 9, which does not exist'],
    ['rename 9 to 10', 'names 9, which does not exist'],
    ['rename 1 to 2', 'a name that is free'],
    ['rename 1', 'a name that is free'],
    ['move 1 beside 2', '`before` or `after`'],
    ['move 1 before 9', 'names 9, which does not exist'],
    ['clone 1 to x', 'a name that is free'],
    ['set name "x"', 'outside any entry'],
    ['edit one\nnext', 'the number of the entry is not valid'],
  ])('`%s` is a warning with its place, and changes nothing', (line, message) => {
    const merged = mergeConfig(base, inPolicies(`  ${line}`));
    expect(merged.warnings[0]).toMatchObject({ line: 2, column: 3 });
    expect(merged.warnings.map((one) => one.message).join(' ')).toContain(message);
    expect(merged.changes).toEqual([]);
  });

  test('says what has changed, field by field', () => {
    const { changes } = mergeConfig(
      base,
      inPolicies('edit 1', 'set srcaddr "servers" "x"', 'unset name', 'next', 'move 2 before 1'),
    );
    expect(changes).toEqual([
      {
        scope: { kind: 'plain' },
        table: 'firewall policy',
        key: '2',
        kind: 'moved',
        fields: [],
      },
      {
        scope: { kind: 'plain' },
        table: 'firewall policy',
        key: '1',
        kind: 'changed',
        fields: [
          { field: 'srcaddr', before: '"lan"', after: '"servers" "x"', refused: null },
          { field: 'name', before: '"first"', after: null, refused: null },
        ],
      },
    ]);
  });

  test('whose references lead nowhere: they are named with their place in the script', () => {
    const merged = mergeConfig(base, inPolicies('edit 1', '   set dstaddr "nowhere"', 'next'));
    const [warning] = referenceWarnings(merged, () => true);
    expect(warning).toMatchObject({ line: 3, column: 4 });
    expect(warning?.message).toContain('nowhere');
  });
});

const sectionsOfRoot = `config system settings
set opmode nat
end
config firewall policy
    edit 1
        set name "in root"
    next
end
`;
const withVdoms = readConfig(`config vdom
edit root
next
edit guests
next
end
config global
config system interface
    edit "port1"
        set role lan
    next
end
end
config vdom
edit root
${sectionsOfRoot}end
config vdom
edit guests
config firewall policy
    edit 1
        set name "in guests"
    next
end
end
`).config;

describe('a script for a device with VDOMs', () => {
  test('goes to the VDOM that it names, and without one to the one in force', () => {
    const script = `config firewall policy
edit 1
set status disable
next
end
config vdom
edit guests
config firewall policy
edit 1
set name "changed"
next
edit 2
next
end
end
config vdom
edit new
config firewall policy
edit 5
next
end
end
`;
    const { config, changes } = mergeConfig(withVdoms, script);
    expect(config['firewall policy']).toMatchObject([{ name: 'in root', status: 'disable' }]);
    const text = printConfig(config);
    expect(text).toContain('set name "changed"');
    expect(text).not.toContain('in guests');
    expect(readConfig(text).config['firewall policy']).toEqual(config['firewall policy']);
    expect(
      changes.map(({ scope, table, key, kind }) => [
        scope.kind === 'vdom' ? scope.name : scope.kind,
        table,
        key,
        kind,
      ]),
    ).toEqual([
      ['root', 'firewall policy', '1', 'changed'],
      ['guests', 'firewall policy', '1', 'changed'],
      ['guests', 'firewall policy', '2', 'added'],
      ['new', 'firewall policy', '5', 'added'],
    ]);
    const back = differenceScript(config, withVdoms);
    expect(printTree(back)).toContain('config vdom\nedit guests\n');
    expect(differenceScript(mergeConfig(config, back).config, withVdoms)).toEqual([]);
    expect(mergeConfig(config, back).config['firewall policy']).toEqual(
      withVdoms['firewall policy'],
    );
  });

  test('that names a VDOM where there are none is told so', () => {
    const merged = mergeConfig(
      base,
      'config vdom\nedit root\nconfig firewall policy\ndelete 1\nend\nend\nconfig vdom\nedit x\nconfig firewall policy\ndelete 2\nend\nend\n',
    );
    expect(merged.config['firewall policy'].map(({ policyid }) => policyid)).toEqual([2]);
    expect(merged.warnings.map(({ line }) => line)).toEqual([2, 8]);
  });
});
