import { useNavigate, useSearchParams } from 'react-router';
import { Button } from '#ui/button.tsx';
import { nameBreak } from '#api/paths.ts';
import { count, numberWords } from '#model/plural.ts';
import { ListPage } from '#ui/list-page.tsx';
import { useListState } from '#ui/list-state.ts';
import { Note } from '#ui/page.tsx';
import { Banner, EmptyState, Status } from '#ui/states.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { policyColumns } from './columns.tsx';
import { usePolicyActions } from './policy-actions.ts';
import type { PolicyLookup } from './policy-lookup.ts';
import styles from './policy-list.module.css';
import { PolicyPanel } from './policy-panel.tsx';
import {
  type PolicyFilter,
  type PolicyKind,
  type PolicyTable,
  filterPolicies,
  kindWords,
  policyId,
} from './policy-row.ts';

interface Words {
  readonly title: string;
  /** How these policies take part in a decision. */
  readonly order: string;
  /** What comes of a list without a policy. */
  readonly empty: string;
}

const kindsOf: Record<PolicyTable, readonly PolicyKind[]> = {
  'firewall policy': ['standard', 'ztna'],
  'firewall proxy-policy': ['ztna', 'other'],
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

/** A policy table in evaluation order, with what can be done on it. */
export function PolicyList({
  device,
  table,
  words,
  lookup,
}: {
  readonly device: string;
  readonly table: PolicyTable;
  readonly words: Words;
  readonly lookup: PolicyLookup;
}) {
  const url = useUrlState();
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const { policies, context } = lookup;
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
  const filter: PolicyFilter = { search: list.query.search, kind: type, action, status, uses };
  const shown = policies && context ? filterPolicies(policies, filter) : undefined;
  const edited = url.get('edit');
  const isNew = url.get('new') !== '';

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
    list.isFiltered || !policies ? null : policies.map(policyId),
    edit,
  );

  const createButton = (
    <Button look="primary" icon="plus" onClick={create}>
      Create new
    </Button>
  );
  const total = shown?.length ?? 0;
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
        rows: shown,
        total: undefined,
        error: lookup.error,
        refetch: lookup.refetch,
        isStale: false,
      }}
      searchLabel="Search name, address, tag"
      filters={[
        ...(table === 'firewall policy' || policies?.some(({ kind }) => kind === 'other')
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
        list.isFiltered && policies && shown
          ? `${numberWords(total)} of ${count(policies.length, 'policy', 'policies')}. Clear the filters to change the order.`
          : undefined
      }
      columns={
        context
          ? policyColumns(table, context, (one) => address({ edit: policyId(one) }), menuOf)
          : []
      }
      rowId={policyId}
      onOpen={(policy) => edit(policyId(policy))}
      selected={edited === '' ? null : edited}
      dimmed={({ row }) => row.status === 'disable'}
      reorder={
        list.isFiltered
          ? undefined
          : { nameOf: (policy) => `policy ${policyId(policy)}`, onMove: moveTo }
      }
      footer={total > 0 ? <ImplicitDeny /> : undefined}
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
      {total > 0 ? <Note>{words.order}</Note> : null}
      {edited !== '' || isNew ? (
        <PolicyPanel
          key={isNew ? 'new' : edited}
          device={device}
          table={table}
          id={isNew ? null : edited}
          title={words.title}
          lookup={lookup}
          onClose={close}
          onEdit={edit}
        />
      ) : null}
    </ListPage>
  );
}
