/** An endpoint reports to EMS with each keepalive, every 60 s by default [937027]. */
const intervalMs = 60_000;

/**
 * When the endpoint's next keepalive reaches EMS, later than `afterMs`. Endpoints do not all report at
 * once: the second of the minute follows from the UID [assumed].
 */
export function nextKeepalive(uid: string, afterMs: number): number {
  const phaseMs = (Number.parseInt(uid.slice(-8), 16) % 60) * 1000;
  const due = Math.floor(afterMs / intervalMs) * intervalMs + phaseMs;
  return due > afterMs ? due : due + intervalMs;
}
