function local(epochMs: number, offsetMinutes: number): string {
  return new Date(epochMs + offsetMinutes * 60_000).toISOString();
}

/** `10:57:02`, in a zone by its offset from UTC. */
export function clockText(epochMs: number, offsetMinutes: number): string {
  return local(epochMs, offsetMinutes).slice(11, 19);
}

/** `2025-09-16`, likewise. */
export function dateText(epochMs: number, offsetMinutes: number): string {
  return local(epochMs, offsetMinutes).slice(0, 10);
}
