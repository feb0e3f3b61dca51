/**
 * The logic of a tag's rules: `(1 and 2) or 3`. Text in and out with the place of an error; what it means is
 * `engine/tagging/logic.ts`'s. It stands here because the form and the API check it by the same schema.
 *
 * `and` binds before `or` [assumed]. EMS itself takes only `and`, `or` and parentheses [142]; a `not`, which
 * binds before both, is taken with a warning, so that logics of versions before still read.
 */

export type Logic =
  | { readonly kind: 'rule'; readonly id: number; readonly start: number; readonly end: number }
  | { readonly kind: 'not'; readonly operand: Logic }
  /** Two operands or more. */
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Logic[] };

export interface LogicProblem {
  readonly severity: 'error' | 'warning';
  /** Characters before the place that the problem is about. */
  readonly start: number;
  /** Characters of it; 0 for the end of the text, and for a problem of no place. */
  readonly length: number;
  /** `start` as a person counts, from 1. */
  readonly column: number;
  /** What stands there, and what was expected instead; null where it is no matter of syntax. */
  readonly found: string | null;
  readonly expected: readonly string[];
  readonly message: string;
}

/** Parentheses and `not`s within each other: no rules need more, and a deeper text could exhaust the stack. */
export const deepestLogic = 50;
export const longestLogic = 2000;

type Token =
  | { readonly kind: 'number'; readonly id: number }
  | { readonly kind: 'and' | 'or' | 'not' | '(' | ')' | 'end' | 'other' };
type Placed = Token & { readonly start: number; readonly text: string };

function tokenOf(text: string): Token {
  // More digits than any rule's number has, and they might not come out as they went in.
  if (/^\d{1,6}$/.test(text)) return { kind: 'number', id: Number(text) };
  const word = text.toLowerCase();
  switch (word) {
    case 'and':
    case 'or':
    case 'not':
    case '(':
    case ')':
      return { kind: word };
    default:
      return { kind: 'other' };
  }
}

function tokensOf(text: string): Placed[] {
  const tokens: Placed[] = [];
  // A number, a word, a run of signs that other languages use, or whatever single character it is.
  for (const match of text.matchAll(/\d+|\p{L}+|&+|\|+|\S/gu))
    tokens.push({ ...tokenOf(match[0]), start: match.index, text: match[0] });
  return tokens;
}

class LogicError extends Error {
  readonly problem: LogicProblem;
  constructor(problem: LogicProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

function problemAt(
  severity: LogicProblem['severity'],
  { start, text }: { readonly start: number; readonly text: string },
  sentence: string,
  syntax: Pick<LogicProblem, 'found' | 'expected'> = { found: null, expected: [] },
): LogicProblem {
  return {
    severity,
    start,
    length: text.length,
    column: start + 1,
    ...syntax,
    message: `Column ${start + 1}: ${sentence}`,
  };
}

const shownText = 20;
const shown = (text: string): string =>
  text.length > shownText ? `${text.slice(0, shownText)}…` : text;
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** For signs and words of other languages, the word that works here. */
const instead: Readonly<Record<string, string>> = {
  '&': 'Write and.',
  '&&': 'Write and.',
  ',': 'Write and, or or.',
  '+': 'Write and, or or.',
  '|': 'Write or.',
  '||': 'Write or.',
  '!': 'Choose NOT in the rule.',
  '-': 'Choose NOT in the rule.',
  '[': 'Use parentheses ( ).',
  '{': 'Use parentheses ( ).',
};

/** A `not` is taken as well, and nobody is led to it: EMS has none. */
const operandStart = ['a rule number', '('] as const;

class Reader {
  readonly #tokens: readonly Placed[];
  readonly #end: Placed;
  #place = 0;
  constructor(text: string) {
    this.#tokens = tokensOf(text);
    this.#end = { kind: 'end', start: text.trimEnd().length, text: '' };
  }

  get next(): Placed {
    return this.#tokens[this.#place] ?? this.#end;
  }

  take(): Placed {
    const token = this.next;
    this.#place += 1;
    return token;
  }

  fail(expected: readonly string[]): never {
    const token = this.next;
    const found = token.kind === 'end' ? 'the end' : shown(token.text);
    const hint = instead[token.text];
    throw new LogicError(
      problemAt(
        'error',
        token,
        `Expected ${listed(expected)}, found ${found}.${hint === undefined ? '' : ` ${hint}`}`,
        { found, expected },
      ),
    );
  }

  #deeper(depth: number): number {
    if (depth < deepestLogic) return depth + 1;
    throw new LogicError(
      problemAt(
        'error',
        this.next,
        `Parentheses and not can be nested at most ${deepestLogic} deep. Simplify the logic.`,
      ),
    );
  }

  #chain(kind: 'and' | 'or', operand: () => Logic): Logic {
    const first = operand();
    const operands = [first];
    while (this.next.kind === kind) {
      this.take();
      operands.push(operand());
    }
    return operands.length === 1 ? first : { kind, operands };
  }

  #operand(depth: number): Logic {
    const token = this.next;
    switch (token.kind) {
      case 'number':
        this.take();
        return {
          kind: 'rule',
          id: token.id,
          start: token.start,
          end: token.start + token.text.length,
        };
      case 'not': {
        const within = this.#deeper(depth);
        this.take();
        return { kind: 'not', operand: this.#operand(within) };
      }
      case '(': {
        const within = this.#deeper(depth);
        this.take();
        const inner = this.or(within);
        if (this.next.kind !== ')') this.fail(['and', 'or', ')']);
        this.take();
        return inner;
      }
      case 'and':
      case 'or':
      case ')':
      case 'end':
      case 'other':
        return this.fail(operandStart);
    }
  }

  or(depth: number): Logic {
    return this.#chain('or', () => this.#chain('and', () => this.#operand(depth)));
  }
}

export type ReadLogic =
  | { readonly ok: true; readonly logic: Logic }
  | { readonly ok: false; readonly problem: LogicProblem };

/** The tree of a logic that is not blank. Ends for any text: a text too long or too deep is a problem. */
export function readLogic(text: string): ReadLogic {
  if (text.length > longestLogic)
    return {
      ok: false,
      problem: problemAt(
        'error',
        { start: longestLogic, text: '' },
        `The logic has ${text.length} characters. The maximum is ${longestLogic}. Shorten the logic.`,
      ),
    };
  const reader = new Reader(text);
  try {
    const logic = reader.or(0);
    if (reader.next.kind !== 'end') reader.fail(['and', 'or', 'the end']);
    return { ok: true, logic };
  } catch (error) {
    if (error instanceof LogicError) return { ok: false, problem: error.problem };
    throw error;
  }
}

const strength = { or: 0, and: 1, not: 2, rule: 3 } as const;

/** With no more parentheses than the tree needs; `readLogic` gives the same tree back. */
export function printLogic(logic: Logic): string {
  const within = (inner: Logic, limit: number): string =>
    strength[inner.kind] < limit ? `(${printLogic(inner)})` : printLogic(inner);
  switch (logic.kind) {
    case 'rule':
      return String(logic.id);
    case 'not':
      return `not ${within(logic.operand, strength.not)}`;
    case 'and':
    case 'or':
      // An operand of the same kind was written in parentheses, or it would not be one operand.
      return logic.operands
        .map((one) => within(one, strength[logic.kind] + 1))
        .join(` ${logic.kind} `);
  }
}

/** The rules that a logic names, in its order, each as often as it does. */
export function rulesOf(logic: Logic): readonly Extract<Logic, { kind: 'rule' }>[] {
  switch (logic.kind) {
    case 'rule':
      return [logic];
    case 'not':
      return rulesOf(logic.operand);
    case 'and':
    case 'or':
      return logic.operands.flatMap(rulesOf);
  }
}

/**
 * Everything wrong with a logic for the rules there are. A blank one is right: all rules with `and`. A rule
 * that it names and that is not there is an error; one that is there and not named is a warning.
 */
export function logicProblems(text: string, ids: readonly number[]): LogicProblem[] {
  if (text.trim() === '') return [];
  const read = readLogic(text);
  if (!read.ok) return [read.problem];
  const used = rulesOf(read.logic);
  const known =
    ids.length === 0
      ? 'There are no rules for this operating system.'
      : ids.length === 1
        ? `There is only rule ${ids[0]}.`
        : `The rules are ${ids.toSorted((a, b) => a - b).join(', ')}.`;
  const problems: LogicProblem[] = used
    .filter(({ id }) => !ids.includes(id))
    .map(({ start, end }) => {
      const written = text.slice(start, end);
      return problemAt(
        'error',
        { start, text: written },
        `There is no rule ${shown(written)}. ${known}`,
      );
    });
  const not = tokensOf(text).find(({ kind }) => kind === 'not');
  if (not)
    problems.push(
      problemAt(
        'warning',
        not,
        'EMS takes only and, or and parentheses here. Choose NOT in the rule instead.',
      ),
    );
  for (const id of ids)
    if (!used.some((one) => one.id === id))
      problems.push({
        severity: 'warning',
        start: text.trimEnd().length,
        length: 0,
        column: text.trimEnd().length + 1,
        found: null,
        expected: [],
        message: `The logic does not use rule ${id}, so it has no effect.`,
      });
  return problems;
}
