/** What a configuration says and cannot mean, beyond its single values: a warning a cause. */
import type { ConfigStatement, ConfigWarning } from '#model/fortios/config-tree.ts';
import { sectionsOf } from '#model/fortios/layout-parts.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import { looseRow, rowsOf } from '#model/fortios/rows.parse.ts';
import { tableNames } from '#model/fortios/tables.ts';
import { type Oddity, Warnings } from '../../warnings.ts';
import { noteInterfaces } from './interface-oddities.ts';
import type { KnownWorld, Read } from './known-world.ts';
import { noteLoops } from './loops.ts';
import { noteTags } from './tag-oddities.ts';
import { noteUndecided } from './undecided.ts';
import { noteConnectors, notePorts } from './value-oddities.ts';
import { noteSources } from './ztna-sources.ts';

const notes = [
  noteInterfaces,
  noteLoops,
  noteSources,
  noteTags,
  noteConnectors,
  notePorts,
  noteUndecided,
];

/** Of a reading, or of a merge: what the script did not set has line and column 0. */
export function oddities(read: Read, known: KnownWorld): readonly ConfigWarning[] {
  const warnings = new Warnings();
  for (const note of notes) note(read, warnings, known);
  return warnings.list();
}

/** An entry that is odd, and what of it. */
export interface OddEntry {
  readonly table: string;
  readonly key: string;
  readonly what: string;
}

/** Collects each oddity with its entry, where `Warnings` collects causes. */
class OddEntries extends Warnings {
  readonly found: OddEntry[] = [];
  /** By the lines that `placeOf` below hands out: there is no text, so they are free to mean entries. */
  readonly entries: { readonly table: string; readonly key: string }[] = [];

  override note(place: { readonly line: number; readonly column: number }, odd: Oddity): void {
    const entry = this.entries[-place.line - 1] ?? { table: odd.where ?? '', key: '' };
    this.found.push({ ...entry, what: odd.what });
  }
}

/**
 * The same of a configuration without its text, an entry each. Sources of ZTNA policies are left out: that such a
 * policy matches nothing is found of the policy.
 */
export function oddEntries(config: FortiosConfig, known: KnownWorld): readonly OddEntry[] {
  const warnings = new OddEntries();
  const { entries } = warnings;
  const placeOf: Read['placeOf'] = (table, key) => {
    entries.push({ table, key });
    return { line: -entries.length, column: 0 };
  };
  for (const note of notes) if (note !== noteSources) note({ config, placeOf }, warnings, known);
  return warnings.found;
}

/** Every statement that a configuration keeps, those inside others included. */
export function keptStatements(config: FortiosConfig): ReadonlySet<ConfigStatement> {
  const found = new Set<ConfigStatement>();
  for (const part of sectionsOf(config.layout)) if (part.kind === 'kept') found.add(part.statement);
  for (const table of tableNames)
    for (const row of rowsOf(config, table))
      for (const { statement } of looseRow(row).unknown) found.add(statement);
  // What is added on the way is walked as well.
  for (const one of found)
    if (one.kind === 'config' || one.kind === 'edit')
      for (const inner of one.body) found.add(inner);
  return found;
}
