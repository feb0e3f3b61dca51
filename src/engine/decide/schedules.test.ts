/** When a schedule is active, minute by minute, in the FortiGate's own zone. */
import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { scheduleActive } from './schedules.ts';

const { config } = readConfig(`config firewall schedule recurring
    edit "office"
        set day monday tuesday wednesday thursday friday
        set start 07:30
        set end 19:00
    next
    edit "night"
        set day friday sunday
        set start 22:00
        set end 06:00
    next
    edit "whole day"
        set day saturday
        set start 08:00
        set end 08:00
    next
    edit "no day"
        set start 00:00
        set end 00:00
    next
    edit "half an hour"
        set day monday
        set start 23:29
        set end 23:59
    next
    edit "no start"
        set day monday
        set start 24:00
        set end 12:00
    next
    edit "no end"
        set day monday
        set start 00:00
        set end noon
    next
    edit "extra"
        set day monday
        set start 107:30
        set end 12:00
    next
    edit "seconds"
        set day monday
        set start 07:30
        set end 12:00:30
    next
    edit "no such day"
        set day monday someday
        set start 00:00
        set end 23:59
    next
    edit "two starts"
        set day monday
        set start 08:00 09:00
        set end 00:00
    next
    edit "none"
        set day monday
        set start 00:00
        set end 00:00
    next
    edit "both"
        set day tuesday
        set start 10:00
        set end 11:00
    next
end
config firewall schedule onetime
    edit "both"
        set start 00:00 2025/01/01
        set end 00:00 2026/01/01
    next
    edit "launch"
        set start 08:00 2025/01/07
        set end 17:30 2025/01/08
    next
    edit "never ends"
        set start 08:00 2025/01/07
        set end tomorrow
    next
    edit "never begins"
        set start 2025/01/07
        set end 17:30 2025/01/08
    next
    edit "spaces"
        set start " 08:00   2025/02/07 "
        set end "08:00 2025/02/08"
    next
    edit "prefixed"
        set start "at 08:00 2025/01/07"
        set end 17:30 2025/01/08
    next
    edit "suffixed"
        set start 08:00 2025/01/07
        set end "17:30 2025/01/08 at the latest"
    next
    edit "backwards"
        set start 17:30 2025/01/08
        set end 08:00 2025/01/07
    next
end
config firewall schedule group
    edit "empty"
    next
    edit "either"
        set member "launch" "night"
    next
    edit "nested"
        set member "nowhere" "circle" "office"
    next
    edit "circle"
        set member "nested"
    next
    edit "office"
        set member "always"
    next
end
`);

/** Minutes of the epoch would be exact; seconds are there to be ignored. */
function at(utc: string, offsetMinutes = 0) {
  return { epochMs: Date.parse(`${utc}Z`), offsetMinutes };
}

describe('a schedule', () => {
  // 2025-01-06 was a Monday.
  test.each([
    ['always', '2025-01-06T00:00:00', true],
    ['none', '2025-01-06T12:00:00', false],
    ['nowhere', '2025-01-06T12:00:00', false],
    ['office', '2025-01-06T07:29:59', false],
    ['office', '2025-01-06T07:30:00', true],
    ['office', '2025-01-10T18:59:59', true],
    ['office', '2025-01-06T19:00:00', false],
    ['office', '2025-01-05T12:00:00', false],
    ['office', '2025-01-08T12:00:00', true],
    ['extra', '2025-01-06T08:00:00', false],
    ['seconds', '2025-01-06T08:00:00', false],
    ['office', '2025-01-11T12:00:00', false],
    ['half an hour', '2025-01-06T23:28:59', false],
    ['half an hour', '2025-01-06T23:58:59', true],
    ['half an hour', '2025-01-06T23:59:00', false],
    ['half an hour', '2025-01-07T23:40:00', false],
    // Past midnight it belongs to the day on which it began.
    ['night', '2025-01-10T21:59:00', false],
    ['night', '2025-01-10T22:00:00', true],
    ['night', '2025-01-11T00:00:00', true],
    ['night', '2025-01-11T05:59:00', true],
    ['night', '2025-01-11T06:00:00', false],
    ['night', '2025-01-11T22:30:00', false],
    ['night', '2025-01-10T05:00:00', false],
    ['night', '2025-01-12T23:00:00', true],
    ['night', '2025-01-13T01:00:00', true],
    ['whole day', '2025-01-11T00:00:00', true],
    ['whole day', '2025-01-11T23:59:59', true],
    ['whole day', '2025-01-12T00:00:00', false],
    ['whole day', '2025-01-10T23:59:59', false],
    ['no day', '2025-01-06T12:00:00', false],
    ['no start', '2025-01-06T06:00:00', false],
    // A start that is none does not begin a day that ends past midnight.
    ['no start', '2025-01-07T06:00:00', false],
    // Two starts are none.
    ['two starts', '2025-01-06T12:00:00', false],
    ['no end', '2025-01-06T06:00:00', false],
    ['launch', '2025-01-07T07:59:59', false],
    ['launch', '2025-01-07T08:00:00', true],
    ['launch', '2025-01-08T17:29:59', true],
    ['launch', '2025-01-08T17:30:00', false],
    ['launch', '2025-02-07T12:00:00', false],
    ['never ends', '2025-01-07T12:00:00', false],
    ['never begins', '2025-01-07T12:00:00', false],
    ['spaces', '2025-02-07T12:00:00', true],
    ['spaces', '2025-01-07T12:00:00', false],
    ['prefixed', '2025-01-07T12:00:00', false],
    ['suffixed', '2025-01-07T12:00:00', false],
    ['backwards', '2025-01-08T12:00:00', false],
    ['empty', '2025-01-06T12:00:00', false],
    ['either', '2025-01-07T12:00:00', true],
    ['either', '2025-01-10T23:00:00', true],
    ['either', '2025-01-06T12:00:00', false],
    // Groups that name each other end; what else they name counts.
    ['nested', '2025-01-06T12:00:00', true],
    ['nested', '2025-01-06T20:00:00', false],
    ['circle', '2025-01-06T12:00:00', true],
    // Of one name in several tables the recurring one counts.
    ['both', '2025-01-07T10:30:00', true],
    ['both', '2025-01-08T10:30:00', false],
  ])('%s at %s: %s', (name, utc, active) => {
    expect(scheduleActive(config, name, at(utc))).toBe(active);
  });

  test.each([
    ['office', '2025-01-06T15:30:00', -480, true],
    ['office', '2025-01-06T15:29:00', -480, false],
    ['office', '2025-01-06T03:00:00', -480, false],
    ['office', '2025-01-05T22:30:00', 540, true],
    ['night', '2025-01-11T05:00:00', 330, false],
    ['launch', '2025-01-07T07:00:00', 60, true],
    ['whole day', '1969-12-27T23:00:00', 60, false],
    ['whole day', '1969-12-26T23:00:00', 60, true],
    ['office', '1969-12-29T12:00:00', 0, true],
    ['office', '1969-12-29T20:00:00', 0, false],
  ])('%s at %s UTC, %i minutes east of it: %s', (name, utc, offset, active) => {
    expect(scheduleActive(config, name, at(utc, offset))).toBe(active);
  });
});

test('groups within each other end, however deep', () => {
  const depth = 2000;
  const text = Array.from(
    { length: depth },
    (_, i) => `edit "g${i}"\nset member ${i + 1 < depth ? `"g${i + 1}"` : '"always"'}\nnext\n`,
  ).join('');
  const deep = readConfig(`config firewall schedule group\n${text}end\n`).config;
  expect(scheduleActive(deep, 'g0', at('2025-01-06T12:00:00'))).toBe(false);
  expect(scheduleActive(deep, `g${depth - 300}`, at('2025-01-06T12:00:00'))).toBe(true);
});
