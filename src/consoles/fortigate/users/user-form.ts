/** The form of a local user: its entry of `user local`, and the groups that it is in. */
import { type TransactionStep, createStep, listStep, updateStep } from '#api/rows.ts';
import { userProblems } from '#model/fortios/objects/users.ts';
import type { LocalUser } from '#model/fortios/tables.ts';
import { fieldErrors } from '../objects/field-errors.ts';
import { userGroupTable } from './user-group-form.ts';

export const userTable = 'user local';

export interface UserForm {
  readonly name: string;
  readonly isEnabled: boolean;
  readonly groups: readonly string[];
}

/** A user as its list has it. */
export interface EditedUser {
  readonly row: LocalUser;
  readonly groups: readonly string[];
}

/** @param name a new one's, where it was typed elsewhere */
export function userFormOf(user: EditedUser | null, name = ''): UserForm {
  return user
    ? { name: user.row.name, isEnabled: user.row.status === 'enable', groups: user.groups }
    : { name, isEnabled: true, groups: [] };
}

/** Puts users into a group, or takes them out. */
export function memberStep(
  method: 'POST' | 'DELETE',
  group: string,
  users: readonly string[],
): TransactionStep {
  return listStep(method, { table: userGroupTable, key: group, list: 'member' }, users);
}

/** What saving sends: the user, if it is another one then, and each group that it comes into or leaves. */
export function userSteps(
  { name, isEnabled, groups }: UserForm,
  before: EditedUser | null,
  revision: number | null = null,
): readonly TransactionStep[] {
  const status = isEnabled ? 'enable' : 'disable';
  const was = new Set(before?.groups);
  const is = new Set(groups);
  const own = before
    ? before.row.status === status
      ? []
      : [updateStep(userTable, name, { status }, revision)]
    : [createStep(userTable, { name, status })];
  return [
    ...own,
    ...groups.filter((group) => !was.has(group)).map((group) => memberStep('POST', group, [name])),
    ...(before?.groups ?? [])
      .filter((group) => !is.has(group))
      .map((group) => memberStep('DELETE', group, [name])),
  ];
}

/** The form's field that a refusal is about: groups have the user among their members. */
export function userFieldOf(path: string): keyof UserForm | null {
  switch (path) {
    case 'name':
      return 'name';
    case 'status':
      return 'isEnabled';
    case 'member':
      return 'groups';
    default:
      return null;
  }
}

/** What the FortiGate would refuse; a name that is there is not checked. */
export function userErrors({ name }: UserForm, before: EditedUser | null) {
  return before ? {} : fieldErrors(userProblems({ name }), userFieldOf);
}
