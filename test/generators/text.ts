/** FortiOS configuration trees, and the text that people and machines make of them. */
import * as fc from 'fast-check';
import type { ConfigStatement, ConfigValue } from '#model/fortios/config-tree.ts';

/** Values with everything that a quotation has to carry: breaks, quotes, backslashes, NUL, emoji. */
export const valueText = fc.oneof(
  fc.constantFrom('', 'all', 'a b', '"', "'", '\\', '#', 'a\nb', 'a\r\nb', '\u0000', '__proto__'),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ maxLength: 8 }),
);
const plainWord = fc.oneof(
  fc.constantFrom('name', '__proto__', 'constructor', 'toString', 'set', 'end', 'srcaddr'),
  fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/),
);
const value: fc.Arbitrary<ConfigValue> = fc.record({ text: valueText, quoted: fc.boolean() });
const values = fc.array(value, { maxLength: 3 });
const place = { line: fc.constant(0), column: fc.constant(0) };

/** Loose lines that stand together are one statement: a second one beside the first is left out. */
function apart(body: readonly ConfigStatement[]): ConfigStatement[] {
  return body.filter((one, i) => one.kind !== 'text' || body[i - 1]?.kind !== 'text');
}

const { statement } = fc.letrec<{ statement: ConfigStatement; body: ConfigStatement[] }>((tie) => ({
  body: fc.array(tie('statement'), { maxLength: 4 }).map(apart),
  statement: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      kind: fc.constantFrom('set', 'append', 'select', 'unselect'),
      name: plainWord,
      values,
      ...place,
    }),
    fc.record({ kind: fc.constant('unset'), name: plainWord, ...place }),
    fc.record({ kind: fc.constantFrom('delete', 'rename', 'move', 'clone'), values, ...place }),
    fc.record({
      kind: fc.constant('text'),
      lines: fc.array(
        plainWord.map((word) => `# ${word}`),
        { minLength: 1, maxLength: 2 },
      ),
      ...place,
    }),
    // Every table can hold entries, and an entry sections: a reader takes `edit` nowhere else.
    fc.record({
      kind: fc.constant('config'),
      path: fc.array(plainWord, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
      body: fc.oneof(
        tie('body'),
        fc.array(
          fc.record({ kind: fc.constant('edit'), key: value, body: tie('body'), ...place }),
          {
            maxLength: 3,
          },
        ),
      ),
      ...place,
    }),
  ),
}));

export const treeArbitrary = fc.array(statement, { maxLength: 5 }).map(apart);

/** Text that is nearly a configuration: its lines in any order, others between; quotations may stay open. */
export const almostConfig = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'config firewall policy',
        'config firewall address',
        'edit 1',
        'edit "a b"',
        'edit',
        'next',
        'end',
        'set srcaddr "all" "x"',
        'set srcaddr',
        'set',
        'append member a',
        'unset name',
        'config api-gateway',
        'config realservers',
        '# "comment',
        'set comment "two\nlines"',
        '\u0000',
        'FGT # show',
        'edit 99999999999999999999',
        'edit __proto__',
        'edit 0',
        'edit 2',
        'delete 1',
        'rename 1 to 2',
        'rename x to "a b"',
        'move 2 before 1',
        'move 1 after 2',
        'clone 1 to 3',
        'clone "a b" to x',
        'append srcaddr "y"',
        'select srcaddr "x"',
        'unselect srcaddr "x"',
        'unset srcaddr',
        'set status disable',
        'set status enable',
        'set action perhaps',
        'set action accept',
        'set type dynamic',
        'set odd setting',
        '    # indented',
        "set comment ''",
        'set comment "open',
        "set comment 'open",
        'set comment "a"b" c',
        'set ""x" "y"',
        'config vdom',
        'edit root',
        'edit guests',
        'config global',
        'config system interface',
        'config system dns',
        'config firewall access-proxy',
        'set __proto__ 1',
      ),
      fc.stringMatching(/^[ -~]{0,10}$/),
    ),
    { maxLength: 40 },
  )
  .chain((lines) => fc.constantFrom('\n', '\r\n').map((end) => lines.join(end)));

const scriptKey = fc.constantFrom('1', '2', '3', '0', 'x', '"a b"', '01');
const scriptSetting = fc.constantFrom(
  'set srcaddr "x"',
  'set srcaddr y z',
  'append srcaddr "y"',
  'select srcaddr q',
  'unselect srcaddr "y"',
  'unset srcaddr',
  'set status disable',
  'set status enable',
  'set action perhaps',
  'set action accept',
  'set type dynamic',
  'set name "q"',
  'set odd 1',
  'set odd 2',
  'unset odd',
  '# remark',
  'no command',
  'set comment "open',
  "set comment 'x'",
  'set comments "a\nb"',
  'set ""x" "y"',
  'set member a b',
);
const outsideEntries = fc.oneof(
  fc.constantFrom('# between', 'no command', 'set stray 1', 'next'),
  scriptKey.map((key) => `delete ${key}`),
  fc
    .tuple(
      fc.constantFrom('rename', 'clone', 'move'),
      scriptKey,
      fc.constantFrom('to', 'before', 'after'),
      scriptKey,
    )
    .map((words) => words.join(' ')),
);
const { scriptTable } = fc.letrec<{ scriptTable: string; scriptEntry: string }>((tie) => ({
  scriptEntry: fc
    .tuple(
      scriptKey,
      fc.array(fc.oneof({ weight: 6, arbitrary: scriptSetting }, tie('scriptTable')), {
        maxLength: 4,
      }),
      fc.constantFrom('next\n', 'next\n', 'next\n', ''),
    )
    .map(([key, lines, end]) => `edit ${key}\n${lines.map((line) => `${line}\n`).join('')}${end}`),
  scriptTable: fc
    .tuple(
      fc.constantFrom(
        'firewall policy',
        'firewall address',
        'firewall access-proxy',
        'firewall addrgrp',
        'system interface',
        'router static',
        'api-gateway',
      ),
      fc.array(
        fc.oneof(
          { depthSize: 'small' },
          outsideEntries.map((line) => `${line}\n`),
          tie('scriptEntry'),
        ),
        { maxLength: 4 },
      ),
      fc.constantFrom('end', 'end', 'end', ''),
    )
    .map(([table, parts, end]) => `config ${table}\n${parts.join('')}${end}`),
}));

/** Text as it is typed at a device: tables with entries and commands, some of them wrong. */
export const scriptText = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: scriptTable },
      scriptTable.map((table) => `config global\n${table}\nend`),
      fc
        .tuple(fc.constantFrom('root', 'guests'), scriptTable)
        .map(([vdom, table]) => `config vdom\nedit ${vdom}\n${table}\nend`),
    ),
    { maxLength: 4 },
  )
  .map((tables) => tables.join('\n'));
