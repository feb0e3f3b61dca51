/** What a command line knows and remembers: the FortiGate that it is on, and where in the tree it stands. */
import type { ConfigBlock, ConfigStatement } from '#model/fortios/config-tree.ts';
import type { FieldSet, LooseRow } from '#model/fortios/fields.ts';
import type { FortiosConfig, TableName } from '#model/fortios/tables.ts';
import type { Ems } from '#model/ems/ems.ts';

export interface CliFortiGate {
  readonly name: string;
  readonly serial: string;
  /** `7.6.4` */
  readonly version: string;
  readonly build: number;
  /** The number of its EMS connector, 1 to 7. */
  readonly connector: number;
  /** Connectors whose EMS certificate is not verified. Absent for none. */
  readonly unverified?: readonly number[] | undefined;
  readonly config: FortiosConfig;
  /** Newest last. */
  readonly logs: readonly { readonly index: number; readonly text: string }[];
}

/** The world as one FortiGate's command line sees it. */
export interface CliWorld {
  readonly fortigate: CliFortiGate;
  readonly ems: Ems;
  readonly clock: { readonly epochMs: number; readonly offsetMinutes: number };
  /** Endpoints with an open ZTNA session on this FortiGate, by UID. */
  readonly ztnaUids: ReadonlySet<string>;
  /** Who is in: the open ZTNA sessions of this FortiGate that have a user, oldest first. */
  readonly users: readonly ProxyUser[];
}

/** A user of the proxy, and what went through it so far. */
export interface ProxyUser {
  readonly srcip: string;
  readonly user: string;
  /** Milliseconds of the epoch on the world's clock. */
  readonly since: number;
  readonly policyid: number;
  readonly policytype: 'policy' | 'proxy-policy';
  readonly lanIn: number;
  readonly lanOut: number;
}

/** What a line does to the configuration. Whoever runs the line carries it out. */
export type CliChange =
  | {
      readonly kind: 'save';
      readonly table: TableName;
      /** Of the entry that it replaces; null for a new one. */
      readonly key: string | null;
      readonly row: LooseRow;
    }
  | { readonly kind: 'delete'; readonly table: TableName; readonly keys: readonly string[] }
  | {
      readonly kind: 'rename' | 'clone';
      readonly table: TableName;
      readonly key: string;
      readonly newKey: string;
    }
  | {
      readonly kind: 'move';
      readonly table: TableName;
      readonly key: string;
      readonly place: 'before' | 'after';
      readonly other: string;
    }
  /** The certificate of an EMS is accepted, or trusted no longer: no change of the configuration's text. */
  | { readonly kind: 'verify'; readonly connector: number; readonly verified: boolean }
  /** A section that is none of the lab's tables. */
  | { readonly kind: 'keep'; readonly block: ConfigBlock };

/** Why a change was not carried out; the codes are FortiOS's (domain.md section 10). */
export interface CliRefusal {
  readonly code: number;
  readonly field: string;
  readonly message: string;
}
/** Carries a change out; null if that went well. */
export type Apply = (change: CliChange) => CliRefusal | null;

/** `config firewall policy`, or `config api-gateway` in an entry. */
interface TableLevel {
  readonly kind: 'table';
  readonly path: string;
  /** The table that the whole edit is about. */
  readonly table: TableName;
  readonly fields: FieldSet;
  readonly key: string;
}
/** `edit …`: the entry with what was set so far. */
export interface EntryLevel {
  readonly kind: 'entry';
  readonly table: TableName;
  readonly fields: FieldSet;
  readonly key: string;
  readonly name: string;
  /** It is not in its table yet. */
  readonly isNew: boolean;
  /** The object of a tag: it can be looked at. Absent is no. */
  readonly readOnly?: true;
  /** As it was when it was opened. */
  readonly opened: LooseRow;
  readonly row: LooseRow;
}
/** Inside a section that is none of the lab's tables, where statements are kept as they come. */
export interface KeptLevel {
  readonly kind: 'kept';
  /** An entry's key, or the section's words. */
  readonly name: string;
  readonly isEntry: boolean;
  readonly body: readonly ConfigStatement[];
}
export type Level = TableLevel | EntryLevel | KeptLevel;

export interface LogFilter {
  /** 0 is traffic; the lab's devices log nothing else. */
  readonly category: number;
  readonly fields: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly startLine: number;
  readonly viewLines: number;
}
export const firstLogFilter: LogFilter = { category: 0, fields: [], startLine: 1, viewLines: 10 };

/** What waits for `y` or `n`: the purge of a table, of a section that is kept as it is, or of the log. */
export type Asking = TableName | 'kept' | 'log';

export interface CliSession {
  readonly levels: readonly Level[];
  readonly logFilter: LogFilter;
  readonly purging: Asking | null;
  /** The last line of the log that `execute log delete` has taken out of this session's sight. */
  readonly deletedTo: number;
  /** The beginning of a line whose quotation mark is still open. */
  readonly unfinished: string;
}
export const newSession: CliSession = {
  levels: [],
  logFilter: firstLogFilter,
  purging: null,
  deletedTo: -1,
  unfinished: '',
};

export function promptOf(world: CliWorld, session: CliSession): string {
  if (session.unfinished !== '') return '> ';
  if (session.purging !== null) return 'Do you want to continue? (y/n) ';
  const level = session.levels.at(-1);
  const { name } = world.fortigate;
  if (!level) return `${name} # `;
  const inside = level.kind === 'table' ? (level.path.split(' ').at(-1) ?? '') : level.name;
  return `${name} (${level.kind === 'kept' && !level.isEntry ? (inside.split(' ').at(-1) ?? '') : inside}) # `;
}
