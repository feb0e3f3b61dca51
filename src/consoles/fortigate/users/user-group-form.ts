/** The form of a user group, and the entry of `user group` that it makes. */
import { type TransactionStep, createStep, updateStep } from '#api/rows.ts';
import { userGroupProblems } from '#model/fortios/objects/users.ts';
import type { RowDraft } from '#model/fortios/rows.parse.ts';
import type { UserGroup } from '#model/fortios/tables.ts';
import { fieldErrors } from '../objects/field-errors.ts';

export const userGroupTable = 'user group';

export interface UserGroupForm {
  readonly name: string;
  readonly member: readonly string[];
}

export function userGroupFormOf(group: UserGroup | null): UserGroupForm {
  return { name: group?.name ?? '', member: group?.member ?? [] };
}

/** What saving sends. Settings that the form does not show stay as they are. */
export function userGroupDraftOf(
  { name, member }: UserGroupForm,
  before: UserGroup | null,
): RowDraft<typeof userGroupTable> {
  return { ...(before ? {} : { name }), member: [...member] };
}

export function userGroupStep(form: UserGroupForm, before: UserGroup | null): TransactionStep {
  const draft = userGroupDraftOf(form, before);
  return before
    ? updateStep(userGroupTable, before.name, draft)
    : createStep(userGroupTable, draft);
}

export function userGroupFieldOf(path: string): keyof UserGroupForm | null {
  return (['name', 'member'] as const).find((one) => one === path) ?? null;
}

/** What the FortiGate would refuse; a name that is there is not checked. */
export function userGroupErrors(form: UserGroupForm, before: UserGroup | null) {
  const problems = userGroupProblems({ ...before, ...userGroupDraftOf(form, before) });
  return fieldErrors(problems, (path) =>
    before && path === 'name' ? null : userGroupFieldOf(path),
  );
}
