import type { Moment } from './session.ts';

/** Of a time with its offset from UTC, as `2025-01-07T10:57:00-08:00`. */
export function momentOf(time: string): Moment {
  const offset = /([+-])(\d\d):(\d\d)$/.exec(time);
  const minutes = offset ? Number(offset[2]) * 60 + Number(offset[3]) : 0;
  return { epochMs: Date.parse(time), offsetMinutes: offset?.[1] === '-' ? -minutes : minutes };
}
