import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import type { UserList } from '#model/fortios/objects/object-lists.ts';
import { userStatusWords, userTypeWords } from '#model/fortios/objects/users.ts';
import type { LocalUser } from '#model/fortios/tables.ts';
import { rowFromAnswer } from '#model/fortios/wire.parse.ts';
import { CellList } from '#ui/table/cell-list.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { actionsColumn } from '../objects/object-columns.tsx';
import { NameButton } from '../objects/name-button.tsx';
import { ObjectUses } from '../objects/object-uses.tsx';
import styles from '../objects/objects.module.css';
import { userTable } from './user-form.ts';
import { userGroupTable } from './user-group-form.ts';

export type ListedUser = UserList['users'][number];

export function userIn({ row }: ListedUser): LocalUser {
  return rowFromAnswer(userTable, row);
}

function Groups({ device, user }: { readonly device: string; readonly user: ListedUser }) {
  return (
    <CellList
      label={`groups of ${user.name}`}
      shown={2}
      none="no group"
      entries={user.groups.map((name) => ({
        key: name,
        view: (
          <Link className={styles['link']} to={paths.fgt(device).userGroups({ edit: name })}>
            <CutText text={name} />
          </Link>
        ),
      }))}
    />
  );
}

/** Its groups stand in a column of their own. */
function Uses({ device, user }: { readonly device: string; readonly user: ListedUser }) {
  const { name, uses } = user;
  const others = uses.filter(({ table }) => table !== userGroupTable);
  return others.length === 0 && uses.length > 0 ? (
    <span className={styles['dim']}>only its groups</span>
  ) : (
    <ObjectUses device={device} name={name} uses={others} />
  );
}

export function userColumns(
  device: string,
  {
    open,
    clone,
    remove,
  }: {
    readonly open: (user: ListedUser) => void;
    readonly clone: (user: ListedUser) => void;
    readonly remove: (user: ListedUser) => void;
  },
): readonly Column<ListedUser>[] {
  return [
    {
      id: 'name',
      width: '24%',
      header: 'Name',
      phone: 'first',
      sortable: true,
      cell: (user) => <NameButton name={user.name} onOpen={() => open(user)} />,
    },
    {
      id: 'type',
      width: '164px',
      wide: true,
      header: 'Type',
      phone: 'hidden',
      sortable: true,
      cell: (user) => <CutText text={userTypeWords[userIn(user).type]} cut="end" />,
    },
    {
      id: 'status',
      width: '92px',
      header: 'Status',
      phone: 'hidden',
      sortable: true,
      cell: (user) => userStatusWords[userIn(user).status],
    },
    {
      id: 'groups',
      header: 'Groups',
      cell: (user) => <Groups device={device} user={user} />,
    },
    {
      id: 'used',
      width: '28%',
      header: 'Used by',
      phone: 'hidden',
      cell: (user) => <Uses device={device} user={user} />,
    },
    actionsColumn({ open, clone, remove }),
  ];
}
