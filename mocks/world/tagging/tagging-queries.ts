/** Security Posture Tags as EMS's pages ask for them. */
import { indexOf } from '#engine/sync/endpoint-index.ts';
import { compareNames } from '#model/name-order.ts';
import { tagKey } from '#model/tagging/tags.ts';
import { policiesAsking } from '#engine/analysis/sharing-preview.ts';
import { compileDefinition, verdictOf } from '#engine/tagging/definitions.ts';
import { factsOf } from '#engine/tagging/facts.ts';
import type {
  TagCheck,
  TagDefinitionAnswer,
  TagDefinitionPage,
  TagDefinitionSort,
  TagUsage,
} from '#model/tagging/tagging-api.ts';
import type { TagDefinition, TagSpec } from '#model/tagging/tagging.ts';
import { type WorldState, changedAt, objectPath } from '../state.ts';
import { deviceFor } from './tag-evaluation.ts';
import { definitionOf, exportTags } from './tagging-commands.ts';

export interface TagDefinitionQuery {
  readonly offset: number;
  readonly count: number;
  readonly search: string;
  readonly enabled: boolean | null;
  readonly sort: TagDefinitionSort;
  readonly descending: boolean;
}

/** How many endpoints carry the posture tag. */
function carriersOf({ ems }: WorldState, name: string): number {
  const { carriers } = indexOf(ems.endpoints);
  return carriers.get(tagKey({ category: 'zero_trust', name }))?.places.size ?? 0;
}

export function tagDefinitions(state: WorldState, query: TagDefinitionQuery): TagDefinitionPage {
  const text = query.search.trim().toLowerCase();
  const found = state.tagDefinitions
    .filter(
      ({ name, message, enabled }) =>
        (query.enabled === null || enabled === query.enabled) &&
        [name, message].some((one) => one.toLowerCase().includes(text)),
    )
    .map((definition) => ({ definition, endpoints: carriersOf(state, definition.name) }));
  type Row = (typeof found)[number];
  const compare: Record<TagDefinitionSort, (a: Row, b: Row) => number> = {
    name: () => 0,
    endpoints: (a, b) => a.endpoints - b.endpoints,
    enabled: (a, b) => Number(b.definition.enabled) - Number(a.definition.enabled),
  };
  const sorted = found.toSorted(
    (a, b) => compare[query.sort](a, b) || compareNames(a.definition.name, b.definition.name),
  );
  if (query.descending) sorted.reverse();
  return {
    definitions: sorted.slice(query.offset, query.offset + query.count),
    total: found.length,
  };
}

export function tagDefinition(
  state: WorldState,
  { id }: { readonly id: number },
): TagDefinitionAnswer {
  const definition = definitionOf(state, id);
  const endpoints = carriersOf(state, definition.name);
  return { definition, endpoints, revision: changedAt(state, objectPath.tagDefinition(id)) };
}

/** The policies of all FortiGates that ask for the tag, through groups as well. */
export function tagUsage(state: WorldState, { id }: { readonly id: number }): TagUsage {
  const { name } = definitionOf(state, id);
  return {
    policies: state.fortigates.flatMap((fortigate) =>
      policiesAsking(fortigate, { category: 'zero_trust', name }).map((policy) => ({
        fortigate: fortigate.name,
        ...policy,
      })),
    ),
  };
}

export interface TagCheckQuery {
  readonly spec: TagSpec;
  readonly offset: number;
  readonly count: number;
  readonly search: string;
  readonly matches: boolean | null;
}

/** Which endpoints would match, by what is on them now, and why. Judged as if the tag were enabled. */
export function checkTag(state: WorldState, query: TagCheckQuery): TagCheck {
  const draft: Omit<TagDefinition, 'id'> = { ...query.spec, enabled: true };
  const { testFor } = compileDefinition(draft);
  const text = query.search.trim().toLowerCase();
  const judged = state.ems.endpoints.map((endpoint) => {
    const device = deviceFor(state, endpoint);
    const matches = device.registered && (testFor(device.os)?.(factsOf(device)) ?? false);
    return { host: endpoint.host, user: endpoint.user ?? '', device, matches };
  });
  const found = judged.filter(
    ({ host, user, matches }) =>
      (query.matches === null || matches === query.matches) &&
      [host, user].some((one) => one.toLowerCase().includes(text)),
  );
  const page = found
    .toSorted((a, b) => compareNames(a.host, b.host))
    .slice(query.offset, query.offset + query.count);
  return {
    total: found.length,
    matching: judged.filter(({ matches }) => matches).length,
    endpoints: page.map(({ host, device }) => ({
      uid: device.uid,
      host,
      verdict: verdictOf(draft, device),
    })),
  };
}

export function tagExport(state: WorldState, _input: null): { readonly text: string } {
  return { text: exportTags(state) };
}
