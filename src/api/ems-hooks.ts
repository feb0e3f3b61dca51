import { whileCounting } from './counting.ts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EndpointAction } from '#model/ems-api.ts';
import type { FabricDeviceSharing } from '#model/ems.ts';
import { type EndpointListQuery, type FabricDeviceListQuery, ems } from './ems.ts';

export function useEndpoints(query: EndpointListQuery) {
  return useQuery({
    queryKey: ['ems', 'endpoints', query],
    queryFn: ({ signal }) => ems.endpoints(query, signal),
    placeholderData: keepPreviousData,
  });
}

export function useEndpoint(uid: string | null) {
  return useQuery({
    queryKey: ['ems', 'endpoint', uid],
    queryFn: ({ signal }) => ems.endpoint(uid ?? '', signal),
    enabled: uid !== null,
  });
}

/** Every tag that EMS holds, with the number of endpoints that carry it. */
export function useEmsTags() {
  return useQuery({ queryKey: ['ems', 'tags'], queryFn: ({ signal }) => ems.tags(signal) });
}

export function useFabricDevices(query: FabricDeviceListQuery) {
  return useQuery({
    queryKey: ['ems', 'fabric-devices', query],
    queryFn: ({ signal }) => ems.fabricDevices(query, signal),
    placeholderData: keepPreviousData,
  });
}

/** Those whose name, serial number or address has the text, the first by name: a list to choose from. */
export function useFabricDeviceChoices(search: string) {
  return useFabricDevices({
    offset: 0,
    count: 50,
    search,
    authorized: null,
    sort: 'name',
    descending: false,
  });
}

export function useFabricDevice(serial: string | null) {
  return useQuery({
    queryKey: ['ems', 'fabric-device', serial],
    queryFn: ({ signal }) => ems.fabricDevice(serial ?? '', signal),
    enabled: serial !== null,
  });
}

/** A change on EMS travels to FortiGates and into what *Undo* offers: everything is looked up again. */
function useEmsChange<Input>(change: (input: Input) => Promise<void>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => client.invalidateQueries() });
}

export function useAddClassificationTag(uid: string) {
  return useEmsChange((name: string) => ems.addClassificationTag(uid, name));
}

export function useRemoveClassificationTag(uid: string) {
  return useEmsChange((name: string) => ems.removeClassificationTag(uid, name));
}

export function useUpdateSharing(serial: string) {
  return useEmsChange(
    ({ sharing, basedOn }: { sharing: FabricDeviceSharing; basedOn: number | null }) =>
      ems.updateSharing(serial, sharing, basedOn),
  );
}

export function useEndpointAction(uid: string) {
  return useEmsChange((action: EndpointAction) => ems.endpointAction(uid, action));
}

export function useAuthorizeDevice() {
  return useEmsChange(({ serial, authorized }: { serial: string; authorized: boolean }) =>
    ems.authorize(serial, authorized),
  );
}

/**
 * What these settings would do on the FortiGate; null where there is nothing to ask about. In a large
 * world it becomes whole bit by bit, until it is `stopped`.
 */
export function useSharingPreview(
  serial: string,
  sharing: FabricDeviceSharing | null,
  stopped: boolean,
) {
  return useQuery({
    queryKey: ['ems', 'sharing-preview', serial, sharing],
    queryFn: ({ signal }) =>
      sharing === null ? null : ems.previewSharing(serial, sharing, signal),
    enabled: sharing !== null,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => whileCounting(state.data?.counting, stopped),
  });
}

/** Cuts a device's connection to EMS, or restores it. */
export function useConnectDevice() {
  return useEmsChange(({ serial, connected }: { serial: string; connected: boolean }) =>
    ems.connect(serial, connected),
  );
}
