/** The rows of the access matrix: endpoints that a filter finds, or groups of like ones. */
import type { Endpoint } from '#model/ems/ems.ts';
import type { MatrixGroup } from '#model/lab/access-matrix.ts';
import { tagKey, tellingTags } from '#model/tagging/tags.ts';

/** Endpoints by their place; one of them where it is no group. */
export interface RowPlaces {
  readonly key: string;
  readonly label: string;
  readonly places: readonly number[];
}

function isFound({ host, user, tags }: Endpoint, wanted: string): boolean {
  return (
    host.toLowerCase().includes(wanted) ||
    (user?.toLowerCase().includes(wanted) ?? false) ||
    tags.some(({ name }) => name.toLowerCase().includes(wanted))
  );
}

export function placesFound(endpoints: readonly Endpoint[], search: string): readonly number[] {
  const wanted = search.trim().toLowerCase();
  return [...endpoints.entries()].flatMap(([place, endpoint]) =>
    wanted === '' || isFound(endpoint, wanted) ? [place] : [],
  );
}

/** By what an endpoint is grouped, and how the group is called. */
function groupOf(
  endpoint: Endpoint,
  by: MatrixGroup,
  alike: string,
): { readonly key: string; readonly label: string } {
  switch (by) {
    case 'none':
      return { key: endpoint.uid, label: endpoint.host };
    case 'tags': {
      const tags = tellingTags(endpoint.tags);
      return {
        key: `=${tags.map(tagKey).toSorted().join('\n')}`,
        label: tags.length === 0 ? 'No tags' : tags.map(({ name }) => name).join(', '),
      };
    }
    case 'user':
      return { key: `=${endpoint.user ?? ''}`, label: endpoint.user ?? 'No user' };
    case 'gateway':
      return {
        key: `=${endpoint.gateway ?? ''}`,
        label: endpoint.gateway ?? 'Behind no FortiGate',
      };
    case 'alike':
      return { key: `=${alike}`, label: `As ${endpoint.host}` };
  }
}

/**
 * In the order in which EMS lists the first of each.
 * @param alikeOf what all pairs of an endpoint come to, as one word; asked only where it is grouped so
 */
export function groupRows(
  endpoints: readonly Endpoint[],
  places: readonly number[],
  by: MatrixGroup,
  alikeOf: (place: number) => string,
): readonly RowPlaces[] {
  const groups = new Map<string, { label: string; places: number[] }>();
  for (const place of places) {
    const endpoint = endpoints[place];
    if (!endpoint) continue;
    const { key, label } = groupOf(endpoint, by, by === 'alike' ? alikeOf(place) : '');
    const group = groups.get(key);
    if (group) group.places.push(place);
    else groups.set(key, { label, places: [place] });
  }
  return [...groups].map(([key, { label, places: members }]) => ({ key, label, places: members }));
}
