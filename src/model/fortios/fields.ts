/**
 * A FortiOS table described as data: one description drives the configuration reader and printer, the
 * REST form, the checks of forms and API alike, and the static types. Field names are FortiOS's own.
 */
import { z } from '#model/zod.ts';
import { type Kept, keptSchema } from './config-tree.ts';

/** What a field names: objects of other tables, or words that FortiOS knows by itself. */
export interface RefersTo {
  readonly tables: readonly string[];
  readonly builtIn: readonly string[];
  /** Objects of tables that the lab lacks may be named too: a name that is not found is no mistake. */
  readonly others?: true;
}
/** A release of FortiOS, as `7.6.4`. */
export type Release = string;

/** What every field may say of itself. */
interface Described {
  /** Absent where every release that the lab imitates has the field. */
  readonly isIn?: (release: Release) => boolean;
  /**
   * What FortiOS shows where none is set. Absent where that is the default; the two differ where a setting
   * that was never made leaves the word to another object.
   */
  readonly unset?: string;
}
interface Text extends Described {
  readonly kind: 'text';
  readonly default: string;
  readonly max: number;
  /** Absent where it is a text and no name. */
  readonly refersTo?: RefersTo;
}
/** One unquoted value, or a fixed few (`10.0.0.0 255.255.255.0`). */
interface Word extends Described {
  readonly kind: 'word';
  readonly default: string;
  readonly check: WordCheck;
}
/** `wildcard` is an address with a mask whose bits may stand anywhere. */
export type WordCheck = 'any' | 'ip' | 'ip-range' | 'subnet' | 'wildcard' | 'port-range' | 'uuid';
/** A list of unquoted values (`monday tuesday`, `80 8080-8090`). */
interface Words extends Described {
  readonly kind: 'words';
  readonly default: readonly string[];
}
interface NumberField extends Described {
  readonly kind: 'number';
  readonly default: number;
  readonly min: number;
  readonly max: number;
}
interface Option<V extends string> extends Described {
  readonly kind: 'option';
  readonly values: readonly V[];
  readonly default: V;
}
/** References to objects by name, quoted each. */
interface Names extends Described {
  readonly kind: 'names';
  readonly default: readonly string[];
  /** Absent where the lab has no table of such objects. */
  readonly refersTo?: RefersTo;
}
interface SubTable<F extends FieldSet> extends Described {
  readonly kind: 'table';
  readonly key: 'id';
  readonly fields: F;
  readonly kept: string;
}

export type Field =
  | Text
  | Word
  | Words
  | NumberField
  | Option<string>
  | Names
  | (Described & {
      readonly kind: 'table';
      readonly key: 'id';
      readonly fields: FieldSet;
      readonly kept: string;
    });
export type FieldSet = { readonly [name: string]: Field };

/** A table whole. */
export interface TableAbout {
  readonly key: string;
  /**
   * Settings that FortiOS has in it and that the lab does not interpret: it takes them, keeps them and shows
   * them as they were typed. Names are FortiOS 7.6's, as far as they are common in published configurations.
   */
  readonly kept?: string;
  readonly fields: FieldSet;
}

export const text = (max: number, fallback = '', refersTo?: RefersTo): Text => ({
  kind: 'text',
  default: fallback,
  max,
  ...(refersTo ? { refersTo } : {}),
});
export const word = (check: WordCheck = 'any', fallback = ''): Word => ({
  kind: 'word',
  default: fallback,
  check,
});
export const words = (...fallback: string[]): Words => ({ kind: 'words', default: fallback });
export const number = (fallback: number, min: number, max: number): NumberField => ({
  kind: 'number',
  default: fallback,
  min,
  max,
});
export const names = (refersTo?: RefersTo): Names => ({
  kind: 'names',
  default: [],
  ...(refersTo ? { refersTo } : {}),
});
export const option = <const V extends string>(
  values: readonly V[],
  fallback: NoInfer<V>,
): Option<V> => ({ kind: 'option', values, default: fallback });
export const toggle = (fallback: 'enable' | 'disable'): Option<'enable' | 'disable'> =>
  option(['enable', 'disable'], fallback);
/** A setting that leaves the word to another object until it is made: '' is none of its own. */
export const inherited = <const V extends string>(
  values: readonly V[],
  unset: NoInfer<V>,
  isIn?: (release: Release) => boolean,
): Option<V | ''> => ({
  kind: 'option',
  values: ['', ...values],
  default: '',
  unset,
  ...(isIn ? { isIn } : {}),
});
/** @param kept settings that FortiOS has besides, which are kept as they were typed */
export const subTable = <F extends FieldSet>(fields: F, kept = ''): SubTable<F> => ({
  kind: 'table',
  key: 'id',
  fields,
  kept,
});

type ValueOf<F> = F extends { kind: 'option'; values: readonly (infer V)[] }
  ? V
  : F extends { kind: 'number' }
    ? number
    : F extends { kind: 'names' | 'words' }
      ? readonly string[]
      : F extends { kind: 'table'; fields: infer G extends FieldSet }
        ? readonly RecordOf<G>[]
        : string;

/** A row: every known field, at its default if it is not set, and what we do not know, kept as read. */
export type RecordOf<F extends FieldSet> = { readonly [K in keyof F]: ValueOf<F[K]> } & {
  readonly unknown: readonly Kept[];
};

/** A row as code sees it that does not care which table it is of. */
export type FieldValue = string | number | readonly string[] | readonly LooseRow[];
export interface LooseRow {
  readonly [field: string]: FieldValue | readonly Kept[];
  readonly unknown: readonly Kept[];
}

export const looseRowSchema: z.ZodType<LooseRow> = z.lazy(() =>
  z
    .object({ unknown: z.array(keptSchema) })
    .catchall(
      z.union([
        z.string(),
        z.number(),
        z.array(z.string()),
        z.array(looseRowSchema),
        z.array(keptSchema),
      ]),
    ),
);
