/** Interfaces and zones: what a form and a FortiGate refuse of one, and what lists say of it. */
import { isContiguousMask, subnetNumbers } from '../ip.ts';
import { type FieldProblem, type RowDraft, newRow, rowProblems } from '../rows.parse.ts';
import type { Interface } from '../tables.ts';

export const interfaceRoles = ['lan', 'wan', 'dmz', 'undefined'] as const;

export const roleWords: Readonly<Record<Interface['role'], string>> = {
  lan: 'LAN',
  wan: 'WAN',
  dmz: 'DMZ',
  undefined: 'Undefined',
};

/** Types by FortiOS's words for them; one that is not here is shown as it stands. */
const typeWords: Readonly<Record<string, string>> = {
  physical: 'Physical Interface',
  vlan: 'VLAN',
  aggregate: '802.3ad Aggregate',
  redundant: 'Redundant Interface',
  tunnel: 'Tunnel Interface',
  loopback: 'Loopback Interface',
  'hard-switch': 'Hardware Switch',
  switch: 'Software Switch',
  'vap-switch': 'WiFi SSID',
};
export const zoneWords = 'Zone';

export function interfaceTypeWords(type: string): string {
  return typeWords[type] ?? type;
}

/** What an interface asks for besides the form of each value. */
export function interfaceAddressProblems({ ip }: Interface): readonly FieldProblem[] {
  if (ip === '') return [];
  const subnet = /[\s/]/.test(ip.trim()) ? subnetNumbers(ip) : null;
  if (subnet === null)
    return [
      {
        field: 'ip',
        code: -8,
        message: `${ip} is not an address with a mask. Write it as 10.0.3.1/24 or 10.0.3.1 255.255.255.0.`,
      },
    ];
  return isContiguousMask(subnet.mask)
    ? []
    : [
        {
          field: 'ip',
          code: -8,
          message: `The mask in ${ip} has a gap. Write a mask such as 255.255.255.0.`,
        },
      ];
}

export function interfaceProblems(draft: RowDraft<'system interface'>): readonly FieldProblem[] {
  const row = newRow('system interface', draft);
  return [...rowProblems('system interface', row), ...interfaceAddressProblems(row)];
}

/** What a zone asks for; a zone without members is one, which matches nothing [schema 7.6.5]. */
export function zoneProblems(draft: RowDraft<'system zone'>): readonly FieldProblem[] {
  return rowProblems('system zone', newRow('system zone', draft));
}

/** An interface is in one zone at most. */
export function inOtherZone(name: string, zone: string): string {
  return `${name} is in the zone ${zone}. An interface can be in one zone only.`;
}

/** In a policy stands the zone, and none of its members [225349]. */
export function zoneStandsForIt(name: string, zone: string): string {
  return `${name} is in the zone ${zone}. Name the zone in policies.`;
}

/** [225349] */
export function standsInPolicies(name: string, policies: string): string {
  return `${name} stands in ${policies}, and an interface in a zone cannot. Name the zone or another interface there first.`;
}
