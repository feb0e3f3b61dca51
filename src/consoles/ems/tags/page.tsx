import { Link, useNavigate, useParams } from 'react-router';
import {
  useCloneTagDefinition,
  useEnableTagDefinition,
  useRemoveTagDefinition,
  useTagDefinitions,
} from '#api/tagging-hooks.ts';
import { tagging } from '#api/tagging.ts';
import { paths } from '#api/paths.ts';
import { operatingSystemWords } from '#model/ems.ts';
import {
  type TagDefinitionPage,
  type TagDefinitionSort,
  tagDefinitionSortSchema,
} from '#model/tagging-api.ts';
import { systemsOf } from '#model/tagging.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { useConfirm } from '#ui/confirm.tsx';
import { type Column, DataTable } from '#ui/data-table.tsx';
import { FilterMenu, Menu } from '#ui/menu.tsx';
import { PageHeader, Toolbar } from '#ui/page.tsx';
import { Pagination } from '#ui/pagination.tsx';
import { SearchField } from '#ui/search-field.tsx';
import { EmptyState, Status } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { useToast } from '#ui/toast.tsx';
import { useUrlState, wholeNumber } from '#ui/url-state.ts';
import { ImportPanel } from './import-panel.tsx';
import styles from './page.module.css';
import { TagPanel } from './tag-panel.tsx';
import { useExport } from './use-export.ts';

type Row = TagDefinitionPage['definitions'][number];
const pageSize = 50;

interface RowActions {
  readonly edit: (row: Row) => void;
  readonly clone: (row: Row) => void;
  readonly enable: (row: Row) => void;
  readonly remove: (row: Row) => void;
}

function columns(
  listAddress: (path: string) => string,
  actions: RowActions,
): readonly Column<Row>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      sortable: true,
      phone: 'first',
      cell: ({ definition }) => (
        <Link to={listAddress(paths.ems.tag(definition.id))} className={styles['name']}>
          <TagChip category="zero_trust" name={definition.name} />
        </Link>
      ),
    },
    {
      id: 'rules',
      header: 'Rules',
      cell: ({ definition }) =>
        systemsOf(definition)
          .map(
            (os) =>
              `${operatingSystemWords[os]} (${definition.rules.filter((rule) => rule.os === os).length})`,
          )
          .join(', '),
    },
    {
      id: 'message',
      header: 'User notification message',
      phone: 'hidden',
      cell: ({ definition }) => definition.message || <span className={styles['dim']}>none</span>,
    },
    {
      id: 'endpoints',
      header: 'Endpoints',
      sortable: true,
      cell: ({ definition, endpoints }) => (
        <Link to={paths.ems.endpoints({ tag: `zero_trust/${definition.name}` })}>
          {endpoints}
          <span className="visually-hidden"> endpoints have {definition.name}</span>
        </Link>
      ),
    },
    {
      id: 'enabled',
      header: 'Status',
      sortable: true,
      phone: 'first',
      cell: ({ definition }) => (
        <Status tone={definition.enabled ? 'ok' : 'off'}>
          {definition.enabled ? 'Enabled' : 'Disabled'}
        </Status>
      ),
    },
    {
      id: 'actions',
      header: 'Actions',
      phone: 'first',
      cell: (row) => (
        <Menu
          trigger={<IconButton icon="more" label={`Actions of ${row.definition.name}`} />}
          items={[
            { label: 'Edit', icon: 'edit', onSelect: () => actions.edit(row) },
            { label: 'Clone', icon: 'clone', onSelect: () => actions.clone(row) },
            {
              label: row.definition.enabled ? 'Disable' : 'Enable',
              icon: 'power',
              onSelect: () => actions.enable(row),
            },
            {
              label: 'Delete…',
              icon: 'trash',
              danger: true,
              onSelect: () => actions.remove(row),
            },
          ]}
        />
      ),
    },
  ];
}

type EnabledFilter = 'any' | 'true' | 'false';
const enabledChoices: readonly { value: EnabledFilter; label: string }[] = [
  { value: 'any', label: 'any' },
  { value: 'true', label: 'enabled' },
  { value: 'false', label: 'disabled' },
];

function useRowActions(edit: (row: Row) => void): RowActions {
  const clone = useCloneTagDefinition();
  const enable = useEnableTagDefinition();
  const remove = useRemoveTagDefinition();
  const ask = useConfirm();
  const toast = useToast();
  const failed = (problem: Error): void => toast({ text: problem.message, tone: 'bad' });
  return {
    edit,
    clone: ({ definition }) =>
      clone.mutate(definition.id, {
        onSuccess: () => toast({ text: `A copy of ${definition.name} is there, disabled.` }),
        onError: failed,
      }),
    enable: ({ definition }) =>
      enable.mutate(
        { id: definition.id, enabled: !definition.enabled },
        {
          onSuccess: () =>
            toast({
              text: `${definition.name} is ${definition.enabled ? 'disabled' : 'enabled'}.`,
            }),
          onError: failed,
        },
      ),
    remove: ({ definition, endpoints }) =>
      void (async () => {
        try {
          const { policies } = await tagging.usage(definition.id);
          const sure = await ask({
            title: `Delete ${definition.name}?`,
            text: `${endpoints} endpoints lose the tag.${
              policies.length > 0
                ? ` ${policies.length} policies ask for it, the first ${policies[0]?.name || policies[0]?.policyid} of ${policies[0]?.fortigate}: their references break, and are never known.`
                : ''
            }`,
            confirm: 'Delete',
            danger: true,
          });
          if (!sure) return;
          await remove.mutateAsync(definition.id);
          toast({ text: `${definition.name} is deleted.` });
        } catch (problem) {
          failed(problem instanceof Error ? problem : new Error('Not deleted. Try again.'));
        }
      })(),
  };
}

/** Security Posture Tags > Tags. */
export function Component() {
  const { id } = useParams();
  const navigate = useNavigate();
  const url = useUrlState();
  const enabled = enabledChoices.find(({ value }) => value === url.get('enabled'))?.value ?? 'any';
  const sort: TagDefinitionSort = tagDefinitionSortSchema.catch('name').parse(url.get('sort'));
  const query = {
    offset: wholeNumber(url.get('offset')),
    count: pageSize,
    search: url.get('search'),
    enabled: enabled === 'any' ? null : enabled === 'true',
    sort,
    descending: url.get('order') === 'desc',
  };
  const { data, error, refetch } = useTagDefinitions(query);
  const listAddress = (path: string): string => `${path}${globalThis.location.search}`;
  const open = ({ definition }: Row): void =>
    void navigate(listAddress(paths.ems.tag(definition.id)));
  const actions = useRowActions(open);
  const exportFile = useExport();
  const filtered = query.search !== '' || query.enabled !== null;
  const close = (): void => void navigate(listAddress(paths.ems.tags()));
  const createButton = (
    <Button
      look="primary"
      icon="plus"
      onClick={() => void navigate(listAddress(paths.ems.tag('new')))}
    >
      Create
    </Button>
  );
  const editing = id === undefined || id === 'new' ? null : wholeNumber(id, -1);

  return (
    <>
      <PageHeader
        crumb="Security Posture Tags"
        title="Tags"
        actions={
          <>
            <Button onClick={() => url.set({ import: '1' })}>Import</Button>
            <Button onClick={exportFile}>Export</Button>
            {createButton}
          </>
        }
      />
      <Toolbar>
        <SearchField
          label="Search tags"
          value={query.search}
          onChange={(search) => url.set({ search, offset: null })}
        />
        <FilterMenu
          label="Status"
          value={enabled}
          choices={enabledChoices}
          onChange={(value) => url.set({ enabled: value === 'any' ? null : value, offset: null })}
        />
      </Toolbar>
      <DataTable
        label="Tags"
        columns={columns(listAddress, actions)}
        rows={data?.definitions}
        rowId={({ definition }) => String(definition.id)}
        error={error}
        onRetry={() => void refetch()}
        sort={{ id: query.sort, descending: query.descending }}
        onSort={({ id: by, descending }) =>
          url.set({ sort: by, order: descending ? 'desc' : null, offset: null })
        }
        onOpen={open}
        selected={editing === null ? null : String(editing)}
        dimmed={({ definition }) => !definition.enabled}
        empty={
          filtered ? (
            <EmptyState
              title="No tag matches"
              action={
                <Button onClick={() => url.set({ search: null, enabled: null })}>
                  Clear the filters
                </Button>
              }
            />
          ) : (
            <EmptyState title="This world has no tagging rules" action={createButton}>
              Its endpoints have the tags that the scenario gives them. A tag that is made here is
              given by its rules.
            </EmptyState>
          )
        }
      />
      <Pagination
        offset={query.offset}
        count={pageSize}
        total={data?.total ?? 0}
        onOffset={(offset) => url.set({ offset: offset === 0 ? null : String(offset) })}
      />
      {id === undefined ? null : <TagPanel key={id} id={editing} onClose={close} />}
      {url.get('import') === '' ? null : <ImportPanel onClose={() => url.set({ import: null })} />}
    </>
  );
}
