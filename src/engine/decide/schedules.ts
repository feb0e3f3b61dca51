/** Whether a schedule is active at a moment of the FortiGate's own zone. */
import type { FortiosConfig } from '#model/fortios/tables.ts';
import type { Moment } from '#model/decision/session.ts';

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const minutesOfDay = 24 * 60;
/** More groups within each other than this are a mistake, and would use up the stack. */
const mostGroups = 500;

function minutes(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (!match) return null;
  const value = Number(match[1]) * 60 + Number(match[2]);
  return value < minutesOfDay ? value : null;
}

/** `08:00 2025/01/07` as minutes of the epoch, in the zone in which it is written. */
function oneTimeMinutes(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})\s+(\d{4})\/(\d{2})\/(\d{2})$/.exec(text.trim());
  if (!match) return null;
  const [hour, minute, year, month, day] = match.slice(1).map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute) / 60_000;
}

/**
 * Active or not. A recurring schedule whose stop is not after its start runs past midnight and belongs to
 * the day on which it began; equal times mean the whole day. A name that does not exist is never active.
 */
export function scheduleActive(config: FortiosConfig, name: string, at: Moment): boolean {
  const local = Math.floor(at.epochMs / 60_000) + at.offsetMinutes;
  const weekday = new Date(local * 60_000).getUTCDay();
  const now = ((local % minutesOfDay) + minutesOfDay) % minutesOfDay;

  // Groups may name each other: each is asked once.
  const asked = new Set<string>();

  function active(wanted: string): boolean {
    if (wanted === 'always') return true;
    if (wanted === 'none') return false;
    const recurring = config['firewall schedule recurring'].find(
      (schedule) => schedule.name === wanted,
    );
    if (recurring) {
      const start = minutes(recurring.start);
      const end = minutes(recurring.end);
      if (start === null || end === null) return false;
      const today = recurring.day.includes(days[weekday] ?? '');
      const yesterday = recurring.day.includes(days[(weekday + 6) % 7] ?? '');
      if (start === end) return today;
      if (start < end) return today && now >= start && now < end;
      return (today && now >= start) || (yesterday && now < end);
    }
    const once = config['firewall schedule onetime'].find((schedule) => schedule.name === wanted);
    if (once) {
      const start = oneTimeMinutes(once.start);
      const end = oneTimeMinutes(once.end);
      return start !== null && end !== null && local >= start && local < end;
    }
    const group = config['firewall schedule group'].find((schedule) => schedule.name === wanted);
    if (!group || asked.has(wanted) || asked.size >= mostGroups) return false;
    asked.add(wanted);
    return group.member.some(active);
  }

  return active(name);
}
