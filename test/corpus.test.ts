/**
 * The laws of reading and printing on whole files: our own of every shape, and, where the project is
 * developed, configurations that others wrote, which are read beside the project and never copied into it.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig, readConfigInSteps } from '#formats/fortios/config.ts';
import { differenceScript } from '#formats/fortios/change/difference.ts';
import { mergeConfig } from '#formats/fortios/change/merge.ts';
import { printConfig } from '#formats/fortios/print/print-config.ts';
import { printTree } from '#formats/fortios/print/print-tree.ts';
import { readTree } from '#formats/fortios/tree.ts';
import { hostileTexts } from './generators/large-text.ts';
import { emptyConfig } from '#model/fortios/rows.parse.ts';
import type { LayoutPart } from '#model/fortios/layout-parts.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';

const own = join(import.meta.dirname, 'configs');
const corpus = join(import.meta.dirname, '../../shared/corpus/fortios');

/** Places in a text change with printing it; a quotation mark comes where a value needs one. */
function bare(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) =>
      key === 'line' || key === 'column' || key === 'quoted' ? undefined : inner,
    ),
  );
}

/** A device with the same VDOMs and nothing in them: no script makes a device one with VDOMs. */
function withoutSections({ layout }: FortiosConfig): FortiosConfig {
  return {
    ...emptyConfig(),
    layout: layout.flatMap((part): readonly LayoutPart[] => {
      if (part.kind === 'global') return [{ ...part, parts: [] }];
      if (part.kind !== 'vdom') return [];
      const entries = part.entries.filter(({ kind }) => kind === 'vdom-entry');
      return [
        {
          ...part,
          entries: entries.map((one) => (one.kind === 'kept' ? one : { ...one, parts: [] })),
        },
      ];
    }),
  };
}

const same = (a: unknown, b: unknown) => JSON.stringify(bare(a)) === JSON.stringify(bare(b));

/** The laws that do not hold for a text, each by its name. */
function brokenLaws(text: string): readonly string[] {
  const tree = readTree(text).statements;
  const printedTree = printTree(tree);
  const treeAgain = readTree(printedTree).statements;

  const { config, warnings } = readConfig(text);
  const printed = printConfig(config);
  const again = readConfig(printed).config;

  const lines = text.split('\n');
  const misplaced = warnings.filter(({ line, column, message }) => {
    const length = lines[line - 1]?.length ?? -1;
    return column < 1 || column > length + 1 || !message.endsWith('.');
  });

  // A script made of the whole of it builds the same rows, and undoing it leaves none.
  const device = withoutSections(config);
  const built = mergeConfig(device, differenceScript(device, config)).config;
  const undone = mergeConfig(config, differenceScript(config, device)).config;

  const laws = {
    'a tree printed and read is the tree': same(treeAgain, tree),
    'a tree read and printed is the text': printTree(treeAgain) === printedTree,
    'a configuration printed and read is the configuration': same(again, config),
    'a configuration read and printed is the text': printConfig(again) === printed,
    'warnings are sentences at a place in the text': misplaced.length === 0,
    'the difference to it builds it': differenceScript(built, config).length === 0,
    'the difference from it takes it away': differenceScript(undone, device).length === 0,
  };
  return Object.entries(laws).flatMap(([law, holds]) => (holds ? [] : [law]));
}

describe('our own samples', () => {
  const files = readdirSync(own);
  test.each(files)('%s', (file) => {
    const text = readFileSync(join(own, file), 'utf8');
    // Cut off anywhere as well.
    const cut = Array.from({ length: 11 }, (_, i) => text.slice(0, (text.length * (i + 1)) / 12));
    for (const one of [text, text.replaceAll('\n', '\r\n'), `\uFEFF${text}`, ...cut])
      expect(brokenLaws(one)).toEqual([]);
  });

  test.each(['branch.conf', 'vdoms.conf'])(
    '%s is printed as FortiOS wrote it, byte for byte',
    (file) => {
      const text = readFileSync(join(own, file), 'utf8');
      expect(printConfig(readConfig(text).config)).toBe(text);
      expect(printConfig(readConfig(text.replaceAll('\n', '\r\n')).config)).toBe(text);
      expect(printTree(readTree(text).statements)).toBe(text);
    },
  );

  test('reading in steps tells how far it is, and gives the same', () => {
    const text = readFileSync(join(own, 'branch.conf'), 'utf8').repeat(200);
    const told: number[] = [];
    const steps = readConfigInSteps(text);
    let step = steps.next();
    for (; !step.done; step = steps.next()) told.push(step.value);
    expect(told.length).toBeGreaterThan(3);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(text.length);
    expect(step.value.config).toEqual(readConfig(text).config);
  });
});

describe('texts that are hard to read', () => {
  test.each(Object.entries(hostileTexts))('%s', (_what, make) => {
    const text = make(60_000);
    expect(brokenLaws(text)).toEqual([]);
    // However many there are, they are told in a bounded number of sentences.
    expect(readConfig(text).warnings.length).toBeLessThan(1100);
  });
});

describe.skipIf(!existsSync(corpus))('configurations that others wrote', () => {
  const files = existsSync(corpus) ? readdirSync(corpus) : [];
  test.each(files)('%s', (file) => {
    expect(brokenLaws(readFileSync(join(corpus, file), 'utf8'))).toEqual([]);
  });
});
