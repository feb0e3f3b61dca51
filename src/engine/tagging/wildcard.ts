/**
 * True if the whole text fits a pattern in which `*` stands for any characters and `?` for one. In time of
 * the two lengths' product at worst, which a regular expression with many `*` is not.
 */
export function fitsWildcard(text: string, pattern: string): boolean {
  let [at, in_] = [0, 0];
  let [star, resume] = [-1, 0];
  while (at < text.length) {
    const sign = pattern[in_];
    if (sign === '*') {
      star = in_;
      resume = at;
      in_ += 1;
    } else if (sign === '?' || sign === text[at]) {
      at += 1;
      in_ += 1;
    } else if (star >= 0) {
      // The last star takes one character more.
      resume += 1;
      at = resume;
      in_ = star + 1;
    } else return false;
  }
  while (pattern[in_] === '*') in_ += 1;
  return in_ === pattern.length;
}
