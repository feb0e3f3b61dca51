/**
 * FortiOS configuration text as a tree that keeps everything, also what means nothing to us. Lines and
 * columns count from 1 and tell where a statement begins; 0 where it was made and not read.
 */
import { z } from '#model/zod.ts';

interface Place {
  readonly line: number;
  readonly column: number;
}
export interface SetStatement extends Place {
  readonly kind: 'set' | 'append' | 'select' | 'unselect';
  readonly name: string;
  readonly values: readonly ConfigValue[];
}
interface UnsetStatement extends Place {
  readonly kind: 'unset';
  readonly name: string;
}
/** `delete`, `rename … to …`, `move … before …`, `clone … to …`. */
export interface TableStatement extends Place {
  readonly kind: 'delete' | 'rename' | 'move' | 'clone';
  readonly values: readonly ConfigValue[];
}
export interface EditStatement extends Place {
  readonly kind: 'edit';
  readonly key: ConfigValue;
  readonly body: readonly ConfigStatement[];
}
export interface ConfigBlock extends Place {
  readonly kind: 'config';
  /** What stands after `config`, as `firewall policy` or `redistribute "connected"`. */
  readonly path: string;
  readonly body: readonly ConfigStatement[];
}
/** Neighbouring lines as they stand: header comments, a prompt, or text that fits nowhere. */
export interface LooseLines extends Place {
  readonly kind: 'text';
  readonly lines: readonly string[];
}
export type ConfigStatement =
  | SetStatement
  | UnsetStatement
  | TableStatement
  | EditStatement
  | ConfigBlock
  | LooseLines;

export interface ConfigValue {
  readonly text: string;
  readonly quoted: boolean;
}

/**
 * What a known table's entry has besides its known fields, and where it stands: above the entry's `edit`,
 * inside it after a field ('' is before all fields), or below its `next`.
 */
export interface Kept {
  readonly place: 'above' | 'inside' | 'below';
  /** For what stands inside: the field that it follows in the table's order. */
  readonly after: string;
  readonly statement: ConfigStatement;
}

/** An oddity of a text: where it is first, and a sentence on it. Lines and columns count from 1. */
export interface ConfigWarning {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** A decision can depend on it: a value that is not in force. Absent is no. */
  readonly decides?: boolean;
  /** How often the text has it, and on which lines, the first thousand of them. Absent for once. */
  readonly count?: number;
  readonly lines?: readonly number[];
}

// The same as schemas, for statements that were stored.
const place = { line: z.number(), column: z.number() };
export const configValueSchema = z.object({ text: z.string(), quoted: z.boolean() });
export const configStatementSchema: z.ZodType<ConfigStatement> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.enum(['set', 'append', 'select', 'unselect']),
      ...place,
      name: z.string(),
      values: z.array(configValueSchema),
    }),
    z.object({ kind: z.literal('unset'), ...place, name: z.string() }),
    z.object({
      kind: z.enum(['delete', 'rename', 'move', 'clone']),
      ...place,
      values: z.array(configValueSchema),
    }),
    z.object({
      kind: z.literal('edit'),
      ...place,
      key: configValueSchema,
      body: z.array(configStatementSchema),
    }),
    configBlockSchema,
    z.object({ kind: z.literal('text'), ...place, lines: z.array(z.string()) }),
  ]),
);
export const configBlockSchema = z.object({
  kind: z.literal('config'),
  ...place,
  path: z.string(),
  body: z.array(configStatementSchema).readonly(),
});
export const keptSchema = z.object({
  place: z.enum(['above', 'inside', 'below']),
  after: z.string(),
  statement: configStatementSchema,
});
