/** The form of an address group, and the entry of `firewall addrgrp` that it makes. */
import { type TransactionStep, createStep, updateStep } from '#api/rows.ts';
import { groupProblems } from '#model/fortios/objects/groups.ts';
import type { RowDraft } from '#model/fortios/rows.parse.ts';
import type { AddressGroup } from '#model/fortios/tables.ts';
import { fieldErrors } from '../objects/field-errors.ts';

export const groupTable = 'firewall addrgrp';

export interface GroupForm {
  readonly name: string;
  readonly member: readonly string[];
  readonly excludes: boolean;
  /** What was chosen stays while the switch is off, until the form is saved. */
  readonly excluded: readonly string[];
  readonly comment: string;
}

export function groupFormOf(group: AddressGroup | null): GroupForm {
  return group
    ? {
        name: group.name,
        member: group.member,
        excludes: group.exclude === 'enable',
        excluded: group['exclude-member'],
        comment: group.comment,
      }
    : { name: '', member: [], excludes: false, excluded: [], comment: '' };
}

/** What saving sends. Settings that the form does not show stay as they are. */
export function groupDraftOf(
  { name, member, excludes, excluded, comment }: GroupForm,
  before: AddressGroup | null,
): RowDraft<typeof groupTable> {
  return {
    ...(before === null ? { name } : {}),
    member: [...member],
    exclude: excludes ? 'enable' : 'disable',
    'exclude-member': excludes ? [...excluded] : [],
    comment,
  };
}

export function groupStep(form: GroupForm, before: AddressGroup | null): TransactionStep {
  const draft = groupDraftOf(form, before);
  return before ? updateStep(groupTable, before.name, draft) : createStep(groupTable, draft);
}

const fields: Readonly<Record<string, keyof GroupForm>> = {
  name: 'name',
  member: 'member',
  exclude: 'excludes',
  'exclude-member': 'excluded',
  comment: 'comment',
};

/** The form's field that a setting of the entry is; null for any other. */
export function groupFieldOf(path: string): keyof GroupForm | null {
  return fields[path] ?? null;
}

/** What the FortiGate would refuse, by the form's fields; a name that is there is not checked. */
export function groupErrors(form: GroupForm, before: AddressGroup | null) {
  const problems = groupProblems({ ...before, ...groupDraftOf(form, before) });
  return fieldErrors(problems, (path) => {
    const field = groupFieldOf(path);
    return before && field === 'name' ? null : field;
  });
}
