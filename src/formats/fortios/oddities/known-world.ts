/** What is known around a configuration while its oddities are looked for. */
import type { ConfigReading } from '../config.ts';
import type { Warnings } from '../../warnings.ts';
import type { ConfigStatement } from '#model/fortios/config-tree.ts';
import type { Tag } from '#model/tagging/tags.ts';

export interface KnownWorld {
  /** The tags that this FortiGate knows. */
  readonly tags: readonly Tag[];
  /** The serial numbers of every EMS that there is; null where it is not known. */
  readonly emsSerials: readonly string[] | null;
  /** What the configuration had before the text was merged into it: its places are none of this text's. */
  readonly before?: ReadonlySet<ConfigStatement>;
}

export type Read = Pick<ConfigReading, 'config' | 'placeOf'>;

/** Looks for one sort of oddity. */
export type Note = (read: Read, warnings: Warnings, known: KnownWorld) => void;
