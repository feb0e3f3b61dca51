/** What on a device grows older by itself: signatures and a system that are not updated, and what the sandbox found. */
import type { Posture } from '#model/tagging/posture.ts';
import type { Clock, WorldState } from '../state.ts';

const dayMs = 86_400_000;

/** Midnights of the world's own time zone that have passed since the epoch. */
function dayOf({ epochMs, offsetMinutes }: Clock): number {
  return Math.floor((epochMs + offsetMinutes * 60_000) / dayMs);
}

/** An update of today says that the device keeps itself updated: it stays so [assumed]. */
function older(posture: Posture, days: number): Posture {
  const { antivirus, sandboxDetections, osUpdateAgeDays } = posture;
  const isStale = antivirus.installed && antivirus.signatureAgeDays > 0;
  if (!isStale && osUpdateAgeDays === 0 && sandboxDetections.length === 0) return posture;
  return {
    ...posture,
    antivirus: isStale
      ? { ...antivirus, signatureAgeDays: antivirus.signatureAgeDays + days }
      : antivirus,
    osUpdateAgeDays: osUpdateAgeDays === 0 ? 0 : osUpdateAgeDays + days,
    sandboxDetections: sandboxDetections.map((one) => ({ ...one, daysAgo: one.daysAgo + days })),
  };
}

/** The postures of one moment at another; the very same where no midnight lies between, or nothing ages. */
export function aged(
  postures: WorldState['postures'],
  then: Clock,
  now: Clock,
): WorldState['postures'] {
  const days = dayOf(now) - dayOf(then);
  if (days <= 0) return postures;
  const entries = Object.entries(postures).map(
    ([uid, posture]) => [uid, older(posture, days)] as const,
  );
  return entries.every(([uid, posture]) => postures[uid] === posture)
    ? postures
    : Object.fromEntries(entries);
}
