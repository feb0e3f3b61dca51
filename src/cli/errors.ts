/**
 * What FortiOS says of a line that it does not carry out. The words were seen in public transcripts
 * (Fortinet's guides, forum threads, other people's parsers of device output); those marked [assumed] were
 * not. Each stands here once, with its return code.
 */
import type { CliRefusal } from './session.ts';

function failed(code: number, ...before: readonly string[]): readonly string[] {
  return [...before, `Command fail. Return code ${code}`];
}

/** A value that was refused while it was being set. */
function badValue(code: number, value: string, ...before: readonly string[]): readonly string[] {
  return failed(code, ...before, '', `value parse error before '${value}'`);
}

export const errors = {
  /** An unknown word, and one that could be several [assumed for the latter]. */
  parse: (word: string) => failed(-61, `command parse error before '${word}'`),
  incomplete: () => failed(-160, 'incomplete command in the end'),
  notInDatasource: (value: string) => badValue(-3, value, 'entry not found in datasource'),
  /** [assumed] */
  notInTable: (key: string) => failed(-3, `delete table entry ${key} unset oper error ret=-3`),
  /** [assumed] */
  noEntry: (key: string) => failed(-3, `entry ${key} not found in table`),
  inUse: (uses: number) => failed(-23, `The entry is used by other ${uses} entries`),
  notANumber: (value: string) => badValue(-651, value, `invalid unsigned integer value: ${value}`),
  /** A number out of its range, and other values that a setting does not take. */
  checkFailed: (field: string, value: string) =>
    badValue(-651, value, `node_check_object fail! for ${field} ${value}`),
  /** The key of EMS Cloud has 20 characters (domain.md 11). */
  badKey: (field: string, value: string) =>
    badValue(-61, value, `node_check_object fail! for ${field} ${value}`),
  badPorts: (field: string, value: string) =>
    badValue(-650, value, `node_check_object fail! for ${field} ${value}`),
  badIp: (value: string) => badValue(-8, value, 'invalid ip address'),
  /** [assumed for the code] */
  badNetmask: (value: string) => badValue(-8, value, 'invalid netmask'),
  tooLong: (value: string, limit: number) =>
    badValue(
      -1,
      value,
      `string value is too long. the size is ${value.length}, the limit is ${limit}`,
    ),
  /** A name with a character that names must do without [assumed for the code]. */
  badName: (value: string) =>
    badValue(-173, value, 'The string contains XSS vulnerability characters'),
  /** EMS's own objects are for looking at [735065; words and code assumed]. */
  readOnly: (name: string) => failed(-37, `${name} is read-only: EMS manages it.`),
  exists: (key: string) => failed(-5, `entry ${key} already exists`),
} as const;

/** What a device says at `next` or `end` of an entry that it does not take. */
export function refusalLines({ code, field, message }: CliRefusal): readonly string[] {
  switch (code) {
    case -56: {
      const name = field.split('.').at(-1) ?? field;
      return failed(
        1,
        `node_check_object fail! for ${name}`,
        '',
        `Attribute '${name}' MUST be set.`,
      );
    }
    case -3:
      return failed(-3, 'entry not found in datasource');
    default:
      return failed(1, message, `object check operator error, ${code}, discard the setting`);
  }
}
