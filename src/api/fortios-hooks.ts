import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RowDraft } from '#model/fortios/rows.parse.ts';
import { predefinedServiceNames } from '#model/fortios/services.ts';
import type { TableName } from '#model/fortios/tables.ts';
import type { TagCategory } from '#model/tags.ts';
import { type DynamicTagQuery, type LogQuery, fortios } from './fortios.ts';

export function useRows<T extends TableName>(device: string, table: T) {
  return useQuery({
    queryKey: ['fortigate', device, 'rows', table],
    queryFn: ({ signal }) => fortios.rows(device, table, {}, signal),
  });
}

export function useEmsStatus(device: string) {
  return useQuery({
    queryKey: ['fortigate', device, 'ems-status'],
    queryFn: ({ signal }) => fortios.emsStatus(device, signal),
  });
}

export function useDynamicTags(device: string, query: DynamicTagQuery) {
  return useQuery({
    queryKey: ['fortigate', device, 'tags', query],
    queryFn: ({ signal }) => fortios.dynamicTags(device, query, signal),
    placeholderData: keepPreviousData,
  });
}

export function useTagAddresses(
  device: string,
  tag: { category: TagCategory; name: string } | null,
) {
  return useQuery({
    queryKey: ['fortigate', device, 'tag-addresses', tag],
    queryFn: ({ signal }) =>
      fortios.tagAddresses(device, tag?.category ?? 'zero_trust', tag?.name ?? '', signal),
    enabled: tag !== null,
  });
}

/** What the names in the policies' tag fields stand for on the FortiGate. */
export function usePolicyTags(device: string) {
  return useQuery({
    queryKey: ['fortigate', device, 'policy-tags'],
    queryFn: ({ signal }) => fortios.policyTags(device, signal),
  });
}

export function useLogs(device: string, query: LogQuery) {
  return useQuery({
    queryKey: ['fortigate', device, 'logs', query],
    queryFn: ({ signal }) => fortios.logs(device, query, signal),
    placeholderData: keepPreviousData,
  });
}

export function useLogDisplay(device: string, query: LogQuery, enabled: boolean) {
  return useQuery({
    queryKey: ['fortigate', device, 'log-display', query],
    queryFn: ({ signal }) => fortios.logDisplay(device, query, signal),
    enabled,
    placeholderData: keepPreviousData,
  });
}

/** Names that a policy's form can offer for each of its fields. */
export interface PolicyChoices {
  readonly interfaces: readonly string[];
  readonly addresses: readonly string[];
  readonly schedules: readonly string[];
  readonly services: readonly string[];
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly tagGroups: readonly string[];
}

async function policyChoices(device: string, signal: AbortSignal): Promise<PolicyChoices> {
  const namesOf = async (
    table:
      | 'system interface'
      | 'system zone'
      | 'firewall service custom'
      | 'firewall service group'
      | 'firewall schedule recurring'
      | 'firewall schedule onetime'
      | 'firewall schedule group'
      | 'user local'
      | 'user group',
  ) => (await fortios.rows(device, table, {}, signal)).rows.map((row) => row.name);
  const [
    interfaces,
    zones,
    addresses,
    groups,
    services,
    serviceGroups,
    recurring,
    onetime,
    scheduleGroups,
    users,
    userGroups,
  ] = await Promise.all([
    namesOf('system interface'),
    namesOf('system zone'),
    fortios.rows(device, 'firewall address', {}, signal),
    fortios.rows(device, 'firewall addrgrp', {}, signal),
    namesOf('firewall service custom'),
    namesOf('firewall service group'),
    namesOf('firewall schedule recurring'),
    namesOf('firewall schedule onetime'),
    namesOf('firewall schedule group'),
    namesOf('user local'),
    namesOf('user group'),
  ]);
  const once = (names: readonly string[]): string[] => [...new Set(names)];
  return {
    interfaces: once(['any', ...interfaces, ...zones]),
    addresses: once([
      'all',
      ...addresses.rows.filter((row) => row.type !== 'dynamic').map((row) => row.name),
      ...groups.rows.filter((row) => row.category === 'default').map((row) => row.name),
    ]),
    schedules: once(['always', ...recurring, ...onetime, ...scheduleGroups]),
    services: once(['ALL', ...services, ...serviceGroups, ...predefinedServiceNames]),
    users: once(users),
    groups: once(userGroups),
    tagGroups: groups.rows.filter((row) => row.category === 'ztna-ems-tag').map((row) => row.name),
  };
}

export function usePolicyChoices(device: string) {
  return useQuery({
    queryKey: ['fortigate', device, 'choices'],
    queryFn: ({ signal }) => policyChoices(device, signal),
  });
}

/** Any change on a FortiGate; everything that may show it is looked up again. */
function useChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => client.invalidateQueries() });
}

export function useCreateRow<T extends TableName>(device: string, table: T) {
  return useChange((row: RowDraft<T>) => fortios.create(device, table, row));
}

export function useUpdateRow<T extends TableName>(device: string, table: T) {
  return useChange(
    ({ key, row, basedOn }: { key: string; row: RowDraft<T>; basedOn: number | null }) =>
      fortios.update(device, table, key, row, basedOn),
  );
}

export function useRemoveRow(device: string, table: TableName) {
  return useChange((key: string) => fortios.remove(device, table, key));
}

export function useMoveRow(device: string, table: TableName) {
  return useChange(
    ({ key, place }: { key: string; place: { before: string } | { after: string } }) =>
      fortios.move(device, table, key, place),
  );
}

export function useCloneRow(device: string, table: TableName) {
  return useChange((key: string) => fortios.clone(device, table, key));
}
