/** What is odd in the text of a FortiGate's configuration, as findings. */
import { type OddEntry, oddEntries } from '#formats/fortios/oddities/oddities.ts';
import { type Site, finding } from '#engine/analysis/findings/draft.ts';
import { refusedSettings } from '#model/fortios/refused.ts';
import { rowKey, rowsOf } from '#model/fortios/rows.parse.ts';
import type { FieldSet } from '#model/fortios/fields.ts';
import {
  type FortiosConfig,
  type TableName,
  isTableName,
  tableNames,
  tables,
} from '#model/fortios/tables.ts';
import { refusedSentence } from '#model/words/condition.ts';
import type { Finding } from '#model/lab/findings.ts';
import { sentenceStart } from '#model/text.ts';

function hasField(fields: FieldSet, name: string): boolean {
  return (
    Object.hasOwn(fields, name) ||
    Object.values(fields).some((field) => field.kind === 'table' && hasField(field.fields, name))
  );
}

/** With a capital letter, unless it begins with a setting's name. */
function sentenceOf(table: string, what: string): string {
  const [first = ''] = what.split(/[\s:]/);
  return isTableName(table) && hasField(tables[table].fields, first) ? what : sentenceStart(what);
}

/** Settings with a value that FortiOS refuses, so that their defaults hold. */
function* refusedIn<T extends TableName>(config: FortiosConfig, table: T): Generator<OddEntry> {
  for (const row of rowsOf(config, table))
    for (const setting of refusedSettings(table, row))
      yield { table, key: rowKey(table, row), what: `${refusedSentence(setting)}.` };
}

export function textWarnings({ fortigate: { name, config }, lines }: Site): readonly Finding[] {
  const known = {
    tags: lines.flatMap(({ knowledge }) => [...knowledge.tags.values()].map(({ tag }) => tag)),
    emsSerials: lines.map(({ server }) => server.serial),
  };
  const odd = [
    ...tableNames.flatMap((table) => [...refusedIn(config, table)]),
    ...oddEntries(config, known),
  ];
  const found = odd.map(({ table, key, what }) =>
    finding(name, { table, key, name: '' }, { kind: 'warning', message: sentenceOf(table, what) }),
  );
  return [...new Map(found.map((one) => [one.id, one])).values()];
}
