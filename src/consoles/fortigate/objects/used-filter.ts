/** *In use*, a filter of every list of objects. */

export const usedValues = ['true', 'false'] as const;

export const usedFilter = {
  name: 'used',
  label: 'In use',
  choices: [
    { value: 'true', label: 'used' },
    { value: 'false', label: 'not used' },
  ],
} as const;

/** As the query has it; null where both are shown. */
export function isUsedAsked(used: (typeof usedValues)[number] | null): boolean | null {
  return used === null ? null : used === 'true';
}
