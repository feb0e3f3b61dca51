/** A FortiGate's local users and user groups, a page at a time. */
import {
  type UserGroupList,
  type UserList,
  namedUses,
} from '#model/fortios/objects/object-lists.ts';
import {
  firewallGroup,
  userGroupTypeWords,
  userStatusWords,
  userTypeWords,
} from '#model/fortios/objects/users.ts';
import type { FortiosConfig, LocalUser, UserGroup } from '#model/fortios/tables.ts';
import { otherValue, toWire } from '#model/fortios/wire.parse.ts';
import { compareNames } from '#model/name-order.ts';
import { type WorldState, changedAt, fortigateNamed, objectPath } from '../../state.ts';
import { type ObjectQuery, inPage } from './object-page.ts';
import { usesOf } from './object-uses.ts';

interface UserQuery extends ObjectQuery<'name' | 'type' | 'status'> {
  readonly type: LocalUser['type'] | null;
  readonly status: LocalUser['status'] | null;
  readonly group: string | null;
}

/** What is worked out once for each configuration: ten thousand users take a while. */
interface Directory {
  readonly users: readonly LocalUser[];
  readonly groups: readonly UserGroup[];
  readonly userNames: ReadonlySet<string>;
  readonly groupNames: ReadonlySet<string>;
  /** The groups that each name is a member of, in the order of their names. */
  readonly groupsOf: ReadonlyMap<string, readonly string[]>;
}

function gather(config: FortiosConfig): Directory {
  const inOrder = <Row extends { readonly name: string }>(rows: readonly Row[]): readonly Row[] =>
    rows.toSorted((a, b) => compareNames(a.name, b.name));
  const users = inOrder(config['user local']);
  const groups = inOrder(config['user group']);
  const groupsOf = new Map<string, string[]>();
  for (const { name, member } of groups)
    for (const one of member) {
      const known = groupsOf.get(one);
      if (known) known.push(name);
      else groupsOf.set(one, [name]);
    }
  return {
    users,
    groups,
    userNames: new Set(users.map(({ name }) => name)),
    groupNames: new Set(groups.map(({ name }) => name)),
    groupsOf,
  };
}

const gathered = new WeakMap<FortiosConfig, Directory>();
function directoryOf(config: FortiosConfig): Directory {
  const directory = gathered.get(config) ?? gather(config);
  gathered.set(config, directory);
  return directory;
}

export function listUsers(state: WorldState, query: UserQuery): UserList {
  const { config, name: device } = fortigateNamed(state, query.fortigate);
  const { users, groupsOf } = directoryOf(config);
  const { page, matched } = inPage(users, query, {
    name: ({ name }) => name,
    text: ({ name }) => [name, ...(groupsOf.get(name) ?? [])].join('\n').toLowerCase(),
    isFound: ({ name, type, status }) =>
      (query.group === null || groupsOf.get(name)?.includes(query.group) === true) &&
      (query.type === null || type === query.type) &&
      (query.status === null || status === query.status),
    isUsed: ({ name }) => usesOf(config, 'user local', name).length > 0,
    group: ({ type, status }) =>
      query.sort === 'status' ? userStatusWords[status] : userTypeWords[type],
  });
  return {
    matched,
    users: page.map((user) => ({
      name: user.name,
      groups: [...(groupsOf.get(user.name) ?? [])],
      row: toWire('user local', user),
      revision: changedAt(state, objectPath.row(device, 'user local', user.name)),
      uses: usesOf(config, 'user local', user.name),
    })),
  };
}

/** A setting that no decision looks at. */
function typeOf(group: UserGroup): string {
  return otherValue(group, 'group-type') ?? firewallGroup;
}

export function listUserGroups(
  state: WorldState,
  query: ObjectQuery<'name' | 'type'>,
): UserGroupList {
  const { config, name: device } = fortigateNamed(state, query.fortigate);
  const { groups, userNames } = directoryOf(config);
  const { page, matched } = inPage(groups, query, {
    name: ({ name }) => name,
    text: ({ name, member }) => [name, ...member].join('\n').toLowerCase(),
    isFound: () => true,
    isUsed: ({ name }) => usesOf(config, 'user group', name).length > 0,
    group: (group) => userGroupTypeWords(typeOf(group)),
  });
  return {
    matched,
    groups: page.map((group) => ({
      name: group.name,
      type: typeOf(group),
      members: group.member
        .slice(0, namedUses)
        .map((name) => ({ name, isUser: userNames.has(name) })),
      memberCount: group.member.length,
      row: toWire('user group', group),
      revision: changedAt(state, objectPath.row(device, 'user group', group.name)),
      uses: usesOf(config, 'user group', group.name),
    })),
  };
}

/** Of names that were asked about, those that are there. */
export function knownUsers(
  state: WorldState,
  asked: {
    readonly fortigate: string;
    readonly users: readonly string[];
    readonly groups: readonly string[];
  },
): { users: string[]; groups: string[] } {
  const { userNames, groupNames } = directoryOf(fortigateNamed(state, asked.fortigate).config);
  return {
    users: asked.users.filter((name) => userNames.has(name)),
    groups: asked.groups.filter((name) => groupNames.has(name)),
  };
}
