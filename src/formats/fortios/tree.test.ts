import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConfigStatement } from '#model/fortios/config-tree.ts';
import { almostConfig, treeArbitrary } from '#test/generators/text.ts';
import { printTree } from './print/print-tree.ts';
import { deepest, readTree } from './tree.ts';

/** A tree without the lines where its statements stood: printing gives them others. */
function bare(statements: readonly ConfigStatement[]): unknown {
  return JSON.parse(
    JSON.stringify(statements, (key, value: unknown) =>
      key === 'line' || key === 'column' ? undefined : value,
    ),
  );
}

/** The same, and a value that needs quotes has them, as printing it gives it. */
function asPrinted(statements: readonly ConfigStatement[]): unknown {
  return JSON.parse(JSON.stringify(bare(statements)), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('quoted' in value)) return value;
    const { text } = { text: '', ...value };
    return { text, quoted: value.quoted === true || /[\s"'\\#]/.test(text) };
  });
}

/** Read, printed and read again: the two trees and the two texts, which must be the same. */
function roundTrip(text: string) {
  const first = readTree(text);
  const printed = printTree(first.statements);
  const second = readTree(printed);
  return {
    first: { tree: asPrinted(first.statements), text: printed },
    second: { tree: asPrinted(second.statements), text: printTree(second.statements) },
  };
}

describe('reading and printing', () => {
  test('what was printed is read as it was', () => {
    fc.assert(
      fc.property(treeArbitrary, (tree) => {
        const { statements, warnings } = readTree(printTree(tree));
        expect(asPrinted(statements)).toEqual(asPrinted(tree));
        expect(warnings).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  test('any text is read, printed, read the same and printed the same', () => {
    fc.assert(
      fc.property(almostConfig, (text) => {
        const { first, second } = roundTrip(text);
        expect(second).toEqual(first);
      }),
      { numRuns: 3000 },
    );
  });

  const entry = (...lines: string[]) => ['config firewall address', ...lines, 'end', ''].join('\n');
  test.each([
    ['nothing', ''],
    ['a byte order mark', `\uFEFF${entry('edit "a"', 'next')}`],
    ['carriage returns', entry('edit "a"', 'set comment "x"', 'next').replaceAll('\n', '\r\n')],
    ['a prompt line first', `FGT-A # show firewall address\n${entry('edit "a"', 'next')}`],
    ['a quotation over two lines', entry('edit "a"', 'set comment "one', 'two"', 'next')],
    ['escapes', entry('edit "a"', 'set comment "a \\"b\\" \\\\ c"', 'next')],
    ['single quotation marks', entry("edit 'a'", 'set comment \'b "c"\'', 'next')],
    ['a comment with a quotation mark', `# it's "odd\n${entry('# "', 'edit "a"', 'next')}`],
    ['no next', entry('edit "a"', 'set comment "x"')],
    ['no next between entries', entry('edit "a"', 'edit "b"', 'next')],
    ['no end', 'config firewall address\nedit "a"\nnext\n'],
    ['too many ends', `${entry('edit "a"', 'next')}end\nnext\nend\n`],
    ['NUL bytes', entry('edit "a\u0000b"', 'set comment \u0000', 'next')],
    ['names of Object’s own', entry('edit "__proto__"', 'set constructor 1', 'next')],
    ['a section named __proto__', 'config __proto__\nedit constructor\nnext\nend\n'],
    ['empty values', entry('edit ""', 'set comment ""', 'next')],
    ['a lone backslash', 'set a \\'],
  ])('%s', (_what, text) => {
    const { first, second } = roundTrip(text);
    expect(second).toEqual(first);
  });

  test('a comment opens no quotation, so that what follows is still read', () => {
    const { statements, warnings } = readTree('# it\'s "odd\nconfig a\nend\n');
    expect(bare(statements)).toEqual([
      { kind: 'text', lines: ['# it\'s "odd'] },
      { kind: 'config', path: 'a', body: [] },
    ]);
    expect(warnings).toEqual([]);
  });

  test('what fits nowhere is kept as it stands, with its line in a warning', () => {
    const { statements, warnings } = readTree('config a\nwhat is this\nend\n');
    expect(bare(statements)).toEqual([
      { kind: 'config', path: 'a', body: [{ kind: 'text', lines: ['what is this'] }] },
    ]);
    expect(warnings.map(({ line }) => line)).toEqual([2]);
  });

  test('50,000 sections inside each other do not exhaust the stack', () => {
    const depth = 50_000;
    const { statements, warnings } = readTree('config a\n'.repeat(depth));
    expect(statements).toHaveLength(1);
    expect(warnings.map(({ count }) => count)).toEqual([deepest, undefined]);
    const printed = printTree(statements);
    expect(printTree(readTree(printed).statements)).toBe(printed);
  });

  test('deep nesting is printed as it was read', () => {
    const text = printTree(
      readTree(`${'config a\nedit 1\n'.repeat(2000)}${'next\nend\n'.repeat(2000)}`).statements,
    );
    expect(printTree(readTree(text).statements)).toBe(text);
  });

  describe('a block that was cut off never swallows the next section', () => {
    const next = 'config firewall address\n    edit "lan"\n    next\nend\n';
    const paths = (text: string) =>
      readTree(text).statements.map((one) => (one.kind === 'config' ? one.path : one.kind));

    test.each([
      ['a section', 'config firewall vip\n'],
      ['an entry', 'config firewall vip\nedit "web"\nset extip 10.0.3.10\n'],
      ['a table in an entry', 'config firewall vip\nedit "web"\nconfig realservers\nedit 1\n'],
      ['a section that the lab does not know', 'config firewall vip\nedit 1\nconfig monitor\n'],
    ])('%s', (_, cut) => {
      expect(paths(cut + next)).toEqual(['firewall vip', 'firewall address']);
      expect(paths(`${cut}config router static\nend\n`)).toEqual(['firewall vip', 'router static']);
      const [warning, ...others] = readTree(cut + next).warnings;
      expect(others).toEqual([]);
      expect(warning).toMatchObject({ line: cut.split('\n').length, column: 1, decides: true });
      expect(warning?.message).toContain('open since line 1 ');
    });

    test('in a VDOM, the blocks of the VDOM end and the VDOM does not', () => {
      const text = `config vdom\nedit root\nconfig firewall vip\nedit "web"\n${next}end\n`;
      const { statements, warnings } = readTree(text);
      const [vdoms] = statements;
      const [root] = vdoms?.kind === 'config' ? vdoms.body : [];
      expect(root?.kind === 'edit' ? root.body : []).toMatchObject([
        { path: 'firewall vip' },
        { path: 'firewall address' },
      ]);
      expect(warnings.map(({ line }) => line)).toEqual([5]);
      expect(paths(`config vdom\nedit root\nconfig firewall vip\nconfig global\nend\n`)).toEqual([
        'vdom',
        'global',
      ]);
    });

    test('sections inside others stay inside', () => {
      const text =
        'config router bgp\nconfig redistribute "connected"\nend\nconfig neighbor\nedit 1\nnext\nend\nend\n';
      expect(readTree(text)).toMatchObject({
        statements: [{ body: [{ path: 'redistribute "connected"' }, { path: 'neighbor' }] }],
        warnings: [],
      });
    });
  });
});
