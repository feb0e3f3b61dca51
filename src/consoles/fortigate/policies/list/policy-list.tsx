import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { Button } from '#ui/button.tsx';
import { count, numberWords } from '#model/plural.ts';
import { type PolicyFilter, type PolicyKind, nameBreak } from '#model/fortios/policy-list.ts';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { Note } from '#ui/page.tsx';
import { Banner, EmptyState, Status } from '#ui/states.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { policyColumns } from './columns.tsx';
import { useFindingMarks } from '#api/finding-marks.ts';
import { usePolicyActions } from './policy-actions.tsx';
import { MovePanel } from './move-panel.tsx';
import { useSyncEditor } from '../policy-context.ts';
import { TagCardHost } from '../../tag-card.tsx';
import styles from './policy-list.module.css';
import { type FoundPolicy, PolicyPanel } from '../form/policy-panel.tsx';
import { type PolicyRow, type PolicyTable, kindWords, policyId } from '../policy-row.ts';
import { usePlacedPolicy, usePolicyWindows } from './use-policy-windows.ts';

interface Words {
  readonly title: string;
  /** How these policies take part in a decision. */
  readonly order: string;
  /** What comes of a list without a policy. */
  readonly empty: string;
  /** Whether what no policy matches is denied. */
  readonly endsInDeny?: boolean;
}

const kindsOf: Record<PolicyTable, readonly PolicyKind[]> = {
  'firewall policy': ['standard', 'ztna'],
  'firewall proxy-policy': ['ztna', 'other'],
  'firewall security-policy': ['standard'],
};

const actionChoices = [
  { value: 'accept', label: 'Accept' },
  { value: 'deny', label: 'Deny' },
];
const statusChoices = [
  { value: 'enable', label: 'enabled' },
  { value: 'disable', label: 'disabled' },
];

/** The last word of every list, which is no entry of it. */
function ImplicitDeny() {
  return (
    <div className={styles['implicit']}>
      <span className={styles['implicitId']}>0</span>
      <b>Implicit Deny</b>
      <span className={styles['implicitText']}>
        any to any, all services: traffic that no policy above matches
      </span>
      <Status tone="bad">Deny</Status>
    </div>
  );
}

/**
 * The list, and the policy that a panel shows: where it stands, though it may be far from what is in sight.
 * @param edited its number; empty for none
 */
function useListedPolicies(
  device: string,
  table: PolicyTable,
  filter: PolicyFilter,
  edited: string,
) {
  const [pinned, setPinned] = useState<number | null>(null);
  const windows = usePolicyWindows(device, table, filter, pinned);
  const { list } = windows;
  const rows = list?.rows;
  const loadedAt = useMemo(
    () =>
      edited === ''
        ? -1
        : (rows ?? []).findIndex((row) => row !== undefined && policyId(row) === edited),
    [rows, edited],
  );
  const inList = loadedAt < 0 ? undefined : rows?.[loadedAt];
  const placed = usePlacedPolicy(
    device,
    table,
    filter,
    edited === '' || inList !== undefined ? null : edited,
  );
  const at = inList === undefined ? (placed.data?.at ?? null) : loadedAt;
  if (at !== pinned) setPinned(at);
  const found = useMemo((): FoundPolicy | undefined => {
    if (list && inList) return { policy: inList, revision: list.revision, names: list.names };
    if (!placed.data?.policy) return undefined;
    const { policy, revision, names } = placed.data;
    return { policy, revision, names: new Map(names.map((one) => [one.name, one])) };
  }, [list, inList, placed.data]);
  return { windows, at, found, placed };
}

/** With all its columns, a policy's name has room from here on. */
const wideFrom = 1560;

/** A policy table in evaluation order, with what can be done on it. */
export function PolicyList({
  device,
  table,
  words,
}: {
  readonly device: string;
  readonly table: PolicyTable;
  readonly words: Words;
}) {
  const url = useUrlState();
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const kinds = kindsOf[table];
  const list = useListState({
    sorts: ['order'],
    first: { sort: 'order' },
    filters: {
      type: kinds,
      action: ['accept', 'deny'],
      status: ['enable', 'disable'],
      uses: 'text',
    },
  });
  const { type, action, status } = list.filters;
  const uses = list.filters.uses?.split(nameBreak) ?? null;
  const filter: PolicyFilter = {
    search: list.query.search.trim(),
    type,
    action,
    status,
    uses: list.filters.uses ?? '',
  };
  const edited = url.get('edit');
  const isNew = url.get('new') !== '';
  const { windows, at, found, placed } = useListedPolicies(device, table, filter, edited);
  const policies = windows.list;
  const [moving, setMoving] = useState<PolicyRow | null>(null);
  const syncEditor = useSyncEditor(device);
  const marks = useFindingMarks(device, table);

  /** The list stays as it is filtered under a panel. */
  const address = (values: Readonly<Record<string, string>>): string => {
    const after = new URLSearchParams(parameters);
    for (const name of ['edit', 'new']) after.delete(name);
    for (const [name, value] of Object.entries(values)) after.set(name, value);
    return `?${after.toString()}`;
  };
  const edit = (id: string): void => void navigate(address({ edit: id }));
  const create = (): void => void navigate(address({ new: '1' }));
  const close = (): void => url.set({ edit: null, new: null });

  const { menuOf, moveTo } = usePolicyActions(
    device,
    table,
    list.isFiltered || !policies ? null : policies.rows,
    edit,
    setMoving,
  );

  const createButton = (
    <Button look="primary" icon="plus" onClick={create}>
      Create New
    </Button>
  );
  const total = policies?.rows.length ?? 0;
  return (
    <ListPage
      crumb="Policy & Objects"
      title={words.title}
      actions={createButton}
      above={
        uses === null ? null : (
          <div className={styles['uses']}>
            <Banner
              tone="info"
              action={
                <Button onClick={() => list.setFilter('uses', null)}>Show all policies</Button>
              }
            >
              Policies that use <b>{uses.join(' or ')}</b>
            </Banner>
          </div>
        )
      }
      label={words.title}
      list={list}
      answer={{
        rows: policies?.rows,
        // They are one list, without pages.
        total: undefined,
        error: windows.error,
        refetch: windows.refetch,
        isStale: windows.isStale,
      }}
      searchLabel="Search name, address, tag"
      filters={[
        ...(table === 'firewall policy' || policies?.kinds.includes('other')
          ? [
              {
                name: 'type',
                label: 'Type',
                choices: kinds.map((kind) => ({ value: kind, label: kindWords[kind] })),
              },
            ]
          : []),
        { name: 'action', label: 'Action', choices: actionChoices },
        { name: 'status', label: 'Status', choices: statusChoices },
      ]}
      aside={
        list.isFiltered && policies
          ? `${numberWords(total)} of ${count(policies.size, 'policy', 'policies')}. Clear the filters to change the order.`
          : undefined
      }
      wideFrom={wideFrom}
      columns={policyColumns(
        table,
        { device, names: policies?.names ?? new Map(), syncEditor },
        (one) => address({ edit: policyId(one) }),
        menuOf,
        marks,
      )}
      rowId={policyId}
      onRange={windows.onRange}
      asked={windows.asked}
      onOpen={(policy) => edit(policyId(policy))}
      selected={edited === '' ? null : edited}
      selectedAt={at}
      dimmed={({ row }) => row.status === 'disable'}
      reorder={
        list.isFiltered
          ? undefined
          : { nameOf: (policy) => `policy ${policyId(policy)}`, onMove: moveTo }
      }
      footer={total > 0 && words.endsInDeny !== false ? <ImplicitDeny /> : undefined}
      noMatch={{
        title: 'No policy matches',
        text: 'Change the search text or the filters.',
      }}
      empty={
        <EmptyState title={`No ${words.title} yet`} action={createButton}>
          {words.empty}
        </EmptyState>
      }
    >
      <TagCardHost />
      {total > 0 ? <Note>{words.order}</Note> : null}
      {edited !== '' || isNew ? (
        <PolicyPanel
          key={isNew ? 'new' : edited}
          device={device}
          table={table}
          id={isNew ? null : edited}
          newKind={url.get('new') === 'ztna' ? 'ztna' : undefined}
          title={words.title}
          found={found}
          isMissing={placed.data?.policy === null}
          error={placed.error}
          refetch={() => void placed.refetch()}
          onClose={close}
          onEdit={edit}
        />
      ) : null}
      {moving ? (
        <MovePanel
          device={device}
          policy={moving}
          title={words.title}
          onClose={() => setMoving(null)}
          onShow={edit}
        />
      ) : null}
    </ListPage>
  );
}
