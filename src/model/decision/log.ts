import { z } from '#model/zod.ts';

/** A log line's fields in their order. Values keep their bytes: `eventtime` has more digits than a number. */
export const logFieldSchema = z
  .object({ key: z.string(), value: z.string(), quoted: z.boolean() })
  .readonly();
export type LogField = z.infer<typeof logFieldSchema>;
export type LogLine = readonly LogField[];

/** A field's value; undefined where the line has none. */
export function logValue(line: LogLine, key: string): string | undefined {
  return line.find((field) => field.key === key)?.value;
}

/** `action` of a record of a ZTNA session: let in or refused, ended by hand, ended by the device. */
export const logActions = ['accept', 'deny', 'close', 'timeout'] as const;
export type LogAction = (typeof logActions)[number];
