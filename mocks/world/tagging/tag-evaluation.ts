/** What the rules say of this world's endpoints, worked out again only where something changed. */
import { type Evaluation, evaluate, reevaluate } from '#engine/tagging/evaluate.ts';
import { changedPlaces, endpointOf } from '#engine/sync/endpoint-index.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import { type Device, type Posture, deviceOf, postureFor } from '#model/tagging/posture.ts';
import type { WorldState } from '../state.ts';

export function postureOf({ postures }: Pick<WorldState, 'postures'>, one: Endpoint): Posture {
  return postures[one.uid] ?? postureFor(one.os, one.osVersion);
}

const devices = new WeakMap<
  Endpoint,
  { readonly posture: Posture | undefined; readonly device: Device }
>();

/** True if nothing of EMS's record differs that rules ask about: tags come and go on the same device. */
function isSame(device: Device, one: Endpoint): boolean {
  return (
    device.os === one.os &&
    device.osVersion === one.osVersion &&
    device.forticlientVersion === one.forticlientVersion &&
    device.user === one.user &&
    device.groups === one.groups &&
    device.ips[0] === one.ip &&
    device.onFabric === one.onNet &&
    device.registered === one.registered &&
    device.online === one.online
  );
}

/** Of which posture a device was made; undefined for an unremarkable one. */
const madeOf = new WeakMap<Device, Posture | undefined>();

function make(
  endpoint: Endpoint,
  posture: Posture | undefined,
  last: Evaluation | undefined,
): Device {
  const judged = last && judgedDevice(last, endpoint.uid);
  if (judged && madeOf.get(judged) === posture && isSame(judged, endpoint)) return judged;
  const device = deviceOf(endpoint, posture ?? postureFor(endpoint.os, endpoint.osVersion));
  madeOf.set(device, posture);
  return device;
}

/** The very same device as long as neither its posture nor what else rules ask about changed. */
export function deviceFor(
  { postures, tagDefinitions }: Pick<WorldState, 'postures' | 'tagDefinitions'>,
  endpoint: Endpoint,
): Device {
  const posture = postures[endpoint.uid];
  const known = devices.get(endpoint);
  if (known && known.posture === posture) return known.device;
  const device = make(endpoint, posture, lastOf.get(tagDefinitions)?.evaluation);
  devices.set(endpoint, { posture, device });
  return device;
}

export function judgedDevice({ rows, places }: Evaluation, uid: string): Device | undefined {
  const place = places.get(uid);
  return place === undefined ? undefined : rows[place]?.facts.device;
}

type Judged = Pick<WorldState, 'ems' | 'postures' | 'tagDefinitions' | 'outbreaks'>;

/** True if the rules say the same of both, since all that they ask is the same. */
export function judgedAlike(a: Judged, b: Judged): boolean {
  return (
    a.ems.endpoints === b.ems.endpoints &&
    a.postures === b.postures &&
    a.tagDefinitions === b.tagDefinitions &&
    a.outbreaks === b.outbreaks
  );
}

/**
 * UIDs of the endpoints of which the rules may say something else; null where that may be all of them: the
 * rules are others, or other endpoints are there.
 */
export function changedDevices(before: Judged, after: Judged): readonly string[] | null {
  if (before.tagDefinitions !== after.tagDefinitions || before.outbreaks !== after.outbreaks)
    return null;
  const places = changedPlaces(before.ems.endpoints, after.ems.endpoints);
  if (!places) return null;
  const uids = new Set(places.flatMap((place) => after.ems.endpoints[place]?.uid ?? []));
  if (before.postures !== after.postures)
    for (const uid of [...Object.keys(before.postures), ...Object.keys(after.postures)])
      if (before.postures[uid] !== after.postures[uid]) uids.add(uid);
  return [...uids];
}

interface Last {
  readonly of: Judged;
  readonly evaluation: Evaluation;
}

function changed(last: Last, state: Judged): Evaluation {
  const { evaluation } = last;
  const { endpoints } = state.ems;
  const few = changedDevices(last.of, state);
  if (few) {
    const devices = few.flatMap((uid) => {
      const endpoint = endpointOf(state.ems, uid);
      const device = endpoint && deviceFor(state, endpoint);
      return device && judgedDevice(evaluation, uid) !== device ? [device] : [];
    });
    return reevaluate(evaluation, { devices });
  }
  const uids = new Set(endpoints.map(({ uid }) => uid));
  return reevaluate(evaluation, {
    devices: endpoints
      .map((one) => deviceFor(state, one))
      .filter((device) => judgedDevice(evaluation, device.uid) !== device),
    removed: [...evaluation.places.keys()].filter((uid) => !uids.has(uid)),
    definitions: state.tagDefinitions,
    outbreaks: state.outbreaks,
  });
}

/**
 * The last evaluation of a list of definitions: the next one is nearly always of almost the same world. Only
 * speed depends on it: what is worked out from it is what would be worked out from nothing.
 */
const lastOf = new WeakMap<WorldState['tagDefinitions'], Last>();

/** @param before the state that this one follows, where other definitions hold now */
export function evaluationOf(state: Judged, before: Judged = state): Evaluation {
  const last = lastOf.get(state.tagDefinitions) ?? lastOf.get(before.tagDefinitions);
  if (last && judgedAlike(last.of, state)) return last.evaluation;
  const { ems, postures, tagDefinitions, outbreaks } = state;
  const evaluation = last
    ? changed(last, state)
    : evaluate({
        devices: ems.endpoints.map((one) => deviceFor(state, one)),
        definitions: tagDefinitions,
        outbreaks,
      });
  // Of the state, only what the rules ask is kept.
  lastOf.set(tagDefinitions, { of: { ems, postures, tagDefinitions, outbreaks }, evaluation });
  return evaluation;
}
