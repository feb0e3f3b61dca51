import { distance } from 'fastest-levenshtein';

/** Fewest letters that two names must share at the start to count as one being short for the other. */
const minPrefix = 3;

/** What is left of a name when it is read carelessly. */
function careless(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '');
}

/** The name that `asked` could be meant for, which is none of them; null where none comes near. */
export function nearestName(asked: string, names: Iterable<string>): string | null {
  const wanted = careless(asked);
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const other = careless(name);
    const short = other.length < wanted.length ? other : wanted;
    const limit = short.length < 3 ? 0 : short.length < 5 ? 1 : 2;
    const letters =
      Math.abs(other.length - wanted.length) > limit ? limit + 1 : distance(other, wanted);
    const isPrefix =
      short.length >= minPrefix && other.startsWith(short) && wanted.startsWith(short);
    const far = letters <= limit ? letters : isPrefix ? 3 : null;
    if (far !== null && far < least) [best, least] = [name, far];
  }
  return best;
}
