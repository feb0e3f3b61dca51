/** The states that *Undo* and *Redo* lead to: those made here at hand, all of them in the storage. */
import { type History, type HistoryStep, historySchema, noHistory } from './history.ts';
import type { WorldState } from './state.ts';
import { type HistoryWrite, type WorldStorage, fromStored, toStored } from './storage.ts';

export class KeptStates {
  private readonly storage: WorldStorage;
  private readonly atHand = new Map<string, WorldState>();

  constructor(storage: WorldStorage) {
    this.storage = storage;
  }

  /** The stored history; an empty one where there is none that can be read. */
  async history(): Promise<History> {
    const read = historySchema.safeParse(await this.storage.loadHistory());
    return read.success ? read.data : noHistory;
  }

  /** What a step writes, together with the world that it leads to. */
  writeOf({ history, keep, drop }: HistoryStep): HistoryWrite {
    return {
      history,
      keep: [...keep].map(([key, state]) => ({ key, world: toStored(state) })),
      drop: [...drop],
    };
  }

  /** Call it when a step is stored. */
  remember({ keep, drop }: HistoryStep): void {
    for (const key of drop) this.atHand.delete(key);
    for (const [key, state] of keep) this.atHand.set(key, state);
  }

  readonly find = async (key: string): Promise<WorldState | null> =>
    this.atHand.get(key) ?? fromStored(await this.storage.loadKept(key));
}
