/** Refusals that more than one command or form gives. */

export function noEndpoint(uid: string): string {
  return `EMS has no endpoint ${uid}.`;
}

/** @param device its serial number or name */
export function noFabricDevice(device: string): string {
  return `EMS has no Fabric device ${device}.`;
}

export function noEntry(fortigate: string, table: string, key: string): string {
  return `${fortigate} has no ${table} ${key}.`;
}

/** What a policy lacks, as forms and FortiGates say it. */
export const policyLacks = {
  incomingInterface: 'Choose at least one incoming interface.',
  outgoingInterface: 'Choose at least one outgoing interface.',
  source: 'Choose at least one source address. Use all for any address.',
  destination: 'Choose at least one destination. Use all for any address.',
  service: 'Choose at least one service. Use ALL for any service.',
  schedule: 'Choose a schedule.',
  server: 'Choose a ZTNA server.',
} as const;

export function policyNameTaken(policyid: number): string {
  return `Policy ${policyid} already has this name. Choose another name.`;
}
