import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowProblems, rowsOf, withTable } from '#model/fortios/rows.parse.ts';
import { type FortiosConfig, type TableName, tableNames } from '#model/fortios/tables.ts';
import { configArbitrary } from '#test/generators/config.ts';
import { almostConfig, scriptText, valueText } from '#test/generators/text.ts';
import { readConfig } from './config.ts';
import { layoutOf } from './layout.ts';
import { mergeConfig } from './merge.ts';
import { printConfig } from './print-config.ts';

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
const taken = configArbitrary.map((config) => tableNames.reduce(withoutProblems, config));

function roundTrip(text: string) {
  const { config: first } = readConfig(text);
  const printed = printConfig(first);
  const { config: second } = readConfig(printed);
  return {
    first: { config: bare(first), text: printed },
    second: { config: bare(second), text: printConfig(second) },
  };
}

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

describe('text as people write it', () => {
  const policy = (...lines: string[]) =>
    ['config firewall policy', 'edit 1', ...lines, 'next', 'end'].join('\n');
  test.each([
    ['a setting that we do not know', policy('set inspection-mode proxy', 'set srcaddr "all"')],
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
    const { config } = readConfig(policy('set inspection-mode proxy', 'set srcaddr "all"'));
    const [row] = config['firewall policy'];
    expect(row?.srcaddr).toEqual(['all']);
    expect(row?.unknown).toMatchObject([{ statement: { kind: 'set', name: 'inspection-mode' } }]);
  });

  test('an entry __proto__ is an entry like any other', () => {
    const { config } = readConfig(
      'config firewall address\nedit "__proto__"\nset comment x\nend\n',
    );
    expect(config['firewall address']).toMatchObject([{ name: '__proto__', comment: 'x' }]);
    expect(Object.hasOwn(Object.prototype, 'comment')).toBe(false);
  });
});

// Other people's configurations: beside the project where it is developed, not in a fresh clone.
const corpus = join(import.meta.dirname, '../../../../shared/corpus/fortios');
describe.runIf(existsSync(corpus))('the corpus of real text', () => {
  const files = existsSync(corpus) ? readdirSync(corpus) : [];
  test.each(files)('%s', (file) => {
    const { first, second } = roundTrip(readFileSync(join(corpus, file), 'utf8'));
    expect(second).toEqual(first);
  });
});
