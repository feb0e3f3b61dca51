/** The variables of a list of policies: choices among values that stand for all others, and plain yes or no. */
import { type Formula, type Values, fails, firstValues, holds } from './formula.ts';

export class Space {
  /** All values of each variable. */
  readonly domains: Values[] = [];
  private readonly atoms = new Map<string, number>();

  variable(values: number): number {
    return this.domains.push(firstValues(values)) - 1;
  }

  /** What is so or not, usually not; the same for the same key. */
  atom(key: string): Formula {
    let variable = this.atoms.get(key);
    if (variable === undefined) {
      variable = this.variable(2);
      this.atoms.set(key, variable);
    }
    return { kind: 'is', variable, among: 2n };
  }

  /** What begins so is not so, of all that was asked about until now. */
  noneOf(start: string): readonly Formula[] {
    return [...this.atoms].flatMap(([key, variable]): Formula[] =>
      key.startsWith(start) ? [{ kind: 'is', variable, among: 1n }] : [],
    );
  }

  /** The keys of what is so in a solution. */
  held(values: readonly number[]): readonly string[] {
    return [...this.atoms].flatMap(([key, variable]) => (values[variable] === 1 ? [key] : []));
  }
}

/** A variable whose values are representatives: whatever can occur is alike one of them to every policy. */
export class Choice<Value> {
  private readonly variable: number;
  private readonly values: readonly Value[];
  private readonly known = new Map<string, Formula>();

  /** @param values the usual one first */
  constructor(space: Space, values: readonly [Value, ...Value[]]) {
    this.values = values;
    this.variable = space.variable(values.length);
  }

  /** @param key the same for the same question */
  is(key: string, contains: (value: Value) => boolean): Formula {
    let formula = this.known.get(key);
    if (!formula) {
      let among = 0n;
      // As digits, since one shift a value would be slow for thousands of them.
      const digits = this.values.map((value) => (contains(value) ? '1' : '0'));
      if (digits.includes('1')) among = BigInt(`0b${digits.toReversed().join('')}`);
      formula =
        among === 0n
          ? fails
          : among === firstValues(this.values.length)
            ? holds
            : { kind: 'is', variable: this.variable, among };
      this.known.set(key, formula);
    }
    return formula;
  }

  /** The value of a solution. */
  of(values: readonly number[]): Value | undefined {
    return this.values[values[this.variable] ?? 0];
  }
}
