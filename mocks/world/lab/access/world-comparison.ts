/** What differs between another state of the world and the present one: configuration, sharing, tags, access. */
import { serversOfEms, endpointsOfAll } from '#engine/sync/lines.ts';
import { differenceScript } from '#formats/fortios/change/difference.ts';
import { printTree } from '#formats/fortios/print/print-tree.ts';
import { maskSecrets } from '#formats/fortios/print/secrets.ts';
import { type FabricDevice, endpointSharingWords } from '#model/ems/ems.ts';
import type { WorldComparison } from '#model/lab/worlds/world-comparison.ts';
import { listWords } from '#model/plural.ts';
import { categoryWords, sameTag } from '#model/tagging/tags.ts';
import type { WorldState } from '../../state.ts';

const mostEndpoints = 200;

type Differences = Pick<
  WorldComparison,
  'configs' | 'onlyNow' | 'onlyThen' | 'sharing' | 'tags' | 'moreTags' | 'endpoints'
>;

function sharingWords({ authorized, tagTypes, endpointSharing, selected }: FabricDevice): string {
  if (!authorized) return 'not authorized';
  const types = tagTypes.map((type) => categoryWords[type].sharing);
  const endpoints = endpointSharingWords[endpointSharing].label;
  return [
    types.length === 0 ? 'no tags' : listWords(types),
    endpointSharing === 'selected' ? `${endpoints} (${listWords(selected)})` : endpoints,
  ].join('; ');
}

function devicesOf(state: WorldState): ReadonlyMap<string, string> {
  const servers = serversOfEms(state.ems);
  return new Map(
    servers.flatMap(({ name: server, fabricDevices }) =>
      fabricDevices.map((device) => [
        servers.length > 1 ? `${device.name} on ${server}` : device.name,
        sharingWords(device),
      ]),
    ),
  );
}

/** @param then the other state; `now` the present one */
export function differencesOf(then: WorldState, now: WorldState): Differences {
  const names = (state: WorldState) => new Set(state.fortigates.map(({ name }) => name));
  const [old, present] = [names(then), names(now)];
  const [sharedThen, sharedNow] = [devicesOf(then), devicesOf(now)];
  const before = new Map(endpointsOfAll(then.ems).map((one) => [one.uid, one]));
  const after = new Map(endpointsOfAll(now.ems).map((one) => [one.uid, one]));
  const tags = [...after.values()].flatMap(({ uid, host, tags: has }) => {
    const had = before.get(uid)?.tags;
    if (!had || had === has) return [];
    const bare = (list: typeof has, other: typeof has) =>
      list
        .filter((tag) => !other.some((one) => sameTag(one, tag)))
        .map(({ category, name }) => ({ category, name }));
    const [gained, lost] = [bare(has, had), bare(had, has)];
    return gained.length + lost.length > 0 ? [{ uid, host, gained, lost }] : [];
  });
  const hosts = (from: typeof before, without: typeof before): string[] =>
    [...from.values()].filter(({ uid }) => !without.has(uid)).map(({ host }) => host);
  return {
    configs: now.fortigates.flatMap(({ name: fortigate, config }) => {
      const was = then.fortigates.find((one) => one.name === fortigate)?.config;
      if (!was || was === config) return [];
      const text = printTree(maskSecrets(differenceScript(was, config)));
      return text === '' ? [] : [{ fortigate, text }];
    }),
    onlyNow: [...present].filter((name) => !old.has(name)),
    onlyThen: [...old].filter((name) => !present.has(name)),
    sharing: [...sharedNow].flatMap(([device, words]) => {
      const was = sharedThen.get(device);
      return was === undefined || was === words ? [] : [{ device, before: was, now: words }];
    }),
    tags: tags.slice(0, mostEndpoints),
    moreTags: Math.max(0, tags.length - mostEndpoints),
    endpoints: {
      added: hosts(after, before).slice(0, mostEndpoints),
      removed: hosts(before, after).slice(0, mostEndpoints),
    },
  };
}
