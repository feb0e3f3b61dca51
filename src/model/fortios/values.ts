/** What a field of a row holds, told apart for code that is written once for every table. */
import type { Kept } from './config-tree.ts';
import type { FieldValue, LooseRow } from './fields.ts';

export type Held = FieldValue | readonly Kept[] | undefined;

export function isNames(value: Held): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

export function isRows(value: Held): value is readonly LooseRow[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'object' && 'unknown' in one);
}

export function isKept(value: Held): value is readonly Kept[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'object' && 'place' in one);
}

/** A single value as text; empty for a list. */
export function textOf(value: Held): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
