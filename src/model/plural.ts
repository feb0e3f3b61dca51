const rules = new Intl.PluralRules('en');
const numbers = new Intl.NumberFormat('en');

/** `5,000`: a number as people read it. */
export function numberWords(number: number): string {
  return numbers.format(number);
}

/** The form of a word that goes with a number: `plural(1, 'has', 'have')`. */
export function plural(number: number, one: string, other = `${one}s`): string {
  return rules.select(number) === 'one' ? one : other;
}

/** `1 endpoint`, `5,000 endpoints`. */
export function count(number: number, one: string, other = `${one}s`): string {
  return `${numberWords(number)} ${plural(number, one, other)}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listWords(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** `a, b and 12 more`: so many that the sentence stays short. */
export function fewWords(words: readonly string[], most = 5): string {
  const rest = words.length - most;
  return listWords(rest > 0 ? [...words.slice(0, most), `${numberWords(rest)} more`] : words);
}
