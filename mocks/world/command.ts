/** A kind of change: one object with its name, its whole input as data, and what it does to the world. */
import type { ConnectAnswer } from '#model/lab/lab-api.ts';
import { z } from '#model/zod.ts';
import type { WorldState } from './state.ts';

/** What carrying a command out gives. */
export interface Carried {
  readonly state: WorldState;
  /** The key of what was made; of the first, where there are several. */
  readonly key?: string | null;
  readonly connection?: ConnectAnswer;
}

interface About<Shape extends z.ZodRawShape> {
  /** All that it needs besides the state: a command that was stored does the same again. */
  readonly input: z.ZodObject<Shape>;
  /** What *Undo* calls it; null for what is no change of settings. */
  readonly words: (input: z.output<z.ZodObject<Shape>>) => string | null;
  /** The objects that it changes, so that an editor that shows an older state can be told. */
  readonly touches: (
    before: WorldState,
    input: z.output<z.ZodObject<Shape>>,
    after: Carried,
  ) => readonly string[];
  /** Throws a RefusalError, with nothing changed, where it cannot be carried out. */
  readonly run: (state: WorldState, input: z.output<z.ZodObject<Shape>>) => Carried;
}

/** A command as given: its kind's object and its own input together. */
export interface GivenCommand {
  readonly words: () => string | null;
  readonly touches: (before: WorldState, after: Carried) => readonly string[];
  readonly run: (state: WorldState) => Carried;
}

interface Named {
  readonly kind: string;
}

/** What one list can hold of all kinds. */
interface AnyKind {
  /** Null where the command is of another kind. */
  readonly give: (command: Named) => GivenCommand | null;
}

export function command<const Kind extends string, Shape extends z.ZodRawShape>(
  kind: Kind,
  { input, words, touches, run }: About<Shape>,
) {
  // In a union of commands, the kind says what the rest is.
  const isOwn = (given: Named): given is Named & z.output<z.ZodObject<Shape>> =>
    given.kind === kind;
  return {
    kind,
    schema: input.extend({ kind: z.literal(kind) }),
    run,
    give: (given: Named): GivenCommand | null =>
      isOwn(given)
        ? {
            words: () => words(given),
            touches: (before, after) => touches(before, given, after),
            run: (state) => run(state, given),
          }
        : null,
  };
}

/** The command with the object of its kind, from a list that has it. */
export function givenIn(kinds: readonly AnyKind[], given: Named): GivenCommand {
  for (const kind of kinds) {
    const found = kind.give(given);
    if (found) return found;
  }
  throw new Error(`There is no command ${given.kind}.`);
}
