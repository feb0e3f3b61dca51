/**
 * What an answer is about. A change names those that it touches, and the answers that belong to one of
 * them are asked again. `config/FGT-1` is a part of `config`: who touches the one touches the other.
 */
const wholes = [
  /** The summary: clock, numbers, what can be undone. */
  'world',
  'scenarios',
  /** The worlds that stand side by side. */
  'worlds',
  /** EMS's endpoints with their tags and postures, and what is on its way to them. */
  'endpoints',
  /** Tags and their definitions, with the numbers of endpoints. */
  'tags',
  /** Fabric devices and what is shared with them. */
  'devices',
  /** Outbreak alerts and FortiAnalyzer. */
  'sources',
  'config',
  /** What FortiGates know of EMS. */
  'knowledge',
  /** Sessions, the last connection, what a log line would be now. */
  'decisions',
  'log',
  /** What domain names and countries resolve to. */
  'names',
  /** Policy tests; what comes of them follows `decisions`, too. */
  'tests',
  /** Which findings are ignored. */
  'findings',
  /** The EMS servers of the world. */
  'servers',
] as const;
export type Topic = (typeof wholes)[number] | 'config/:device' | 'log/:device';

export const everything: readonly Topic[] = wholes;

/** A change on EMS travels to what FortiGates know and to open sessions, which may end and be logged. */
export const followingEms: readonly Topic[] = [
  'world',
  'endpoints',
  'tags',
  'devices',
  'sources',
  'knowledge',
  'decisions',
  'log',
];

/** A change of one FortiGate's configuration; EMS hears of its connectors alone (`followingConnectors`). */
export const followingConfig: readonly Topic[] = [
  'world',
  'config/:device',
  'knowledge',
  'decisions',
  'log',
];

/** A change of a FortiGate's connector, by which EMS lists it as connected or not. */
export const followingConnectors: readonly Topic[] = ['devices', ...followingConfig];

/** Whether what belongs to one topic is touched by a change of the other: of the same, its whole, or a part. */
export function isTouched(topic: string, changed: string): boolean {
  return `${topic}/`.startsWith(`${changed}/`) || `${changed}/`.startsWith(`${topic}/`);
}
