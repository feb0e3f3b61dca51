/** What stood where in a configuration's text: the places of its tables, and all that means nothing to us. */
import { z } from '#model/zod.ts';
import {
  type ConfigStatement,
  type ConfigValue,
  configStatementSchema,
  configValueSchema,
} from './config-tree.ts';
import { type TableName, isTableName } from './tables.ts';

/** A section that is no known table, a header comment, a line that fits nowhere: kept as it was read. */
export interface KeptPart {
  readonly kind: 'kept';
  readonly statement: ConfigStatement;
}
/** Where a known table stands. Its rows are the configuration's. */
export interface TablePart {
  readonly kind: 'table';
  readonly table: TableName;
}
export type SectionPart = KeptPart | TablePart;
/** `config global … end` of a device with VDOMs. */
export interface GlobalPart {
  readonly kind: 'global';
  readonly parts: readonly SectionPart[];
}
/** The entry of `config vdom` whose tables are the configuration's; there is at most one such VDOM. */
export interface VdomEntry {
  readonly kind: 'vdom-entry';
  readonly key: ConfigValue;
  readonly parts: readonly SectionPart[];
}
/** `config vdom … end`, the other VDOMs in it as they were read. */
export interface VdomPart {
  readonly kind: 'vdom';
  readonly entries: readonly (KeptPart | VdomEntry)[];
}
export type LayoutPart = SectionPart | GlobalPart | VdomPart;

/** Every section of a layout, wherever it is nested. */
export function* sectionsOf(layout: readonly LayoutPart[]): Generator<SectionPart> {
  for (const part of layout)
    switch (part.kind) {
      case 'kept':
      case 'table':
        yield part;
        break;
      case 'global':
        yield* part.parts;
        break;
      case 'vdom':
        for (const entry of part.entries) if (entry.kind === 'vdom-entry') yield* entry.parts;
        break;
    }
}

// The same as schemas, for a layout that was stored.
const keptPartSchema = z.object({ kind: z.literal('kept'), statement: configStatementSchema });
const sectionPartSchema = z.discriminatedUnion('kind', [
  keptPartSchema,
  z.object({ kind: z.literal('table'), table: z.string().refine(isTableName) }),
]);
const vdomEntrySchema = z.object({
  kind: z.literal('vdom-entry'),
  key: configValueSchema,
  parts: z.array(sectionPartSchema),
});
export const layoutPartSchema = z.discriminatedUnion('kind', [
  sectionPartSchema,
  z.object({ kind: z.literal('global'), parts: z.array(sectionPartSchema) }),
  z.object({
    kind: z.literal('vdom'),
    entries: z.array(z.discriminatedUnion('kind', [keptPartSchema, vdomEntrySchema])),
  }),
]);
