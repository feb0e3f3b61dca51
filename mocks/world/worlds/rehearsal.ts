/** What a draft's changes make of the world that it was made from, as that is now. */
import type { ChangeFit } from '#model/lab/worlds/draft.ts';
import { count, listWords, plural } from '#model/plural.ts';
import { z } from '#model/zod.ts';
import { type Command, commandSchema, run } from '../commands.ts';
import type { PastChange } from '../history/history.ts';
import { granted } from '../answered.ts';
import { RefusalError, conflict } from '../refusal.ts';
import { type WorldState, changedAt } from '../state.ts';
import { settled } from '../tagging/tag-changes.ts';
import type { World } from '../world.ts';
import { objectWords } from './object-words.ts';

export interface RehearsedChange {
  readonly change: PastChange;
  readonly commands: readonly Command[];
  readonly fit: ChangeFit;
  /** The world with it, and with those before it. */
  readonly after: WorldState;
}

const onFortiGateSchema = z.object({ fortigate: z.string() });

/** The FortiGates that commands name. */
export function fortigatesNamed(commands: readonly unknown[]): string[] {
  const named = commands.flatMap((one) => onFortiGateSchema.safeParse(one).data?.fortigate ?? []);
  return [...new Set(named)];
}

const revisedSchema = z.looseObject({
  basedOn: z.unknown().optional(),
  steps: z.array(z.unknown()).optional(),
});

/**
 * A form in a draft is based on a revision of the draft, which no other world has. What the draft overwrites
 * is found by `overwritten`, and nobody is refused for it.
 */
function withoutRevision(command: unknown): unknown {
  const { data } = revisedSchema.safeParse(command);
  if (!data) return command;
  const { basedOn, steps } = data;
  return {
    ...data,
    ...(basedOn === undefined ? {} : { basedOn: null }),
    ...(steps === undefined ? {} : { steps: steps.map(withoutRevision) }),
  };
}

/** The commands of a change as another world carries them out; null where this version does not know one. */
export function commandsOf(kept: readonly unknown[]): readonly Command[] | null {
  const read = kept.map((one) => commandSchema.safeParse(withoutRevision(one)));
  const known = read.flatMap(({ data }) => (data ? [data] : []));
  return known.length === read.length ? known : null;
}

/** Objects that the change touches, and that were changed in the world since. */
function overwritten(
  base: WorldState,
  since: number,
  before: WorldState,
  after: WorldState,
): readonly string[] {
  const paths = Object.keys(after.changed).filter(
    (path) =>
      before.changed[path] !== after.changed[path] &&
      Object.hasOwn(base.changed, path) &&
      changedAt(base, path) > since,
  );
  return [...new Set(paths.flatMap((path) => objectWords(path) ?? []))];
}

/** Each change on the world, one after the other; one that is refused is left out, and said so. */
export function rehearseChanges(
  base: WorldState,
  since: number,
  changes: readonly PastChange[],
  former: readonly RehearsedChange[] = [],
): readonly RehearsedChange[] {
  // What was rehearsed before, as far as nothing was changed in it.
  const same = former.findIndex(({ change }, i) => change.revision !== changes[i]?.revision);
  const rehearsed = former.slice(0, same === -1 ? changes.length : same);
  let state = rehearsed.at(-1)?.after ?? base;
  for (const change of changes.slice(rehearsed.length)) {
    const commands = commandsOf(change.commands ?? []);
    const refused = (message: string): RehearsedChange => ({
      change,
      commands: [],
      fit: { kind: 'refused', message },
      after: state,
    });
    if (!commands) {
      rehearsed.push(refused('This version of Posture Lab cannot read the change.'));
      continue;
    }
    try {
      let after = state;
      for (const command of commands) ({ state: after } = run(after, command));
      const objects = overwritten(base, since, state, after);
      state = settled(state, after);
      const fit: ChangeFit =
        objects.length === 0 ? { kind: 'fits' } : { kind: 'overwrites', objects: [...objects] };
      rehearsed.push({ change, commands, fit, after: state });
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      rehearsed.push(refused(error.message));
    }
  }
  return rehearsed;
}

/**
 * Makes them in the world, as one change; gives its revision. Refused where one does not fit.
 * @param words what *Undo* calls it, before how many changes it is
 * @param remedy what to do about so many that do not fit
 */
export async function applyRehearsed(
  base: World,
  changes: readonly RehearsedChange[],
  words: string,
  remedy: (refused: number) => string,
): Promise<number> {
  const refused = changes.filter(({ fit }) => fit.kind === 'refused');
  const { length } = refused;
  if (length > 0)
    conflict(
      `${count(length, 'change')} ${plural(length, 'does', 'do')} not fit: ${listWords(refused.map(({ change }) => change.words))}. ${remedy(length)}`,
    );
  return granted(
    await base.executeTogether(
      changes.flatMap(({ commands }) => commands),
      `${words} (${count(changes.length, 'change')})`,
    ),
  );
}
