/** Versions of operating systems as products write them, and the form in which they compare. */

export interface OsVersion {
  /** In lower case: `windows`, `windows server`, `macos`, `ubuntu`. Only versions of one product compare. */
  readonly product: string;
  /** `Windows 11 23H2` has 11, 23, 2. */
  readonly numbers: readonly number[];
  /** Other words, such as `iot`, in lower case. */
  readonly editions: readonly string[];
}

/** More words than any product's name; beyond them a text is no version. */
const longest = 100;

/** Null where the text names no product. */
export function readOsVersion(text: string): OsVersion | null {
  const words = text.trim().toLowerCase().split(/\s+/);
  if (text.length > longest) return null;
  const product: string[] = [];
  const numbers: number[] = [];
  const editions: string[] = [];
  for (const word of words) {
    const half = /^(\d{2})h([12])$/.exec(word);
    if (half) numbers.push(Number(half[1]), Number(half[2]));
    else if (/^\d{1,9}(\.\d{1,9})*$/.test(word)) numbers.push(...word.split('.').map(Number));
    else if (numbers.length === 0) product.push(word);
    else editions.push(word);
  }
  if (!/^\p{L}/u.test(product[0] ?? '')) return null;
  return { product: product.join(' '), numbers, editions };
}

/** True if `version` is the wanted one or a finer one: `Windows 10 22H2` is `Windows 10`. */
export function isVersion(version: OsVersion, wanted: OsVersion): boolean {
  return (
    version.product === wanted.product &&
    wanted.numbers.every((number, i) => version.numbers[i] === number) &&
    wanted.editions.every((edition) => version.editions.includes(edition))
  );
}

/**
 * Below, at or above zero as `version` is older than the wanted one, is it, or is newer; null for versions
 * of different products. Only as many numbers count as the wanted one has; editions do not count.
 */
export function compareVersion(version: OsVersion, wanted: OsVersion): number | null {
  return version.product === wanted.product
    ? compareNumbers(version.numbers, wanted.numbers)
    : null;
}

/** As `compareVersion`, of bare numbers: `7.4.3` is `7.4`. A number that is not there counts as 0. */
export function compareNumbers(numbers: readonly number[], wanted: readonly number[]): number {
  for (const [i, number] of wanted.entries()) {
    const difference = (numbers[i] ?? 0) - number;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The numbers of a FortiClient version such as `7.4.3` or `7.4.3.1790`; null for what is none. */
export function readRelease(text: string): readonly number[] | null {
  const release = text.trim();
  return /^\d{1,6}(\.\d{1,6}){0,3}$/.test(release) ? release.split('.').map(Number) : null;
}
