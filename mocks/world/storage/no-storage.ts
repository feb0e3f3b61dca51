import type { WorldStorage } from './storage.ts';

/** Keeps nothing. */
export const noStorage: WorldStorage = {
  load: () => Promise.resolve(undefined),
  since: () => Promise.resolve(null),
  write: () => Promise.resolve(true),
  archived: () => Promise.resolve(undefined),
  setAside: () => Promise.resolve(),
  setFormerAside: () => Promise.resolve(),
  former: () => Promise.resolve(undefined),
  takeSnapshot: () => Promise.resolve(false),
  snapshot: () => Promise.resolve(undefined),
  snapshots: () => Promise.resolve([]),
  dropSnapshot: () => Promise.resolve(),
};
