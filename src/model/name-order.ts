/** The one order of names in every list, menu and picker. */
const collator = new Intl.Collator('en', { numeric: true, caseFirst: 'upper' });

/** `PC-9` before `PC-10`; `Low-Risk` right before `low-risk`, which is another name. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : Number(a > b));
}
