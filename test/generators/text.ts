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

/** Text that is nearly a configuration: its lines in any order, others between; quotations close. */
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
        'set __proto__ 1',
      ),
      fc.stringMatching(/^[ -!#-&(-[\]-~]{0,10}$/),
    ),
    { maxLength: 25 },
  )
  .chain((lines) => fc.constantFrom('\n', '\r\n').map((end) => lines.join(end)));
