import { ConfirmText } from '#consoles/access-preview/confirm-text.tsx';
import { plannedChange } from '#api/call.ts';
import { Link, useNavigate, useParams } from 'react-router';
import { call } from '#api/call.ts';
import { useAnswer, useChange } from '#api/hooks.ts';
import { emsApi } from '#model/contract/ems.ts';
import { paths } from '#api/paths.ts';
import { type OperatingSystem, operatingSystemWords } from '#model/ems/ems.ts';
import { type TagDefinitionPage, tagDefinitionSortSchema } from '#model/tagging/tagging-api.ts';
import { count, numberWords, plural } from '#model/plural.ts';
import { ruleType } from '#model/tagging/tag-rules.ts';
import { type TagDefinition, rulesFor, systemsOf } from '#model/tagging/tagging.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { Menu } from '#ui/menu.tsx';
import { EmptyState, Status } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { useToast } from '#ui/toast.tsx';
import { useUrlState, wholeNumber } from '#ui/url-state.ts';
import { ImportPanel } from './import-panel.tsx';
import styles from './page.module.css';
import { TagPanel } from './tag-panel.tsx';
import { useExport } from './use-export.ts';

type Row = TagDefinitionPage['definitions'][number];

/** The rule types of one system, each once. */
function typesOf(definition: TagDefinition, os: OperatingSystem): readonly string[] {
  return [...new Set(rulesFor(definition, os).map(({ type }) => ruleType(type).label))];
}

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
      width: '20%',
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
      width: '34%',
      header: 'OS and Rule Types',
      cell: ({ definition }) => (
        <CutText
          text={systemsOf(definition)
            .map((os) => `${operatingSystemWords[os]}: ${typesOf(definition, os).join(', ')}`)
            .join('; ')}
        />
      ),
    },
    {
      id: 'message',
      header: 'User notification message',
      phone: 'hidden',
      cell: ({ definition }) =>
        definition.message === '' ? (
          <span className={styles['dim']}>none</span>
        ) : (
          <CutText text={definition.message} />
        ),
    },
    {
      id: 'endpoints',
      width: '104px',
      numeric: true,
      header: 'Endpoints',
      sortable: true,
      cell: ({ definition, endpoints }) => (
        <Link to={paths.ems.endpoints({ tag: `zero_trust/${definition.name}` })}>
          {numberWords(endpoints)}
          <span className="visually-hidden">
            {' '}
            {plural(endpoints, 'endpoint has', 'endpoints have')} {definition.name}
          </span>
        </Link>
      ),
    },
    {
      id: 'enabled',
      width: '104px',
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
      width: '76px',
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

function useRowActions(edit: (row: Row) => void): RowActions {
  const clone = useChange(emsApi.cloneTag);
  const enable = useChange(emsApi.enableTag);
  const remove = useChange(emsApi.deleteTag);
  const ask = useConfirm();
  const toast = useToast();
  const failed = (problem: Error): void => toast({ text: problem.message, tone: 'bad' });
  return {
    edit,
    clone: ({ definition }) =>
      clone.mutate(
        { id: definition.id },
        {
          onSuccess: () => toast({ text: `${definition.name} was cloned. The clone is disabled.` }),
          onError: failed,
        },
      ),
    enable: ({ definition }) =>
      enable.mutate(
        { id: definition.id, body: { enabled: !definition.enabled } },
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
          const { policies } = await call(emsApi.tagUsage, { id: definition.id });
          const sure = await ask({
            title: `Delete ${definition.name}?`,
            text: (
              <ConfirmText
                text={`${count(endpoints, 'endpoint')} ${plural(endpoints, 'loses', 'lose')} the tag.${
                  policies.length > 0
                    ? ` ${count(policies.length, 'policy asks', 'policies ask')} for the tag (first: ${policies[0]?.name || policies[0]?.policyid} on ${policies[0]?.fortigate}). ${plural(policies.length, 'Its reference', 'Their references')} will no longer match.`
                    : ''
                }`}
                change={plannedChange(emsApi.deleteTag, { id: definition.id })}
              />
            ),
            confirm: 'Delete',
            danger: true,
          });
          if (!sure) return;
          await remove.mutateAsync({ id: definition.id });
          toast({ text: `${definition.name} was deleted.` });
        } catch (problem) {
          failed(
            problem instanceof Error ? problem : new Error('The tag was not deleted. Try again.'),
          );
        }
      })(),
  };
}

const filterValues = { enabled: ['true', 'false'] } as const;
const enabledChoices = [
  { value: 'true', label: 'enabled' },
  { value: 'false', label: 'disabled' },
];

/** Security Posture Tags > Tags. */
export function Component() {
  const { id } = useParams();
  const navigate = useNavigate();
  const url = useUrlState();
  const list = useListState({
    sorts: tagDefinitionSortSchema.options,
    first: { sort: 'name' },
    filters: filterValues,
  });
  const { enabled } = list.filters;
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    emsApi.tagDefinitions,
    { query: { ...list.query, enabled: enabled === null ? null : enabled === 'true' } },
    { keepsLast: true },
  );
  const listAddress = (path: string): string => `${path}${globalThis.location.search}`;
  const open = ({ definition }: Row): void =>
    void navigate(listAddress(paths.ems.tag(definition.id)));
  const actions = useRowActions(open);
  const exportFile = useExport();
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
    <ListPage
      crumb="Security Posture Tags"
      title="Tags"
      actions={
        <>
          <Menu
            trigger={<Button icon="more">More</Button>}
            items={[
              {
                label: 'Import tag configuration',
                onSelect: () => url.set({ import: '1' }),
              },
              { label: 'Export tag configuration', onSelect: exportFile },
            ]}
          />
          {createButton}
        </>
      }
      label="Tags"
      list={list}
      answer={{
        rows: data?.definitions,
        total: data?.total,
        error,
        refetch,
        isStale: isPlaceholderData,
      }}
      searchLabel="Search tags"
      filters={[{ name: 'enabled', label: 'Status', choices: enabledChoices }]}
      columns={columns(listAddress, actions)}
      rowId={({ definition }) => String(definition.id)}
      onOpen={open}
      selected={editing === null ? null : String(editing)}
      dimmed={({ definition }) => !definition.enabled}
      noMatch={{ title: 'No tag matches', text: 'Change the search text or the filter.' }}
      empty={
        <EmptyState title="No tagging rules" action={createButton}>
          The scenario sets the tags of its endpoints. Create a tag with rules to assign it to
          endpoints.
        </EmptyState>
      }
    >
      {id === undefined ? null : (
        <TagPanel
          key={id}
          id={editing}
          onClose={() => void navigate(listAddress(paths.ems.tags()))}
        />
      )}
      {url.get('import') === '' ? null : <ImportPanel onClose={() => url.set({ import: null })} />}
    </ListPage>
  );
}
