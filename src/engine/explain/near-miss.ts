/** Tags that come close to one that was asked for, without being it. */
import { distance } from 'fastest-levenshtein';
import type { NearMiss } from '#model/decision/near-miss.ts';
import { parseFormerTagName, parseTagAddressName } from '#model/tagging/tag-names.ts';
import type { Tag } from '#model/tagging/tags.ts';

/** Fewest letters that two names must share at the start to count as one being short for the other. */
const minPrefix = 3;

/** In which way `tag` comes near; null for the very tag, and for one that is far. */
export function howNear(asked: Tag, tag: Tag): NearMiss['how'] | null {
  if (tag.name === asked.name) return tag.category === asked.category ? null : 'other-category';
  const [a, b] = [asked.name.toLowerCase(), tag.name.toLowerCase()];
  if (a === b) return 'other-case';
  const short = a.length < b.length ? a : b;
  if (short.length >= minPrefix && a.startsWith(short) && b.startsWith(short)) return 'prefix';
  const longest = Math.max(a.length, b.length);
  // Of two letters, one that differs is half of the name.
  const limit = longest < 3 ? 0 : longest < 5 ? 1 : 2;
  return Math.abs(a.length - b.length) <= limit && distance(a, b) <= limit ? 'spelling' : null;
}

const nearness: readonly NearMiss['how'][] = ['other-category', 'other-case', 'prefix', 'spelling'];

/** The tag of the endpoint that comes nearest to the asked one without being it. */
export function nearMiss(asked: Tag, tags: readonly Tag[]): NearMiss | null {
  let best: NearMiss | null = null;
  for (const { category, name } of tags) {
    const tag = { category, name };
    const how = howNear(asked, tag);
    if (how !== null && (!best || nearness.indexOf(how) < nearness.indexOf(best.how)))
      best = { tag, how };
  }
  return best;
}

/** Of some tags, the one that a name of FortiOS 6.4 or 7.0 stood for. */
export function formerTag(written: string, tags: readonly Tag[]): Tag | null {
  const former = parseFormerTagName(written);
  if (!former) return null;
  const found = tags.find(({ name }) => name.toLowerCase() === former.name.toLowerCase());
  return found ? { category: found.category, name: found.name } : null;
}

/**
 * What a name comes near that stands for nothing on this FortiGate: the tag that it names under another
 * connector's number, else the tag of the endpoint that comes nearest to what is written.
 * @param connector the number of this FortiGate's own EMS connector
 */
export function nearMissOfName(
  name: string,
  connector: number,
  tags: readonly Tag[],
): NearMiss | null {
  const parsed = parseTagAddressName(name);
  if (parsed && parsed.connector !== connector) return { tag: parsed.tag, how: 'other-connector' };
  const former = formerTag(name, tags);
  if (former) return { tag: former, how: 'former-name' };
  return nearMiss(parsed?.tag ?? { category: 'zero_trust', name }, tags);
}
