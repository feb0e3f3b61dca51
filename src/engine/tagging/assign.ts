import type { Endpoint } from '#model/ems.ts';
import { type Tag, type TagAssignment, sameTag } from '#model/tags.ts';

/** Categories that EMS gives by itself; the others come by hand and from FortiAnalyzer. */
function isGiven({ category }: Tag): boolean {
  return category === 'zero_trust' || category === 'outbreak_alert';
}

/**
 * The endpoint with the tags that rules and outbreaks give it now. A tag that stays keeps its place and its
 * time; one that comes stands last, since `at`. The very endpoint if nothing changes.
 */
export function withTags(endpoint: Endpoint, given: readonly Tag[], at: number): Endpoint {
  const { tags } = endpoint;
  const staying = tags.filter((one) => !isGiven(one) || given.some((tag) => sameTag(tag, one)));
  const coming = given
    .filter((tag) => !tags.some((one) => sameTag(one, tag)))
    .map(({ category, name }): TagAssignment => ({ category, name, since: at }));
  return staying.length === tags.length && coming.length === 0
    ? endpoint
    : { ...endpoint, tags: [...staying, ...coming] };
}
