/** The ways back of the changes that can be undone and redone: those made here at hand, all of them stored. */
import { type FindWay, type HistoryStep, type WayBack, wayBackSchema } from './history.ts';
import type { WorldStorage, WorldWrite } from '../storage/storage.ts';

export class Ways {
  private readonly storage: WorldStorage;
  private readonly atHand = new Map<number, WayBack>();

  constructor(storage: WorldStorage) {
    this.storage = storage;
  }

  /** What a step stores, together with the rows of the world that it leads to. */
  static writes({ ways }: HistoryStep): WorldWrite['archive'] {
    return [...ways].map(([key, value]) => ({ key, value }));
  }

  /** Call it when a step is stored. */
  remember({ ways }: HistoryStep): void {
    for (const [revision, way] of ways)
      if (way) this.atHand.set(revision, way);
      else this.atHand.delete(revision);
  }

  /** Another tab may have led them elsewhere. */
  forget(): void {
    this.atHand.clear();
  }

  readonly find: FindWay = async (revision) => {
    const way = this.atHand.get(revision);
    if (way) return way;
    const read = wayBackSchema.safeParse(await this.storage.archived(revision));
    return read.success ? read.data : null;
  };
}
