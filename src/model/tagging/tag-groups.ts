/** Tag groups (`firewall addrgrp`, category `ztna-ems-tag` [336693]): what a form and a FortiGate refuse of one. */
import { maxTagName, nameProblem } from './tags.ts';

/** FortiOS's own room for a group's comment. */
const maxComment = 255;

export interface TagGroupDraft {
  readonly name: string;
  readonly member: readonly string[];
  readonly comment: string;
}

interface TagGroupProblem {
  readonly field: 'name' | 'member' | 'comment';
  readonly code: number;
  readonly message: string;
}

/** Everything wrong with a group by itself. */
export function tagGroupProblems({
  name,
  member,
  comment,
}: TagGroupDraft): readonly TagGroupProblem[] {
  const problems: TagGroupProblem[] = [];
  const message = nameProblem(name, 'tag group', maxTagName);
  if (message !== null) problems.push({ field: 'name', code: name === '' ? -56 : -15, message });
  if (member.length === 0)
    problems.push({ field: 'member', code: -56, message: 'Choose at least one member.' });
  if (comment.length > maxComment)
    problems.push({
      field: 'comment',
      code: -15,
      message: `The comment has ${comment.length} characters. FortiOS takes at most ${maxComment}. Shorten it.`,
    });
  return problems;
}

/** A group of tags holds nothing else. */
export function notATagMember(name: string): string {
  return `${name} is not a posture tag. Choose tags, tag groups and built-in tags.`;
}

export function groupHoldsItself(group: string, member: string): string {
  return member === group
    ? `${group} cannot be a member of itself.`
    : `${member} already contains ${group}. A group cannot be a member of itself.`;
}
