import type { ReactNode } from 'react';

/** Something that can be picked. `label` is what is searched and read out. */
export interface Pick {
  readonly value: string;
  readonly label: string;
  /** Read out once it is chosen, where that is more than its label. */
  readonly spoken?: string;
  /** Drawn instead of the label. */
  readonly view?: ReactNode;
  /** Options stand under their group's name. */
  readonly group?: string;
  /** Another label that this one could be taken for, where a server that knows them all has said so. */
  readonly twin?: string | null;
}

/** An option as it is offered: with a word where another option could be taken for it. */
export interface Offered extends Omit<Pick, 'twin'> {
  readonly twin: string | null;
}

export interface OfferedGroup {
  readonly value: string;
  readonly items: readonly Offered[];
}

/** At most this many options are drawn at once; typing finds the others. */
const maxOffered = 100;

/** How well a label answers what was typed, best first; null if it does not. Case counts, as it does on a FortiGate. */
function rankOf(label: string, typed: string): number | null {
  if (label === typed) return 0;
  const lower = label.toLowerCase();
  const wanted = typed.toLowerCase();
  if (lower === wanted) return 1;
  if (label.startsWith(typed)) return 2;
  if (lower.startsWith(wanted)) return 3;
  if (label.includes(typed)) return 4;
  return lower.includes(wanted) ? 5 : null;
}

/** What is left of a name when it is read carelessly. */
function careless(label: string): string {
  return label.toLowerCase().replaceAll(/[\s_-]/g, '');
}

/** For each label that another one could be taken for, that other one. */
function twinsOf(options: readonly Pick[]): (label: string) => string | null {
  const labels = new Map<string, Set<string>>();
  for (const { label } of options) {
    const key = careless(label);
    labels.set(key, (labels.get(key) ?? new Set()).add(label));
  }
  return (label) => {
    const others = labels.get(careless(label));
    return others === undefined || others.size < 2
      ? null
      : ([...others].find((other) => other !== label) ?? null);
  };
}

/** The options whose label contains what was typed: an exact name first, then those that begin with it. */
function matching(options: readonly Pick[], typed: string): readonly Pick[] {
  if (typed === '') return options;
  return options
    .flatMap((option) => {
      const rank = rankOf(option.label, typed);
      return rank === null ? [] : [{ option, rank }];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ option }) => option);
}

/**
 * What a list offers, under its groups, and how many more there are.
 * @param typed what was typed to find one; empty for all
 * @param isFound the options are a server's answer to what was typed: they are ranked, and none left out
 */
export function offerOptions(
  options: readonly Pick[],
  typed: string,
  isFound: boolean,
): { readonly groups: readonly OfferedGroup[]; readonly more: number } {
  const text = typed.trim();
  const matches = matching(options, text);
  const found = isFound
    ? [...matches, ...options.filter((option) => !matches.includes(option))]
    : matches;
  const twinOf = twinsOf(options);
  const groups = new Map<string, Offered[]>();
  for (const option of found.slice(0, maxOffered)) {
    const name = option.group ?? '';
    const offered = {
      ...option,
      twin: option.twin === undefined ? twinOf(option.label) : option.twin,
    };
    const group = groups.get(name);
    if (group) group.push(offered);
    else groups.set(name, [offered]);
  }
  return {
    groups: [...groups].map(([value, items]) => ({ value, items })),
    more: Math.max(0, found.length - maxOffered),
  };
}

/** A way to make what can be picked, at the end of what is offered. */
export interface PickMaker {
  /** What is made, as *user*. */
  readonly what: string;
  /** `typed` was looked for. */
  readonly onMake: (typed: string) => void;
}

// No object has such a name.
const makerValue = '\n';

export function isMaker({ value }: { readonly value: string }): boolean {
  return value === makerValue;
}

/** The entry that makes one, of the name that was typed unless that is there. */
export function makerGroup(
  { what }: PickMaker,
  options: readonly Pick[],
  typed: string,
): OfferedGroup {
  const name = typed.trim();
  const isNew = name !== '' && !options.some(({ label }) => label === name);
  const label = isNew ? `Create ${what} ${name}…` : `Create ${what}…`;
  return { value: makerValue, items: [{ value: makerValue, label, twin: null }] };
}

/** The value in its own order, without what was taken away, and with what is new at its end. */
export function followed(value: readonly string[], picks: readonly Pick[]): string[] {
  const chosen = new Set(picks.map((pick) => pick.value));
  const before = new Set(value);
  return [
    ...value.filter((one) => chosen.has(one)),
    ...[...chosen].filter((one) => !before.has(one)),
  ];
}
