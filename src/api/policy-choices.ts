import { useQuery } from '@tanstack/react-query';
import { predefinedServiceNames } from '#model/fortios/services.ts';
import { rowsOf } from './rows.ts';

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
  ) => (await rowsOf(device, table, signal)).map((row) => row.name);
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
    rowsOf(device, 'firewall address', signal),
    rowsOf(device, 'firewall addrgrp', signal),
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
      ...addresses.filter((row) => row.type !== 'dynamic').map((row) => row.name),
      ...groups.filter((row) => row.category === 'default').map((row) => row.name),
    ]),
    schedules: once(['always', ...recurring, ...onetime, ...scheduleGroups]),
    services: once(['ALL', ...services, ...serviceGroups, ...predefinedServiceNames]),
    users: once(users),
    groups: once(userGroups),
    tagGroups: groups.filter((row) => row.category === 'ztna-ems-tag').map((row) => row.name),
  };
}

export function usePolicyChoices(device: string) {
  return useQuery({
    queryKey: ['policy-choices', device],
    queryFn: ({ signal }) => policyChoices(device, signal),
    meta: { topics: [`config/${device}`] },
  });
}
