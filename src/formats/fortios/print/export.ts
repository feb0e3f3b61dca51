/** Parts of a configuration as text to take away. */
import type { ConfigStatement } from '#model/fortios/config-tree.ts';
import { type FortiosConfig, isTableName } from '#model/fortios/tables.ts';
import { type PrintForm, configTree, tableBlock } from './print-config.ts';
import { printTree } from './print-tree.ts';
import { scopedSections, unscoped, type ScopedSection } from '../scoped-sections.ts';
import { maskSecrets } from './secrets.ts';

export interface Selected {
  /** The words after `config`; a table that the lab does not know may be selected as well. */
  readonly table: string;
  /** Entries by their keys. Without keys, the whole section. */
  readonly keys?: readonly string[];
}
export interface ExportOptions {
  readonly form: PrintForm;
  /** `masked`: passwords and private keys are replaced by `ENC ******`. */
  readonly secrets: 'masked' | 'kept';
}

function finished(
  statements: readonly ConfigStatement[],
  { secrets }: Pick<ExportOptions, 'secrets'>,
): string {
  return printTree(secrets === 'masked' ? maskSecrets(statements) : statements);
}

/** The whole configuration's text. */
export function exportConfig(config: FortiosConfig, options: ExportOptions): string {
  return finished(configTree(config, options.form), options);
}

/** The same text in its parts, between which there may be pauses. */
export function* exportParts(config: FortiosConfig, options: ExportOptions): Generator<string> {
  const statements = configTree(config, options.form);
  yield '';
  for (const statement of statements) yield finished([statement], options);
}

/** The selected entries alone, in the order and the VDOMs in which they stand; what is not there is left out. */
export function selectConfig(
  config: FortiosConfig,
  selection: readonly Selected[],
  options: ExportOptions,
): string {
  const wanted = new Map<string, ReadonlySet<string> | null>();
  for (const { table, keys } of selection) {
    const before = wanted.get(table);
    if (before === null) continue;
    wanted.set(table, keys ? new Set([...(before ?? []), ...keys]) : null);
  }
  const sections = [...scopedSections(configTree(config, options.form)).values()];
  const selected = sections.flatMap(({ scope, block }): readonly ScopedSection[] => {
    const keys = wanted.get(block.path);
    if (keys === undefined) return [];
    if (keys === null) return [{ scope, block }];
    const body = isTableName(block.path)
      ? tableBlock(config, block.path, options.form, keys).body
      : block.body.filter((one) => one.kind === 'edit' && keys.has(one.key.text));
    return body.length === 0 ? [] : [{ scope, block: { ...block, body } }];
  });
  return finished(unscoped(selected), options);
}
