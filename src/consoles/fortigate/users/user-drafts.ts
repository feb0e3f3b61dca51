/** Users as a table of a spreadsheet has them, and the steps that add them. */
import { type TransactionStep, createStep } from '#api/rows.ts';
import type { ReadRow } from '#consoles/table-import/use-table.ts';
import { namesIn } from '#consoles/table-import/read-table.ts';
import { userGroupProblems, userProblems } from '#model/fortios/objects/users.ts';
import type { LocalUser } from '#model/fortios/tables.ts';
import { count, fewWords } from '#model/plural.ts';
import { eachOf } from '#api/slices.ts';
import { memberStep, userTable } from './user-form.ts';
import { userGroupTable } from './user-group-form.ts';

export const userFields = [
  {
    key: 'name',
    label: 'Username',
    names: ['user', 'name', 'user name', 'login', 'account', 'sam account name'],
  },
  { key: 'groups', label: 'Groups', names: ['group', 'user group', 'user groups', 'member of'] },
  { key: 'status', label: 'Status', names: ['account status', 'enabled', 'active', 'state'] },
] as const;

export interface UserDraft {
  readonly name: string;
  readonly status: LocalUser['status'];
  readonly groups: readonly string[];
}

const onWords: ReadonlySet<string> = new Set([
  '',
  'enable',
  'enabled',
  'active',
  'yes',
  'true',
  'on',
  '1',
]);
const offWords: ReadonlySet<string> = new Set([
  'disable',
  'disabled',
  'inactive',
  'no',
  'false',
  'off',
  '0',
]);

function statusIn(text: string): LocalUser['status'] | null {
  const word = text.toLowerCase();
  if (onWords.has(word)) return 'enable';
  return offWords.has(word) ? 'disable' : null;
}

/** A row of a table. */
export function userInRow(cells: Readonly<Record<string, string>>): ReadRow<UserDraft> {
  const { name, groups: list = '', status: word = '' } = cells;
  if (name === undefined)
    return { ok: false, problem: 'The table has no column for the Username.' };
  const status = statusIn(word);
  if (status === null)
    return { ok: false, problem: `${word} is no status. Type Enabled or Disabled.` };
  const groups = [...new Set(namesIn(list))];
  const [problem] = [
    ...userProblems({ name }),
    ...groups.flatMap((group) =>
      userGroupProblems({ name: group }).map((one) => ({
        ...one,
        message: `Group ${group}: ${one.message}`,
      })),
    ),
  ];
  return problem
    ? { ok: false, problem: problem.message }
    : { ok: true, draft: { name, status, groups } };
}

/** The users that each group of the table is to have. */
function membersOf(drafts: readonly UserDraft[]): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  for (const { name, groups } of drafts)
    for (const group of groups) {
      const known = members.get(group);
      if (known) known.push(name);
      else members.set(group, [name]);
    }
  return members;
}

/** Every group that the table names. */
export function groupsIn(drafts: readonly UserDraft[]): readonly string[] {
  return [...membersOf(drafts).keys()];
}

/** What adds them: users, then members of the groups that are there, or the group. It may pause after each. */
export function* makingSteps(
  drafts: readonly UserDraft[],
  knownGroups: ReadonlySet<string>,
): Generator<undefined, readonly TransactionStep[]> {
  const members = [...membersOf(drafts)];
  return [
    ...(yield* eachOf(drafts, ({ name, status }) => createStep(userTable, { name, status }))),
    ...members.map(([group, names]) =>
      knownGroups.has(group)
        ? memberStep('POST', group, names)
        : createStep(userGroupTable, { name: group, member: [...names] }),
    ),
  ];
}

/** What stands against adding them, by the draft that is to blame. */
export function importProblems(
  drafts: readonly UserDraft[],
  knownUsers: ReadonlySet<string>,
  device: string,
): ReadonlyMap<UserDraft, string> {
  const seen = new Set<string>();
  const problems = new Map<UserDraft, string>();
  for (const draft of drafts) {
    const { name } = draft;
    if (knownUsers.has(name)) problems.set(draft, `${device} has a user ${name} already.`);
    else if (seen.has(name))
      problems.set(
        draft,
        `${name} stands in a row above already. Write all groups of a user into one cell.`,
      );
    seen.add(name);
  }
  return problems;
}

/** `2 new groups are made: A and B`; nothing where all are there. */
export function newGroupWords(groups: readonly string[]): string | null {
  if (groups.length === 0) return null;
  return `${count(groups.length, 'new group is', 'new groups are')} made: ${fewWords(groups)}.`;
}
