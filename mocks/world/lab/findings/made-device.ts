/** A device that the lab made up becomes one of the world. */
import type { Example } from '#engine/analysis/prove/counterexample.ts';
import type { Endpoint, EmsServer } from '#model/ems/ems.ts';
import {
  type Tag,
  allRegisteredClients,
  builtInClassificationTags,
  sameTag,
} from '#model/tagging/tags.ts';
import type { Carried } from '../../command.ts';
import type { EmsConsole, TagByHand, WorldState } from '../../state.ts';

/** The tags that the rules of a console give, and the device has not: taken by hand, as the device is made for a test. */
function byHand(
  { tagDefinitions, outbreaks }: Pick<EmsConsole, 'tagDefinitions' | 'outbreaks'>,
  { uid, tags }: Endpoint,
): readonly TagByHand[] {
  const given: readonly Tag[] = [
    ...tagDefinitions.map(({ name }): Tag => ({ category: 'zero_trust', name })),
    ...outbreaks.map(({ tag }): Tag => ({ category: 'outbreak_alert', name: tag })),
  ];
  const own = tags.filter(
    (tag) =>
      (tag.category === 'zero_trust' || tag.category === 'outbreak_alert') &&
      !sameTag(tag, allRegisteredClients),
  );
  const taken = given.filter((tag) => !own.some((one) => sameTag(one, tag)));
  return [
    ...own.map(({ category, name }) => ({ uid, tag: { category, name }, add: true })),
    ...taken.map((tag) => ({ uid, tag, add: false })),
  ];
}

function withEndpoint<S extends EmsServer>(server: S, endpoint: Endpoint): S {
  const known = [...builtInClassificationTags, ...server.customClassificationTags];
  const fresh = endpoint.tags.flatMap(({ category, name }) =>
    category === 'classification' && !known.includes(name) ? [name] : [],
  );
  return {
    ...server,
    customClassificationTags: [...server.customClassificationTags, ...fresh],
    endpoints: [...server.endpoints, endpoint],
  };
}

function withDevice(state: WorldState, serial: string, endpoint: Endpoint): WorldState {
  const { ems, closedConsoles } = state;
  if (ems.serial === serial)
    return {
      ...state,
      ems: withEndpoint(ems, endpoint),
      tagsByHand: [...state.tagsByHand, ...byHand(state, endpoint)],
    };
  const closed = closedConsoles[serial];
  return {
    ...state,
    ems: {
      ...ems,
      otherServers: (ems.otherServers ?? []).map((one) =>
        one.serial === serial ? withEndpoint(one, endpoint) : one,
      ),
    },
    closedConsoles: closed
      ? {
          ...closedConsoles,
          [serial]: { ...closed, tagsByHand: [...closed.tagsByHand, ...byHand(closed, endpoint)] },
        }
      : closedConsoles,
  };
}

/** The state with the example's device; as it is, where EMS would not know it. */
export function addExample(state: WorldState, { device }: Example): Carried {
  return device
    ? { state: withDevice(state, device.ems, device.endpoint), key: device.endpoint.uid }
    : { state };
}
