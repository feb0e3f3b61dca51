/** Every tag of this EMS with who has it; and every endpoint that has one, with what gave it. */
import { indexOf, timesOf } from '#engine/sync/endpoint-index.ts';
import { compareNames } from '#model/name-order.ts';
import { factsOf } from '#engine/tagging/facts.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type {
  TagCarriers,
  TagMonitorPage,
  TagMonitorRow,
  TagMonitorSort,
  TagSource,
} from '#model/tagging/tag-monitor.ts';
import {
  type Tag,
  type TagCategory,
  allRegisteredClients,
  builtInClassificationTags,
  sameTag,
  tagCategories,
  tagKey,
} from '#model/tagging/tags.ts';
import { type ListQuery, pageOf } from '../list-page.ts';
import type { WorldState } from '../state.ts';
import { deviceFor } from './tag-evaluation.ts';

export interface TagMonitorQuery extends ListQuery<TagMonitorSort> {
  readonly category: TagCategory | null;
}

/** Tags that EMS has even where no endpoint does. */
export function heldTags({
  ems,
  tagDefinitions,
  outbreaks,
  fortiAnalyzer,
}: WorldState): readonly Tag[] {
  return [
    allRegisteredClients,
    ...tagDefinitions.map(({ name }) => ({ category: 'zero_trust' as const, name })),
    ...[...builtInClassificationTags, ...ems.customClassificationTags].map((name) => ({
      category: 'classification' as const,
      name,
    })),
    ...outbreaks.map(({ tag }) => ({ category: 'outbreak_alert' as const, name: tag })),
    ...fortiAnalyzer.handlers.map(({ tag }) => ({ category: 'fabric' as const, name: tag })),
  ];
}

function rowsOf(state: WorldState): TagMonitorRow[] {
  const index = indexOf(state.ems.endpoints);
  const rows = new Map<string, TagMonitorRow>();
  for (const { category, name } of heldTags(state))
    rows.set(tagKey({ category, name }), { category, name, endpoints: 0, newest: null });
  for (const [key, carriers] of index.carriers) {
    const { category, name } = carriers.tag;
    const { latest } = timesOf(index, carriers);
    rows.set(key, { category, name, endpoints: carriers.places.size, newest: latest });
  }
  return [...rows.values()];
}

const compare: Record<TagMonitorSort, (a: TagMonitorRow, b: TagMonitorRow) => number> = {
  name: (a, b) => compareNames(a.name, b.name),
  category: (a, b) => tagCategories.indexOf(a.category) - tagCategories.indexOf(b.category),
  endpoints: (a, b) => a.endpoints - b.endpoints,
  newest: (a, b) => (a.newest ?? 0) - (b.newest ?? 0),
};

export function tagMonitor(state: WorldState, query: TagMonitorQuery): TagMonitorPage {
  return pageOf(
    rowsOf(state)
      .filter(({ category }) => query.category === null || category === query.category)
      .toSorted(compare.name),
    query,
    ({ name }) => [name],
    compare,
  );
}

function outbreakBehind(state: WorldState, name: string, endpoint: Endpoint) {
  const own = state.outbreaks.filter(({ tag }) => tag === name);
  const { cves } = factsOf(deviceFor(state, endpoint));
  return own.find((one) => one.cves.some((cve) => cves.has(cve))) ?? own[0];
}

function sourceOf(state: WorldState, tag: Tag, endpoint: Endpoint): TagSource {
  const byHand: TagSource = { kind: 'by-hand' };
  const isByHand = state.tagsByHand.some(
    (one) => one.add && one.uid === endpoint.uid && sameTag(one.tag, tag),
  );
  if (isByHand) return byHand;
  switch (tag.category) {
    case 'zero_trust': {
      if (sameTag(tag, allRegisteredClients)) return { kind: 'built-in' };
      const definition = state.tagDefinitions.find(({ name }) => name === tag.name);
      return definition ? { kind: 'definition', id: definition.id, name: definition.name } : byHand;
    }
    case 'outbreak_alert': {
      const outbreak = outbreakBehind(state, tag.name, endpoint);
      return outbreak ? { kind: 'outbreak', id: outbreak.id, name: outbreak.name } : byHand;
    }
    case 'fabric':
      return { kind: 'fortianalyzer' };
    case 'classification':
      return byHand;
  }
}

export function tagCarriers(
  state: WorldState,
  { tag, offset, count }: { readonly tag: Tag; readonly offset: number; readonly count: number },
): TagCarriers {
  const { endpoints, carriers } = indexOf(state.ems.endpoints);
  const places = carriers.get(tagKey(tag))?.places.all() ?? [];
  const found = places.flatMap((place) => {
    const endpoint = endpoints[place];
    const own = endpoint?.tags.find((one) => sameTag(one, tag));
    return endpoint && own ? [{ endpoint, since: own.since }] : [];
  });
  found.sort((a, b) => compareNames(a.endpoint.host, b.endpoint.host));
  return {
    tag: { category: tag.category, name: tag.name },
    rows: found.slice(offset, offset + count).map(({ endpoint, since }) => ({
      uid: endpoint.uid,
      host: endpoint.host,
      since,
      by: sourceOf(state, tag, endpoint),
    })),
    total: found.length,
  };
}
