/** FortiOS configuration text as a tree that keeps everything, also what means nothing to us. */
export interface SetStatement {
  readonly kind: 'set' | 'append' | 'select' | 'unselect';
  readonly name: string;
  readonly values: readonly ConfigValue[];
  readonly line: number;
}
export interface UnsetStatement {
  readonly kind: 'unset';
  readonly name: string;
  readonly line: number;
}
/** `delete`, `rename … to …`, `move … before …`, `clone … to …`. */
export interface TableStatement {
  readonly kind: 'delete' | 'rename' | 'move' | 'clone';
  readonly values: readonly ConfigValue[];
  readonly line: number;
}
export interface EditStatement {
  readonly kind: 'edit';
  readonly key: ConfigValue;
  readonly body: readonly ConfigStatement[];
  readonly line: number;
}
export interface ConfigBlock {
  readonly kind: 'config';
  /** The words after `config`, as `firewall policy`. */
  readonly path: string;
  readonly body: readonly ConfigStatement[];
  readonly line: number;
}
/** A line as it stands: a header comment, a prompt, or text that fits nowhere. */
export interface LooseLine {
  readonly kind: 'text';
  readonly text: string;
  readonly line: number;
}
export type ConfigStatement =
  | SetStatement
  | UnsetStatement
  | TableStatement
  | EditStatement
  | ConfigBlock
  | LooseLine;

export interface ConfigValue {
  readonly text: string;
  readonly quoted: boolean;
}

/** An oddity met while reading: where, and a sentence on it. Lines and columns count from 1. */
export interface ConfigWarning {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}
