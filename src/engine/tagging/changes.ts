/** What sort of change happened on a device, which decides when EMS learns of it [937027]. */
import type { Device } from '#model/tagging/posture.ts';

export type ChangeKind = 'network' | 'logon' | 'posture';

/** What belongs to the network and to the logon; everything else is posture. */
const networkParts = ['ips', 'onFabric'] as const satisfies readonly (keyof Device)[];
const logonParts = ['user', 'logon'] as const satisfies readonly (keyof Device)[];
/** EMS's own record of the connection, which no device reports. */
const emsParts = ['uid', 'registered', 'online'] as const satisfies readonly (keyof Device)[];

/** Equality of plain data, in whatever order its keys stand. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [ofA, ofB] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return ofA.size === ofB.size && [...ofA].every(([key, value]) => same(value, ofB.get(key)));
}

function part(device: Device, parts: readonly (keyof Device)[]): unknown[] {
  return parts.map((key) => device[key]);
}

const apart: ReadonlySet<string> = new Set([...networkParts, ...logonParts, ...emsParts]);

function rest(device: Device): object {
  return Object.fromEntries(Object.entries(device).filter(([key]) => !apart.has(key)));
}

/** The sorts of everything that differs, in this order. */
export function changeKinds(before: Device, after: Device): readonly ChangeKind[] {
  const kinds: ChangeKind[] = [];
  if (!same(part(before, networkParts), part(after, networkParts))) kinds.push('network');
  if (!same(part(before, logonParts), part(after, logonParts))) kinds.push('logon');
  if (!same(rest(before), rest(after))) kinds.push('posture');
  return kinds;
}

/**
 * True if FortiClient tells EMS at once. What else has changed then goes with it: the message carries all
 * tags. Otherwise it waits for the keepalive.
 */
export function reachesAtOnce(kinds: readonly ChangeKind[]): boolean {
  return kinds.includes('network') || kinds.includes('logon');
}
