/**
 * Several EMS servers, sites and tenants included [185333]. One has its console open: commands of EMS go to
 * it, and the state has it where everything else looks. The others stand beside, and time passes for all.
 */
import { invalid, notFound } from '../refusal.ts';
import type { Ems, EmsServer } from '#model/ems/ems.ts';
import { connectorTo } from '#model/fortios/fctems.ts';
import { endpointRoutesSchema } from '#model/ems/endpoint-routes.ts';
import { type EmsServers, emsServerDraftSchema } from '#model/ems/ems-servers.ts';
import { noEndpoint } from '#model/words/refusals.ts';
import { endpointOf, withEndpoint } from '#engine/sync/endpoint-index.ts';
import { z } from '#model/zod.ts';
import { command } from '../command.ts';
import { type EmsConsole, type WorldState, findFortiGate, objectPath } from '../state.ts';

export const emptyConsole: EmsConsole = {
  tagDefinitions: [],
  outbreaks: [],
  tagsByHand: [],
  fortiAnalyzer: { handlers: [], events: [] },
  pendingTagChanges: [],
};

/** A field that is empty is left out, as in a world that never had any. */
export function withServers({ otherServers: _, ...ems }: Ems, others: readonly EmsServer[]): Ems {
  return others.length > 0 ? { ...ems, otherServers: others } : ems;
}

export function withLastKnown<S extends EmsServer>(
  ems: S,
  known: NonNullable<EmsServer['lastKnown']>,
): S {
  return { ...ems, lastKnown: known.length > 0 ? known : undefined };
}

function consoleOf({
  tagDefinitions,
  outbreaks,
  tagsByHand,
  fortiAnalyzer,
  pendingTagChanges,
}: WorldState): EmsConsole {
  return { tagDefinitions, outbreaks, tagsByHand, fortiAnalyzer, pendingTagChanges };
}

/** The state with the console of another server open; the same where it is open, or there is no such server. */
export function withOpenConsole(state: WorldState, serial: string): WorldState {
  const { otherServers = [], ...open } = state.ems;
  const server = otherServers.find((one) => one.serial === serial);
  if (!server) return state;
  const { [serial]: opened = emptyConsole, ...closed } = state.closedConsoles;
  return {
    ...state,
    ...opened,
    // Each keeps its place: which is open makes no difference to the list.
    ems: { ...server, otherServers: otherServers.map((one) => (one === server ? open : one)) },
    closedConsoles: { ...closed, [open.serial]: consoleOf(state) },
    fortigates: state.fortigates.map((one) => {
      const connector = connectorTo(one.config, serial, one.connector);
      return connector === one.connector ? one : { ...one, connector };
    }),
  };
}

/**
 * What follows from a change on every server: on the open one, and on each of the others as if its console were
 * open.
 */
export function onEveryServer(
  before: WorldState,
  after: WorldState,
  follow: (before: WorldState, after: WorldState) => WorldState,
): WorldState {
  const { serial, otherServers = [] } = after.ems;
  let now = follow(before, after);
  for (const other of otherServers) {
    const was = withOpenConsole(before, other.serial);
    // A server that is new has nothing that could follow.
    if (was.ems.serial !== other.serial) continue;
    const there = withOpenConsole(now, other.serial);
    const then = follow(was, there);
    if (then !== there) now = withOpenConsole(then, serial);
  }
  return now;
}

const mostServers = 7;

export const addEmsServer = command('lab/add-ems-server', {
  input: z.object({ server: emsServerDraftSchema }),
  words: ({ server }) => `add the EMS server ${server.name}`,
  touches: () => [],
  run: (state, { server: { name, serial, tenant } }) => {
    const { ems } = state;
    const others = ems.otherServers ?? [];
    const all = [ems, ...others];
    if (all.length >= mostServers)
      invalid(-4, 'name', `A world has at most ${mostServers} EMS servers. Remove one first.`);
    if (all.some((one) => one.serial === serial))
      invalid(-5, 'serial', `An EMS server ${serial} already exists. Type another serial number.`);
    if (all.some((one) => one.name === name))
      invalid(-5, 'name', `An EMS server ${name} already exists. Choose another name.`);
    const server: EmsServer = {
      serial,
      tenant,
      name,
      version: ems.version,
      endpoints: [],
      // EMS lists who connects to it; an administrator there lets it in.
      fabricDevices: ems.fabricDevices.map(({ name: device, serial: own, ip, version }) => ({
        name: device,
        serial: own,
        ip,
        version,
        authorized: false,
        lastSeen: null,
        tagTypes: ['zero_trust'],
        endpointSharing: 'connected',
        selected: [],
      })),
      customClassificationTags: [],
      fortiAnalyzerConnected: false,
    };
    return {
      state: {
        ...state,
        ems: withServers(ems, [...others, server]),
        closedConsoles: { ...state.closedConsoles, [serial]: emptyConsole },
      },
    };
  },
});

function otherNamed({ ems }: WorldState, serial: string): EmsServer {
  return (
    ems.otherServers?.find((one) => one.serial === serial) ??
    notFound(
      ems.serial === serial
        ? `The console of ${ems.name} is open. Open that of another EMS server first.`
        : `This world has no EMS server ${serial}.`,
      'serial',
    )
  );
}

const removeEmsServer = command('lab/remove-ems-server', {
  input: z.object({ serial: z.string() }),
  words: ({ serial }) => `remove the EMS server ${serial}`,
  touches: () => [],
  run: (state, { serial }) => {
    const server = otherNamed(state, serial);
    const { [serial]: _, ...closedConsoles } = state.closedConsoles;
    const others = (state.ems.otherServers ?? []).filter((one) => one !== server);
    return { state: { ...state, ems: withServers(state.ems, others), closedConsoles } };
  },
});

const openEmsConsole = command('lab/open-ems-console', {
  input: z.object({ serial: z.string() }),
  words: ({ serial }) => `open the console of the EMS server ${serial}`,
  // Everything that its pages show is another server's.
  touches: () => [objectPath.world],
  run: (state, { serial }) => {
    otherNamed(state, serial);
    return { state: withOpenConsole(state, serial) };
  },
});

/** The endpoint registers to another EMS: an endpoint belongs to one, and what its tags were stays behind. */
const moveEndpoint = command('lab/move-endpoint', {
  input: z.object({ uid: z.string(), serial: z.string() }),
  words: () => 'move an endpoint to another EMS server',
  touches: (_before, { uid }) => [objectPath.endpoint(uid)],
  run: (state, { uid, serial }) => {
    const server = otherNamed(state, serial);
    const { ems } = state;
    const endpoint =
      ems.endpoints.find((one) => one.uid === uid) ??
      notFound(`${ems.name} has no endpoint ${uid}.`, 'uid');
    // Tags are an EMS's own, but for the one that every registered endpoint has.
    const tags = endpoint.tags.filter(({ name }) => name === 'all_registered_clients');
    const moved = { ...server, endpoints: [...server.endpoints, { ...endpoint, tags }] };
    return {
      state: {
        ...state,
        ems: {
          ...ems,
          endpoints: ems.endpoints.filter((one) => one !== endpoint),
          otherServers: (ems.otherServers ?? []).map((one) => (one === server ? moved : one)),
        },
        tagsByHand: state.tagsByHand.filter((one) => one.uid !== uid),
        pendingTagChanges: state.pendingTagChanges.filter((one) => one.uid !== uid),
      },
    };
  },
});

/** The routes besides that of the endpoint's own record, all anew. */
const setRoutes = command('lab/set-routes', {
  input: z.object({ uid: z.string(), ...endpointRoutesSchema.shape }),
  words: () => 'change the routes of an endpoint',
  touches: (_before, { uid }) => [objectPath.endpoint(uid)],
  run: (state, { uid, routes }) => {
    const { ems } = state;
    const before = endpointOf(ems, uid) ?? notFound(noEndpoint(uid), 'uid');
    for (const [i, { ip, gateway }] of routes.entries()) {
      if (ip === before.ip)
        invalid(-5, `routes.${i}.ip`, `${ip} is the address of the endpoint's own record.`);
      if (gateway !== null && !findFortiGate(state, gateway))
        notFound(`This world has no FortiGate ${gateway}.`, `routes.${i}.gateway`);
    }
    const { routes: _, ...rest } = before;
    const after = routes.length > 0 ? { ...rest, routes } : rest;
    return { state: { ...state, ems: withEndpoint(ems, before, after) } };
  },
});

/** Every server, that whose console is open first. */
export function emsServers({ ems, fortigates }: WorldState, _input: null): EmsServers {
  return {
    servers: [ems, ...(ems.otherServers ?? [])].map(({ name, serial, tenant, endpoints }) => ({
      name,
      serial,
      tenant,
      isOpen: serial === ems.serial,
      endpoints: endpoints.length,
      connectors: fortigates.flatMap(({ name: fortigate, config }) =>
        config['endpoint-control fctems']
          .filter((one) => one['serial-number'] === serial)
          .map((one) => ({ fortigate, connector: one['ems-id'] })),
      ),
    })),
  };
}

export const emsServerCommands = [
  addEmsServer,
  removeEmsServer,
  openEmsConsole,
  moveEndpoint,
  setRoutes,
] as const;
