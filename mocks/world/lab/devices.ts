/** Endpoints of every EMS server, wherever the lab lets one be chosen. */
import type { EndpointAnswer } from '#model/ems/ems-api.ts';
import { endpointOf } from '#engine/sync/endpoint-index.ts';
import { withOpenConsole } from '../ems/ems-servers.ts';
import { endpoint, endpoints, searchedText } from '../ems/ems-queries.ts';
import type { Beside } from '../jobs.ts';
import type { WorldState } from '../state.ts';

interface Device {
  /** The name of its EMS server; null for that of the open console. */
  readonly server: string | null;
  readonly endpoint: EndpointAnswer;
}

/** The state with the console open of the server that the endpoint belongs to. */
export function consoleOf(state: WorldState, uid: string): WorldState {
  const other = (state.ems.otherServers ?? []).find((one) => endpointOf(one, uid) !== undefined);
  return other ? withOpenConsole(state, other.serial) : state;
}

export function device(state: WorldState, { uid }: { readonly uid: string }): Device {
  const there = consoleOf(state, uid);
  return { server: there === state ? null : there.ems.name, endpoint: endpoint(there, { uid }) };
}

/** Those of the open console first, then those of each other server. */
export function devices(
  state: WorldState,
  { search, count }: { readonly search: string; readonly count: number },
  beside: Beside,
): { devices: readonly Device[]; total: number } {
  const query = { search, sort: 'host', descending: false, offset: 0, count } as const;
  const own = endpoints(state, { ...query, status: null, tag: null }, beside);
  const text = search.trim().toLowerCase();
  const others = (state.ems.otherServers ?? []).flatMap((server) =>
    server.endpoints.filter((one) => searchedText(one).includes(text)),
  );
  const room = Math.max(0, count - own.endpoints.length);
  return {
    devices: [
      ...own.endpoints.map((one) => ({ server: null, endpoint: one })),
      ...others.slice(0, room).map((one) => device(state, one)),
    ],
    total: own.total + others.length,
  };
}
