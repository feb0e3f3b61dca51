/** `ztna-ems-tag-negate` is a setting of a policy's tags: without tags there is none [419462]. */
import type { LooseRow } from '../fortios/fields.ts';
import { isNames } from '../fortios/values.ts';

export const negationField = 'ztna-ems-tag-negate';
const tagField = 'ztna-ems-tag';

function hasTags(row: LooseRow): boolean {
  const tags = row[tagField];
  return isNames(tags) && tags.length > 0;
}

/** It stands alone in text that was read as it is: there it has no effect. */
export function isNegationAlone(row: LooseRow): boolean {
  return row[negationField] === 'enable' && !hasTags(row);
}

/** Whether `set` knows the field. One that stands alone can still be seen, and taken away. */
export function isNegationHidden(name: string, row: LooseRow): boolean {
  return name === negationField && row[negationField] !== 'enable' && !hasTags(row);
}

/** A policy that loses its tags loses their negation. */
export function withNegationOfTags(row: LooseRow, before: LooseRow): LooseRow {
  return isNegationAlone(row) && hasTags(before) ? { ...row, [negationField]: 'disable' } : row;
}

export const negationWithoutTags =
  'Negate applies to tags, and this policy has none. Choose a tag, or do not negate.';
