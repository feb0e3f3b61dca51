/** Small matters of English sentences. */

/** With a capital letter. */
export function sentenceStart(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const plurals = new Intl.PluralRules('en');

/** The word that goes with a count: `is` or `are`. */
export function forCount(count: number, one: string, many: string): string {
  return plurals.select(count) === 'one' ? one : many;
}

/** `1 tag`, `2 tags`: a count with the word for what is counted. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${forCount(count, one, many)}`;
}
