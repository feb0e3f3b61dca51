/** What a decision follows from, for answers that are kept beside the state and go stale with it. */
import type { FortiosConfig } from '#model/fortios/tables.ts';
import type { WorldState } from './state.ts';

export interface Basis {
  readonly ems: WorldState['ems'];
  readonly names: WorldState['names'];
  readonly configs: readonly FortiosConfig[];
  /** Schedules know no seconds. */
  readonly minute: number;
}

export function basisOf({ ems, fortigates, clock, names }: WorldState): Basis {
  const configs = fortigates.map(({ config }) => config);
  return { ems, names, configs, minute: Math.floor(clock.epochMs / 60_000) };
}

export function isSameBasis(a: Basis, b: Basis): boolean {
  return (
    a.ems === b.ems &&
    a.names === b.names &&
    a.minute === b.minute &&
    a.configs.length === b.configs.length &&
    a.configs.every((config, i) => config === b.configs[i])
  );
}
