/** Address groups that hold no tags: what a form and a FortiGate refuse of one. */
import { type FieldProblem, type RowDraft, newRow, rowProblems } from '../rows.parse.ts';
import type { AddressGroup } from '../tables.ts';

/** What a group asks for besides the form of each value. */
export function groupListProblems(group: AddressGroup): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (group.member.length === 0)
    problems.push({ field: 'member', code: -56, message: 'Choose at least one member.' });
  if (group.exclude === 'enable' && group['exclude-member'].length === 0)
    problems.push({
      field: 'exclude-member',
      code: -56,
      message: 'Choose at least one member to exclude, or switch Exclude members off.',
    });
  return problems;
}

/** Everything wrong with a group by itself, as its form finds it before it is sent. */
export function groupProblems(draft: RowDraft<'firewall addrgrp'>): readonly FieldProblem[] {
  const group = newRow('firewall addrgrp', draft);
  return [...rowProblems('firewall addrgrp', group), ...groupListProblems(group)];
}
