/** The groups that many users come into or leave at once. */
import type { TransactionStep } from '#api/rows.ts';
import { memberStep } from './user-form.ts';

export interface MembershipForm {
  readonly into: readonly string[];
  readonly outOf: readonly string[];
}

/** A group that nobody would come into or leave is left alone; what is in both fields is left. */
export function membershipSteps(
  { into, outOf }: MembershipForm,
  users: readonly { readonly name: string; readonly groups: readonly string[] }[],
): readonly TransactionStep[] {
  const inGroup = (group: string, isIn: boolean): readonly string[] =>
    users.filter(({ groups }) => groups.includes(group) === isIn).map(({ name }) => name);
  const steps = (method: 'POST' | 'DELETE', groups: readonly string[]): TransactionStep[] =>
    groups.flatMap((group) => {
      const names = inGroup(group, method === 'DELETE');
      return names.length === 0 ? [] : [memberStep(method, group, names)];
    });
  return [
    ...steps(
      'POST',
      into.filter((group) => !outOf.includes(group)),
    ),
    ...steps('DELETE', outOf),
  ];
}
