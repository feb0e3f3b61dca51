/** FortiGates that a person adds, edits and removes. A new one is connected to EMS, which has authorized it. */
import { readConfig } from '#formats/fortios/config.ts';
import type { Ems, EmsServer, FabricDevice } from '#model/ems/ems.ts';
import { connectorText } from '#model/ems/ems-connector.ts';
import { modelTagLimit } from '#model/ems/fortigate-models.ts';
import { withUuids } from '#model/fortios/tables/uuids.ts';
import {
  type FortiGateDraft,
  type ListedFortiGate,
  fortigateDraftSchema,
  mostFortiGates,
} from '#model/lab/worlds/estate.ts';
import { count } from '#model/plural.ts';
import { z } from '#model/zod.ts';
import { command } from '../../command.ts';
import { invalid, notFound } from '../../refusal.ts';
import { type FortiGate, type WorldState, objectPath } from '../../state.ts';

/** What a FortiGate has when it is new here: interfaces, the address `all`, and a connector to the open EMS. */
function firstConfig({ serial, tenant }: Ems, ip: string): string {
  return `config system interface
    edit "port1"
        set alias "LAN"
        set role lan
    next
    edit "port2"
        set alias "Servers"
        set role dmz
    next
    edit "port3"
        set alias "Internet"
        set ip ${ip} 255.255.255.0
        set role wan
    next
end
${connectorText(serial, { tenant })}config firewall address
    edit "all"
    next
end
`;
}

const builds: Readonly<Record<string, number>> = {
  '7.6': 3596,
  '7.4': 2829,
  '7.2': 1706,
  '7.0': 682,
};

function newFortiGate(ems: Ems, { name, serial, ip, version }: FortiGateDraft): FortiGate {
  const { config } = readConfig(firstConfig(ems, ip));
  return {
    name,
    serial,
    ip,
    version,
    build: builds[version.slice(0, 3)] ?? 3596,
    connector: 1,
    config: withUuids(config, name),
    logs: [],
  };
}

function newDevice(
  { name, serial, ip, version }: FortiGateDraft,
  authorized: boolean,
): FabricDevice {
  const tagLimit = modelTagLimit(serial);
  return {
    name,
    serial,
    ip,
    version,
    authorized,
    lastSeen: null,
    tagTypes: ['zero_trust'],
    endpointSharing: 'connected',
    selected: [],
    ...(tagLimit === undefined ? {} : { tagLimit }),
  };
}

/** Every EMS server with its Fabric devices changed. */
function withDevices(
  ems: Ems,
  change: (devices: readonly FabricDevice[], isOpen: boolean) => readonly FabricDevice[],
): Ems {
  const changed = <S extends EmsServer>(server: S, isOpen: boolean): S => ({
    ...server,
    fabricDevices: change(server.fabricDevices, isOpen),
  });
  const { otherServers } = ems;
  const open = changed(ems, true);
  return otherServers
    ? { ...open, otherServers: otherServers.map((one) => changed(one, false)) }
    : open;
}

function checkFree(
  { fortigates }: Pick<WorldState, 'fortigates'>,
  { name, serial }: FortiGateDraft,
  at: number,
): void {
  if (fortigates.some((one) => one.name === name))
    invalid(
      -5,
      `fortigates.${at}.name`,
      `A FortiGate named ${name} already exists. Choose another name.`,
    );
  if (fortigates.some((one) => one.serial === serial))
    invalid(
      -5,
      `fortigates.${at}.serial`,
      `A FortiGate ${serial} already exists. Type another serial number.`,
    );
}

const addFortiGates = command('lab/add-fortigates', {
  input: z.object({ fortigates: z.array(fortigateDraftSchema).readonly() }),
  words: ({ fortigates }) => {
    const [first] = fortigates;
    return fortigates.length === 1 && first
      ? `add the FortiGate ${first.name}`
      : `add ${count(fortigates.length, 'FortiGate')}`;
  },
  touches: () => [],
  run: (state, { fortigates: drafts }) => {
    const fortigates = [...state.fortigates];
    const room = mostFortiGates - fortigates.length;
    if (drafts.length > room)
      invalid(
        -15,
        'fortigates',
        room > 0
          ? `A world has at most ${mostFortiGates} FortiGates. At most ${room} more can be added to this one.`
          : `A world has at most ${mostFortiGates} FortiGates. Remove some first.`,
      );
    for (const [at, draft] of drafts.entries()) {
      checkFree({ fortigates }, draft, at);
      fortigates.push(newFortiGate(state.ems, draft));
    }
    const ems = withDevices(state.ems, (devices, isOpen) => [
      ...devices,
      ...drafts.map((draft) => newDevice(draft, isOpen)),
    ]);
    return { state: { ...state, ems, fortigates }, key: drafts[0]?.name ?? null };
  },
});

const editFortiGate = command('lab/edit-fortigate', {
  input: z.object({
    name: z.string(),
    ...fortigateDraftSchema.pick({ ip: true, version: true }).shape,
  }),
  words: ({ name }) => `edit the FortiGate ${name}`,
  touches: (_before, { name }) => [objectPath.configuration(name)],
  run: (state, { name, ip, version }) => {
    if (!state.fortigates.some((one) => one.name === name))
      return notFound(`This world has no FortiGate named ${name}.`, 'name');
    return {
      state: {
        ...state,
        fortigates: state.fortigates.map((one) =>
          one.name === name
            ? { ...one, ip, version, build: builds[version.slice(0, 3)] ?? one.build }
            : one,
        ),
        ems: withDevices(state.ems, (devices) =>
          devices.map((one) => (one.name === name ? { ...one, ip, version } : one)),
        ),
      },
    };
  },
});

const removeFortiGate = command('lab/remove-fortigate', {
  input: z.object({ name: z.string() }),
  words: ({ name }) => `remove the FortiGate ${name}`,
  touches: (_before, { name }) => [objectPath.configuration(name)],
  run: (state, { name }) => {
    if (!state.fortigates.some((one) => one.name === name))
      return notFound(`This world has no FortiGate named ${name}.`, 'name');
    const ems = withDevices(state.ems, (devices) =>
      devices
        .filter((one) => one.name !== name)
        .map((one) =>
          one.selected.includes(name)
            ? { ...one, selected: one.selected.filter((other) => other !== name) }
            : one,
        ),
    );
    return {
      state: {
        ...state,
        fortigates: state.fortigates.filter((one) => one.name !== name),
        ems: {
          ...ems,
          endpoints: ems.endpoints.map((one) =>
            one.gateway === name ? { ...one, gateway: null, onNet: false } : one,
          ),
        },
        // Nobody passes a device that is gone.
        openSessions: state.openSessions.filter(({ shown }) => shown.fortigate !== name),
        connection: state.connection?.answer.request.fortigate === name ? null : state.connection,
      },
    };
  },
});

export const fortigateDraftCommands = [addFortiGates, editFortiGate, removeFortiGate] as const;

export function fortigateList({ fortigates, ems }: WorldState, _input: null): ListedFortiGate[] {
  return fortigates.map(({ name, serial, ip, version, config }) => ({
    name,
    serial,
    ip,
    version,
    policies: config['firewall policy'].length + config['firewall proxy-policy'].length,
    servers: config['firewall vip'].length,
    endpoints: ems.endpoints.filter(({ gateway }) => gateway === name).length,
  }));
}
