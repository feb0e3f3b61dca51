/** What a tag's rule logic means. How it is written, `model/tagging/tag-logic.ts` says. */
import type { Logic } from '#model/tagging/tag-logic.ts';

type Test<Input> = (input: Input) => boolean;

/** Made once and asked often: `testOf` is called for each rule that the logic names, and never later. */
export function compileLogic<Input>(
  logic: Logic,
  testOf: (id: number) => Test<Input>,
): Test<Input> {
  switch (logic.kind) {
    case 'rule':
      return testOf(logic.id);
    case 'not': {
      const inner = compileLogic(logic.operand, testOf);
      return (input) => !inner(input);
    }
    case 'and':
      return allOf(logic.operands.map((one) => compileLogic(one, testOf)));
    case 'or':
      return anyOf(logic.operands.map((one) => compileLogic(one, testOf)));
  }
}

export function allOf<Input>(tests: readonly Test<Input>[]): Test<Input> {
  const [only, ...others] = tests;
  if (only && others.length === 0) return only;
  return (input) => {
    for (const test of tests) if (!test(input)) return false;
    return true;
  };
}

export function anyOf<Input>(tests: readonly Test<Input>[]): Test<Input> {
  const [only, ...others] = tests;
  if (only && others.length === 0) return only;
  return (input) => {
    for (const test of tests) if (test(input)) return true;
    return false;
  };
}
