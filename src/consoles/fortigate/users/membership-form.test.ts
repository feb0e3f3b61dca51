import { expect, test } from 'vitest';
import { membershipSteps } from './membership-form.ts';

const users = [
  { name: 'ann', groups: ['Staff'] },
  { name: 'bob', groups: [] },
];

test.each([
  [['Staff'], [], [['POST', 'Staff', ['bob']]]],
  [[], ['Staff'], [['DELETE', 'Staff', ['ann']]]],
  [
    ['Interns'],
    ['Staff'],
    [
      ['POST', 'Interns', ['ann', 'bob']],
      ['DELETE', 'Staff', ['ann']],
    ],
  ],
  [['Staff'], ['Staff'], [['DELETE', 'Staff', ['ann']]]],
  [[], ['Interns'], []],
])('into %j, out of %j', (into, outOf, wanted) => {
  const steps = membershipSteps({ into, outOf }, users);
  expect(
    steps.map(({ method, mkey, json }) => [
      method,
      mkey,
      Array.isArray(json) && json.map((one: { name: string }) => one.name),
    ]),
  ).toEqual(wanted);
});
