import { Link } from 'react-router';
import { plannedChange } from '#api/call.ts';
import { useAnswer, useChange } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { useUndoable } from '#api/undo.ts';
import { useAskFirst } from '#consoles/access-preview/use-ask-first.tsx';
import { labApi } from '#model/contract/lab.ts';
import { type NameTable, nameKinds } from '#model/lab/names.ts';
import { compareNames } from '#model/name-order.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { Menu } from '#ui/menu.tsx';
import { Note } from '#ui/page.tsx';
import { EmptyState, Status } from '#ui/states.tsx';
import { CellList } from '#ui/table/cell-list.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { useToast } from '#ui/toast.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { NamePanel } from './name-panel.tsx';
import styles from './page.module.css';

type Listed = NameTable['names'][number];

const kindWords = { fqdn: 'Domain name', geography: 'Country' } as const;
const kindChoices = nameKinds.map((value) => ({ value, label: kindWords[value] }));
const newName = '(new)';

function keyOf({ of, name }: Pick<Listed, 'of' | 'name'>): string {
  return `${of} ${name}`;
}

function columns(
  open: (listed: Listed) => void,
  remove: (listed: Listed) => void,
): readonly Column<Listed>[] {
  return [
    {
      id: 'name',
      width: '26%',
      header: 'Name',
      phone: 'first',
      sortable: true,
      cell: (listed) => (
        <button type="button" className={styles['open']} onClick={() => open(listed)}>
          <CutText className="mono" text={listed.name} />
        </button>
      ),
    },
    {
      id: 'type',
      width: '110px',
      header: 'Type',
      phone: 'hidden',
      cell: ({ of }) => kindWords[of],
    },
    {
      id: 'addresses',
      header: 'Resolves to',
      cell: ({ of, name, addresses }) =>
        addresses.length === 0 ? (
          <Status tone="warn">
            {of === 'fqdn' ? 'does not resolve (023)' : 'no subnet is known'}
          </Status>
        ) : (
          <CellList
            label={`what ${name} resolves to`}
            shown={3}
            entries={addresses.map((key) => ({ key, view: <span className="mono">{key}</span> }))}
          />
        ),
    },
    {
      id: 'used',
      width: '28%',
      header: 'Address objects',
      phone: 'hidden',
      cell: ({ name, usedBy }) => (
        <CellList
          label={`address objects with ${name}`}
          shown={2}
          none="none"
          entries={usedBy.map(({ fortigate, address }) => ({
            key: `${fortigate} ${address}`,
            view: (
              <Link
                className={styles['link']}
                to={paths.fgt(fortigate).addresses({ edit: address })}
              >
                <CutText text={`${address} on ${fortigate}`} />
              </Link>
            ),
          }))}
        />
      ),
    },
    {
      id: 'actions',
      width: '72px',
      header: 'Actions',
      phone: 'first',
      cell: (listed) => (
        <Menu
          trigger={<IconButton icon="more" label={`Actions of ${listed.name}`} />}
          items={[
            { label: 'Edit', icon: 'edit', onSelect: () => open(listed) },
            ...(listed.isSet
              ? [
                  {
                    label: 'Delete',
                    icon: 'trash',
                    danger: true,
                    onSelect: () => remove(listed),
                  } as const,
                ]
              : []),
          ]}
        />
      ),
    },
  ];
}

/** Lab > Names: in place of DNS and of FortiGuard's geography database. */
export function Component() {
  const url = useUrlState();
  const toast = useToast();
  const undoable = useUndoable(toast);
  const list = useListState({
    sorts: ['name'],
    first: { sort: 'name' },
    filters: { type: nameKinds },
  });
  const { data, error, refetch } = useAnswer(labApi.names, {});
  const askFirst = useAskFirst();
  const removal = useChange(labApi.deleteName);
  const { search, offset, count, order } = list.query;
  const text = search.trim().toLowerCase();
  const found = data?.names
    .filter(
      ({ of, name, addresses }) =>
        (list.filters.type === null || of === list.filters.type) &&
        [name, ...addresses].join('\n').toLowerCase().includes(text),
    )
    .toSorted((a, b) => (order === 'asc' ? 1 : -1) * compareNames(a.name, b.name));
  const edited = url.get('edit');
  const opened = data?.names.find((one) => keyOf(one) === edited);
  const open = (one: Listed): void => url.set({ edit: keyOf(one) });
  const remove = async ({ of, name }: Listed): Promise<void> => {
    const leave = await askFirst(plannedChange(labApi.deleteName, { of, name }), {
      title: `Delete ${name}?`,
      text: 'It does not resolve then.',
      confirm: 'Delete',
    });
    if (!leave) return;
    removal.mutate(
      { of, name },
      {
        onSuccess: ({ revision }) =>
          toast({
            text: `${name} was deleted from the names.${leave.news}`,
            ...undoable(revision),
          }),
        onError: ({ message }) => toast({ text: message, tone: 'bad' }),
      },
    );
  };
  const create = (
    <Button icon="plus" look="primary" onClick={() => url.set({ edit: newName })}>
      Add name
    </Button>
  );
  return (
    <ListPage
      crumb="Lab"
      title="Names"
      actions={create}
      label="Names"
      list={list}
      answer={{
        rows: found?.slice(offset, offset + count),
        total: found?.length,
        error,
        refetch,
        isStale: false,
      }}
      searchLabel="Search names and addresses"
      filters={[{ name: 'type', label: 'Type', choices: kindChoices }]}
      columns={columns(open, (one) => void remove(one))}
      rowId={keyOf}
      onOpen={open}
      selected={opened ? keyOf(opened) : null}
      noMatch={{ title: 'No name matches', text: 'Change the search text or the filters.' }}
      empty={
        <EmptyState title="No names" action={create}>
          No address object of this world has a domain name or a country.
        </EmptyState>
      }
    >
      <Note>
        Every FortiGate of this world asks this table in place of DNS and of a geography database. A
        ZTNA session to a real server whose name does not resolve is denied with error 023.
      </Note>
      {edited === newName || opened ? (
        <NamePanel key={edited} listed={opened ?? null} onClose={() => url.set({ edit: null })} />
      ) : null}
    </ListPage>
  );
}
