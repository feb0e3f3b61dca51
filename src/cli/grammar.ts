/**
 * Commands as data: steps from word to word. Completion, help and execution all walk the same steps, so
 * that what is offered is what is taken.
 */
import { type Line, type Word, typed } from './line.ts';
import type { Apply, CliWorld, CliSession } from './session.ts';

/** Where a line is typed. */
export interface Place {
  readonly world: CliWorld;
  readonly session: CliSession;
}
/** What is done with a transaction; the lab's is a draft of the whole world. */
export type TransactionStep = 'start' | 'commit' | 'abort' | 'info' | 'commands';

/** What a line gives. */
export interface LineOutcome {
  readonly lines: readonly string[];
  readonly session: CliSession;
  /** The session was left by `exit`. */
  readonly closed?: true;
  /** What it asks of whoever keeps transactions, in place of lines. */
  readonly transaction?: TransactionStep;
}
export type Handler = (args: readonly Word[], place: Place, apply: Apply) => LineOutcome;

type Next = readonly Step[] | ((place: Place) => readonly Step[]);
interface Onward {
  readonly help: string;
  readonly next?: Next;
  /** What the line does if it ends here. */
  readonly run?: Handler;
}
/** A word of the language; any beginning of it that is no other word's will do. */
export interface KeywordStep extends Onward {
  readonly kind: 'word';
  readonly word: string;
  /** It is a value, and the handler gets it. */
  readonly isValue?: true;
}
/** A name, number or text. */
export interface ValueStep extends Onward {
  readonly kind: 'value';
  /** As help shows it: `<name>`. */
  readonly name: string;
  /** Values that are known to be good here. */
  readonly offers?: (place: Place) => readonly string[];
  /** More of them may follow. */
  readonly isList?: true;
}
export type Step = KeywordStep | ValueStep;

export function keyword(word: string, help: string, onward: Omit<Onward, 'help'>): KeywordStep {
  return { kind: 'word', word, help, ...onward };
}
export function value(
  name: string,
  help: string,
  onward: Omit<ValueStep, 'kind' | 'name' | 'help'>,
): ValueStep {
  return { kind: 'value', name, help, ...onward };
}

/** A line that only prints. */
export function printing(
  print: (place: Place, args: readonly Word[]) => readonly string[],
): Handler {
  return (args, place) => ({ lines: print(place, args), session: place.session });
}

type Walk =
  | {
      readonly kind: 'reached';
      readonly steps: readonly Step[];
      readonly args: readonly Word[];
      readonly run: Handler | null;
    }
  /** No step, or several, for this word. */
  | { readonly kind: 'lost'; readonly word: Word };

function pick(steps: readonly Step[], word: Word): Step | null {
  const keywords = steps.filter((step) => step.kind === 'word');
  if (!word.quoted && word.text !== '') {
    const exact = keywords.find((step) => step.word === word.text);
    if (exact) return exact;
    const begun = keywords.filter((step) => step.word.startsWith(word.text));
    const [only] = begun;
    if (only && begun.length === 1) return only;
  } else {
    const quotedValue = keywords.find((step) => step.isValue && step.word === word.text);
    if (quotedValue) return quotedValue;
  }
  return steps.find((step) => step.kind === 'value') ?? null;
}

function following(step: Step, place: Place): readonly Step[] {
  const { next = [] } = step;
  const steps = typeof next === 'function' ? next(place) : next;
  return step.kind === 'value' && step.isList ? [step, ...steps] : steps;
}

/** Follows words from the first steps on. */
export function walk(first: readonly Step[], words: readonly Word[], place: Place): Walk {
  let steps = first;
  let run: Handler | null = null;
  const args: Word[] = [];
  for (const word of words) {
    const step = pick(steps, word);
    if (!step) return { kind: 'lost', word };
    if (step.kind === 'value') args.push(word);
    else if (step.isValue) args.push({ ...word, text: step.word });
    run = step.run ?? null;
    steps = following(step, place);
  }
  return { kind: 'reached', steps, args, run };
}

export interface Offer {
  /** As it would be typed. */
  readonly text: string;
  readonly help: string;
}
/** What may stand at the end of a line. */
export interface Offers {
  /** Where in the line the word begins that they complete. */
  readonly from: number;
  readonly offers: readonly Offer[];
  /** `<name>` and what it is, where something else may be typed too. */
  readonly open: Offer | null;
  /** The line may also end here. */
  readonly mayEnd: boolean;
}

export function offersAt(
  first: readonly Step[],
  { words, ended }: Line,
  length: number,
  place: Place,
): Offers {
  const last = ended ? undefined : words.at(-1);
  const before = last ? words.slice(0, -1) : words;
  const from = last?.start ?? length;
  const walked = walk(first, before, place);
  if (walked.kind === 'lost') return { from, offers: [], open: null, mayEnd: false };
  const begun = last?.text ?? '';
  const offers = new Map<string, Offer>();
  let open: Offer | null = null;
  for (const step of walked.steps) {
    const known = step.kind === 'word' ? [step.word] : (step.offers?.(place) ?? []);
    if (step.kind === 'value') open = { text: step.name, help: step.help };
    if (step.kind === 'word' && last?.quoted && !step.isValue) continue;
    for (const one of known)
      if (one.startsWith(begun) && !offers.has(one))
        offers.set(one, { text: typed(one), help: step.kind === 'word' ? step.help : '' });
  }
  return { from, offers: [...offers.values()], open, mayEnd: walked.run !== null };
}
