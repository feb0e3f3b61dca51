import type { SweptFact } from '#model/lab/access-matrix.ts';

export const factNames: Record<SweptFact, string> = {
  certificate: 'Client certificate',
  interface: 'Incoming interface',
  address: 'Source address',
  path: 'Path',
  hour: 'Time',
};

const hourMs = 3_600_000;
const moment = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/**
 * `Tue 12:00 to Tue 17:00`, on the FortiGate's clock.
 * @param isOnly whether all hours of the week come to the same
 * @param offset of the world's clock, in minutes
 */
export function hourWords(
  { value, to = value }: { readonly value: string; readonly to?: string | undefined },
  isOnly: boolean,
  offset: number,
): string {
  if (isOnly) return 'at any hour of the week';
  const at = (epochMs: number) => moment.format(new Date(epochMs + offset * 60_000));
  return `${at(Number(value))} to ${at(Number(to) + hourMs)}`;
}
