/** Moments that stand for all others, as far as schedules tell them apart. */
import type { FortiosConfig } from '#model/fortios/tables.ts';

const dayMinutes = 24 * 60;
const weekMinutes = 7 * dayMinutes;

function minutesOf(text: string): readonly number[] {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  return match ? [Number(match[1]) * 60 + Number(match[2])] : [];
}

function oneTimeOf(text: string): readonly number[] {
  const match = /^(\d{1,2}):(\d{2})\s+(\d{4})\/(\d{2})\/(\d{2})$/.exec(text.trim());
  if (!match) return [];
  const [hour, minute, year, month, day] = match.slice(1).map(Number);
  return [Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute) / 60_000];
}

/** More than these, and whether a schedule is active is a question of its own for each name. */
const mostMoments = 3000;

/** The schedules that are reached from some names through groups. */
function schedulesReached(config: FortiosConfig, names: readonly string[]): ReadonlySet<string> {
  const groups = new Map(config['firewall schedule group'].map((one) => [one.name, one.member]));
  const reached = new Set(names);
  // What is added on the way is looked at as well.
  for (const name of reached) for (const member of groups.get(name) ?? []) reached.add(member);
  return reached;
}

/**
 * In minutes of the epoch by the FortiGate's own clock, from the given one on: nothing that the schedules say
 * begins or ends between two of them. What is over does not come again. Null where there are too many.
 */
export function momentsOf(
  config: FortiosConfig,
  names: readonly string[],
  now: number,
): readonly [number, ...number[]] | null {
  const reached = schedulesReached(config, names);
  const ofDay = new Set([0]);
  for (const { name, start, end } of config['firewall schedule recurring'])
    if (reached.has(name))
      for (const one of [start, end].flatMap(minutesOf)) ofDay.add(one % dayMinutes);
  const turns = new Set<number>();
  for (const { name, start, end } of config['firewall schedule onetime'])
    if (reached.has(name)) for (const one of [start, end].flatMap(oneTimeOf)) turns.add(one);
  const ofWeek = Array.from({ length: 7 }, (_, day) =>
    [...ofDay].map((minute) => day * dayMinutes + minute),
  ).flat();
  if ((turns.size + 2) * ofWeek.length > mostMoments) return null;
  const found = new Set<number>();
  const sorted = [...turns].filter((one) => one > now).toSorted((a, b) => a - b);
  // From now on, and after each turn: a week of each, as far as it reaches.
  for (const start of [now, ...sorted]) {
    const end = sorted.find((one) => one > start) ?? Number.POSITIVE_INFINITY;
    found.add(start);
    const week = Math.floor(start / dayMinutes) * dayMinutes;
    for (const offset of ofWeek) {
      const moment = week + offset;
      for (const one of [moment, moment + weekMinutes])
        if (one > start && one < end) found.add(one);
    }
  }
  found.delete(now);
  return [now, ...found];
}
