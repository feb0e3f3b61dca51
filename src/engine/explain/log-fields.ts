/** What every line of the traffic log is made of: its fields, and the time. */
import type { LogField } from '#model/decision/log.ts';

export const bare = (key: string, value: string | number | bigint): LogField => ({
  key,
  value: String(value),
  quoted: false,
});
export const quoted = (key: string, value: string): LogField => ({ key, value, quoted: true });

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** `-0800` for -480. */
export function zoneText(offsetMinutes: number): string {
  const size = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}${twoDigits(size % 60)}`;
}

/**
 * Date and time in the FortiGate's zone. The samples' times are their event times rounded to the nearest
 * second, so this rounds as well [assumed].
 */
export function when({
  eventtimeNs,
  offsetMinutes,
}: {
  readonly eventtimeNs: bigint;
  readonly offsetMinutes: number;
}): LogField[] {
  const seconds = (eventtimeNs + 500_000_000n) / 1_000_000_000n;
  const local = new Date(Number(seconds) * 1000 + offsetMinutes * 60_000).toISOString();
  return [
    bare('date', local.slice(0, 10)),
    bare('time', local.slice(11, 19)),
    bare('eventtime', eventtimeNs),
    quoted('tz', zoneText(offsetMinutes)),
  ];
}
