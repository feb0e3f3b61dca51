/** A log line's fields out of text and back, byte for byte. */
import type { LogField, LogLine } from '#model/log.ts';

/** `key=value` and `key="value"`, space-separated, in order; numbers and addresses stand bare. */
export function printLogLine(line: LogLine): string {
  return line
    .map(
      ({ key, value, quoted }) =>
        `${key}=${quoted ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : value}`,
    )
    .join(' ');
}

/** The inverse. Text that is no field is left out; null if there is no field at all. */
export function readLogLine(text: string): LogLine | null {
  const fields: LogField[] = [];
  const pattern = /([A-Za-z_][\w-]*)=(?:"((?:[^"\\]|\\.)*)"|(\S*))/g;
  for (const match of text.matchAll(pattern))
    fields.push({
      key: match[1] ?? '',
      value: match[2] === undefined ? (match[3] ?? '') : match[2].replaceAll(/\\(.)/g, '$1'),
      quoted: match[2] !== undefined,
    });
  return fields.length === 0 ? null : fields;
}

/** One record with its number in the device's log. */
export interface NumberedLine {
  readonly index: number;
  readonly line: LogLine;
}

/** What `execute log display` prints: two counts, a blank line, and each line behind its number. */
export function printLogDisplay(found: number, records: readonly NumberedLine[]): string {
  const head = `${found} logs found.\n${records.length} logs returned.\n`;
  return [head, ...records.map(({ index, line }) => `${index}: ${printLogLine(line)}`)].join('\n');
}
