/** Releases of FortiOS, as far as they differ in what the lab imitates. */
import type { FieldSet, Release } from '../fields.ts';

function numbersOf(release: Release): readonly [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = release.split('.').map(Number);
  return [major, minor, patch];
}

/** Whether the release is that one or a later one. */
export function isFrom(release: Release, first: Release): boolean {
  const [a, b] = [numbersOf(release), numbersOf(first)];
  const at = a.findIndex((number, i) => number !== b[i]);
  return at < 0 || (a[at] ?? 0) > (b[at] ?? 0);
}

/** Whether what a ZTNA server asks of clients is set in its VIP, and no longer in its access proxy [1035072]. */
export function isAskedByVip(release: Release): boolean {
  return isFrom(release, '7.6.1') || (release.startsWith('7.4.') && isFrom(release, '7.4.8'));
}

/** Whether a real server's certificate can be verified [Ansible]. */
export const hasVerifiedServers = (release: Release): boolean => isFrom(release, '7.6.3');

const known = new WeakMap<FieldSet, Map<Release, FieldSet>>();

/** The fields that FortiOS has in that release; sub-tables are not looked into. */
export function fieldsIn(fields: FieldSet, release: Release): FieldSet {
  const byRelease = known.get(fields) ?? new Map<Release, FieldSet>();
  known.set(fields, byRelease);
  const found = byRelease.get(release);
  if (found) return found;
  const there = Object.fromEntries(
    Object.entries(fields).filter(([, { isIn }]) => isIn?.(release) ?? true),
  );
  byRelease.set(release, there);
  return there;
}
