/** Who knows what: each FortiGate's share of one endpoint or one tag, with the setting that decides it. */
import { type Knowledge as Shared, knowledgeOf, sharesCategory } from '#engine/sync.ts';
import type { Endpoint, FabricDevice } from '#model/ems.ts';
import type {
  AddressReason,
  EndpointKnowledge,
  Knowledge,
  TagKnowledge,
  TagReason,
} from '#model/knowledge.ts';
import { type Tag, type TagCategory, sameTag, tagKey } from '#model/tags.ts';
import { usesOfTag } from './fortigate-queries.ts';
import { notFound } from './refusal.ts';
import type { FortiGate, WorldState } from './state.ts';

export type KnowledgeQuery =
  | { readonly endpoint: string }
  | { readonly category: TagCategory; readonly tag: string };

function deviceFacts({ name }: FortiGate, device: FabricDevice | null) {
  return {
    fortigate: name,
    serial: device?.serial ?? null,
    authorized: device?.authorized ?? false,
    endpointSharing: device?.endpointSharing ?? null,
    selected: [...(device?.selected ?? [])],
  };
}

/** Rule R5, for a device that presents its certificate. */
function tagReason(
  tag: Tag,
  endpoint: Endpoint,
  { device, refused }: Pick<Shared, 'device' | 'refused'>,
): TagReason {
  if (!device?.authorized) return 'not-authorized';
  if (!endpoint.registered) return 'not-registered';
  if (!sharesCategory(device, tag.category)) return 'type-not-shared';
  if (refused.has(tagKey(tag))) return 'past-limit';
  return endpoint.online ? 'shared' : 'offline';
}

/** Rule F1. */
function addressReason(
  endpoint: Endpoint,
  { device, refused }: Pick<Shared, 'device' | 'refused'>,
): AddressReason {
  if (!device?.authorized) return 'not-authorized';
  if (!endpoint.registered) return 'not-registered';
  if (!endpoint.online) return 'offline';
  const isShared = (tag: Tag): boolean =>
    sharesCategory(device, tag.category) && !refused.has(tagKey(tag));
  if (!endpoint.tags.some(isShared)) return 'no-shared-tag';
  if (endpoint.gateway === device.name) return 'own-gateway';
  switch (device.endpointSharing) {
    case 'all':
      return 'all-shared';
    case 'connected':
      return endpoint.gateway === null ? 'no-gateway' : 'gateway-left-out';
    case 'selected':
      if (endpoint.gateway === null) return 'no-gateway';
      return device.selected.includes(endpoint.gateway) ? 'gateway-selected' : 'gateway-left-out';
  }
}

const given: ReadonlySet<AddressReason> = new Set([
  'own-gateway',
  'all-shared',
  'gateway-selected',
]);

function ofEndpoint(state: WorldState, uid: string): EndpointKnowledge {
  const endpoint =
    state.ems.endpoints.find((one) => one.uid === uid) ??
    notFound(`EMS has no endpoint ${uid}.`, 'endpoint');
  const { host, ip, gateway } = endpoint;
  return {
    kind: 'endpoint',
    endpoint: { uid, host, ip, gateway },
    devices: state.fortigates.map((fortigate) => {
      const known = knowledgeOf(state.ems, fortigate.name);
      const { device } = known;
      const why = addressReason(endpoint, known);
      return {
        ...deviceFacts(fortigate, device),
        tags: endpoint.tags.map(({ category, name }) => {
          const reason = tagReason({ category, name }, endpoint, known);
          return { category, name, known: reason === 'shared', why: reason };
        }),
        addresses: { given: given.has(why), why },
      };
    }),
  };
}

function ofTag(state: WorldState, tag: Tag): TagKnowledge {
  const carriers = state.ems.endpoints.filter((one) =>
    one.tags.some((other) => sameTag(other, tag)),
  ).length;
  return {
    kind: 'tag',
    tag,
    carriers,
    devices: state.fortigates.map((fortigate) => {
      const { device, tags, refused } = knowledgeOf(state.ems, fortigate.name);
      const known = tags.get(tagKey(tag));
      return {
        ...deviceFacts(fortigate, device),
        exists: known !== undefined,
        why: known
          ? ('shared' as const)
          : !device?.authorized
            ? ('not-authorized' as const)
            : sharesCategory(device, tag.category)
              ? refused.has(tagKey(tag))
                ? ('past-limit' as const)
                : ('nobody-has-it' as const)
              : ('type-not-shared' as const),
        resolves: known?.endpoints.length ?? 0,
        usedBy: usesOfTag(fortigate, tag),
      };
    }),
  };
}

export function knowledge(state: WorldState, query: KnowledgeQuery): Knowledge {
  return 'endpoint' in query
    ? ofEndpoint(state, query.endpoint)
    : ofTag(state, { category: query.category, name: query.tag });
}
