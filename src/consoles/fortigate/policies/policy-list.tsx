import { useNavigate, useSearchParams } from 'react-router';
import { Button } from '#ui/button.tsx';
import { DataTable } from '#ui/data-table.tsx';
import { FilterMenu } from '#ui/menu.tsx';
import { Note, PageHeader, Toolbar } from '#ui/page.tsx';
import { SearchField } from '#ui/search-field.tsx';
import { EmptyState, Status } from '#ui/states.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { policyColumns } from './columns.tsx';
import { usePolicyActions } from './policy-actions.ts';
import type { PolicyContext } from './policy-context.ts';
import styles from './policy-list.module.css';
import { PolicyPanel } from './policy-panel.tsx';
import {
  type PolicyFilter,
  type PolicyKind,
  type PolicyRow,
  type PolicyTable,
  filterPolicies,
  isFiltered,
  kindWords,
  policyId,
} from './policy-row.ts';

export interface PolicyLookup {
  /** In evaluation order; undefined while they load. */
  readonly policies: readonly PolicyRow[] | undefined;
  readonly revision: number;
  readonly context: PolicyContext | undefined;
  readonly error: Error | null;
  readonly refetch: () => void;
}

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

/** The address's word if it is one of these; null for any. */
function oneOf<Value extends string>(values: readonly Value[], text: string): Value | null {
  return values.find((value) => value === text) ?? null;
}

/** A filter of one condition, `any` first. */
function Filter<Value extends string>({
  label,
  value,
  words,
  onChange,
}: {
  readonly label: string;
  readonly value: Value | null;
  readonly words: readonly (readonly [Value, string])[];
  readonly onChange: (value: Value | null) => void;
}) {
  return (
    <FilterMenu<Value | 'any'>
      label={label}
      value={value ?? 'any'}
      choices={[
        { value: 'any', label: 'any' },
        ...words.map(([value, label]) => ({ value, label })),
      ]}
      onChange={(chosen) => onChange(words.find(([value]) => value === chosen)?.[0] ?? null)}
    />
  );
}

/** The last word of every list, which is no entry of it. */
function ImplicitDeny() {
  return (
    <div className={styles['implicit']}>
      <span className={styles['implicitId']}>0</span>
      <b>Implicit Deny</b>
      <span className={styles['implicitText']}>
        any to any, all services: what no policy above matches
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
  const filter: PolicyFilter = {
    search: url.get('search'),
    kind: oneOf(kinds, url.get('type')),
    action: oneOf(['accept', 'deny'], url.get('action')),
    status: oneOf(['enable', 'disable'], url.get('status')),
  };
  const filtered = isFiltered(filter);
  const shown = policies && context ? filterPolicies(policies, filter) : undefined;
  const edited = url.get('edit');
  const isNew = url.get('new') !== '';
  const clear = (): void => url.set({ search: null, type: null, action: null, status: null });

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
    filtered || !policies ? null : policies.map(policyId),
    edit,
  );

  const createButton = (
    <Button look="primary" icon="plus" onClick={create}>
      Create new
    </Button>
  );
  const count = shown?.length ?? 0;
  return (
    <>
      <PageHeader crumb="Policy & Objects" title={words.title} actions={createButton} />
      <Toolbar
        aside={
          filtered && policies && shown
            ? `${count} of ${policies.length} policies. Clear the filters to change the order.`
            : undefined
        }
      >
        <SearchField
          label="Search name, address, tag"
          value={filter.search}
          onChange={(search) => url.set({ search })}
        />
        {table === 'firewall policy' || policies?.some(({ kind }) => kind === 'other') ? (
          <Filter
            label="Type"
            value={filter.kind}
            words={kinds.map((kind) => [kind, kindWords[kind]] as const)}
            onChange={(type) => url.set({ type })}
          />
        ) : null}
        <Filter
          label="Action"
          value={filter.action}
          words={[
            ['accept', 'Accept'],
            ['deny', 'Deny'],
          ]}
          onChange={(action) => url.set({ action })}
        />
        <Filter
          label="Status"
          value={filter.status}
          words={[
            ['enable', 'enabled'],
            ['disable', 'disabled'],
          ]}
          onChange={(status) => url.set({ status })}
        />
      </Toolbar>
      <DataTable
        label={words.title}
        columns={
          context
            ? policyColumns(table, context, (one) => address({ edit: policyId(one) }), menuOf)
            : []
        }
        rows={shown}
        rowId={policyId}
        error={lookup.error}
        onRetry={lookup.refetch}
        onOpen={(policy) => edit(policyId(policy))}
        selected={edited === '' ? null : edited}
        dimmed={({ row }) => row.status === 'disable'}
        {...(filtered
          ? {}
          : {
              reorder: {
                nameOf: (policy: PolicyRow) => `policy ${policyId(policy)}`,
                onMove: moveTo,
              },
            })}
        even
        footer={count > 0 ? <ImplicitDeny /> : undefined}
        empty={
          filtered ? (
            <EmptyState
              title="No policy matches"
              action={<Button onClick={clear}>Clear the filters</Button>}
            >
              Try fewer letters, or any type, action and status.
            </EmptyState>
          ) : (
            <EmptyState title={`No ${words.title} yet`} action={createButton}>
              {words.empty}
            </EmptyState>
          )
        }
      />
      {count > 0 ? <Note>{words.order}</Note> : null}
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
    </>
  );
}
