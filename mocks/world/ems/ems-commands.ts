import { endpointOf, withEndpoint } from '#engine/sync/endpoint-index.ts';
import { noEndpoint, noFabricDevice } from '#model/words/refusals.ts';
import { type Ems, type FabricDeviceSharing, fabricDeviceSharingSchema } from '#model/ems/ems.ts';
import { builtInClassificationTags, nameProblem } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';
import { command } from '../command.ts';
import { basedOn, checkRevision } from '../revisions.ts';
import { invalid, notFound } from '../refusal.ts';
import { type WorldState, objectPath } from '../state.ts';

/** EMS with the tag among its custom ones, unless it is built in. */
export function knowingClassificationTag(ems: Ems, name: string): Ems {
  const isKnown =
    builtInClassificationTags.some((one) => one === name) ||
    ems.customClassificationTags.includes(name);
  return isKnown
    ? ems
    : { ...ems, customClassificationTags: [...ems.customClassificationTags, name] };
}

function addTag(state: WorldState, uid: string, name: string): WorldState {
  const { ems } = state;
  const endpoint = endpointOf(ems, uid);
  if (!endpoint) return notFound(noEndpoint(uid), 'uid');
  const problem = nameProblem(name, 'tag');
  if (problem) return invalid(name.trim() === '' ? -56 : -15, 'name', problem);
  if (endpoint.tags.some((tag) => tag.category === 'classification' && tag.name === name))
    return invalid(-5, 'name', `${endpoint.host} already has the classification tag ${name}.`);
  const tag = { category: 'classification' as const, name, since: state.clock.epochMs };
  const tagged = withEndpoint(ems, endpoint, { ...endpoint, tags: [...endpoint.tags, tag] });
  return { ...state, ems: knowingClassificationTag(tagged, name) };
}

function removeTag(state: WorldState, uid: string, name: string): WorldState {
  const { ems } = state;
  const endpoint = endpointOf(ems, uid);
  if (!endpoint) return notFound(noEndpoint(uid), 'uid');
  const tags = endpoint.tags.filter(
    (tag) => !(tag.category === 'classification' && tag.name === name),
  );
  if (tags.length === endpoint.tags.length)
    return notFound(`${endpoint.host} has no classification tag ${name}.`, 'name');
  return { ...state, ems: withEndpoint(ems, endpoint, { ...endpoint, tags }) };
}

function withSharing(
  state: WorldState,
  serial: string,
  sharing: FabricDeviceSharing,
  shown: number | null,
): WorldState {
  const { ems } = state;
  const device = ems.fabricDevices.find((one) => one.serial === serial);
  if (!device) return notFound(noFabricDevice(serial), 'serial');
  checkRevision(
    state,
    objectPath.fabricDevice(serial),
    shown,
    `The sharing settings of ${device.name}`,
  );
  const checked = fabricDeviceSharingSchema.safeParse(sharing);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    return invalid(
      -651,
      String(issue?.path[0] ?? ''),
      issue?.message ?? 'The settings are not valid.',
    );
  }
  const unknown = sharing.selected.find(
    (name) => name === device.name || !ems.fabricDevices.some((one) => one.name === name),
  );
  if (unknown !== undefined)
    return invalid(
      -651,
      'selected',
      unknown === device.name
        ? `${unknown} is the edited device itself. EMS always shares its own endpoints.`
        : noFabricDevice(unknown),
    );
  const { alias: aliasBefore = '', ...rest } = device;
  const { alias = aliasBefore, ...shared } = checked.data;
  const updated = { ...rest, ...shared, ...(alias === '' ? {} : { alias }) };
  return {
    ...state,
    ems: {
      ...ems,
      fabricDevices: ems.fabricDevices.map((one) => (one === device ? updated : one)),
    },
  };
}

const classificationTag = z.object({ uid: z.string(), name: z.string() });

const addClassificationTag = command('ems/add-classification-tag', {
  input: classificationTag,
  words: ({ name }) => `add the tag ${name}`,
  touches: (_before, { uid }) => [objectPath.endpoint(uid)],
  run: (state, { uid, name }) => ({ state: addTag(state, uid, name) }),
});

const removeClassificationTag = command('ems/remove-classification-tag', {
  input: classificationTag,
  words: ({ name }) => `remove the tag ${name}`,
  touches: (_before, { uid }) => [objectPath.endpoint(uid)],
  run: (state, { uid, name }) => ({ state: removeTag(state, uid, name) }),
});

export const updateSharing = command('ems/update-sharing', {
  input: z.object({ serial: z.string(), sharing: fabricDeviceSharingSchema, basedOn }),
  words: () => 'update the sharing settings of a Fabric device',
  touches: (_before, { serial }) => [objectPath.fabricDevice(serial)],
  run: (state, { serial, sharing, basedOn: shown }) => ({
    state: withSharing(state, serial, sharing, shown),
  }),
});

export const emsCommands = [addClassificationTag, removeClassificationTag, updateSharing] as const;
