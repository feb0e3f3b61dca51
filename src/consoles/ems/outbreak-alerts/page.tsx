import { useAddOutbreak, useOutbreaks, usePublishOutbreak } from '#api/tagging-hooks.ts';
import { useWorld } from '#api/lab-hooks.ts';
import { paths } from '#api/paths.ts';
import {
  type OutbreakRow as Row,
  type OutbreakStatus,
  outbreakSortSchema,
  outbreakStatusSchema,
} from '#model/outbreak.ts';
import { Button } from '#ui/button.tsx';
import { clockText, dateText } from '#ui/clock-text.ts';
import { useConfirm } from '#ui/confirm.tsx';
import { type Column, DataTable } from '#ui/data-table.tsx';
import { useListState } from '#ui/list-state.ts';
import { FilterMenu } from '#ui/menu.tsx';
import { Note, PageHeader, Toolbar } from '#ui/page.tsx';
import { Pagination } from '#ui/pagination.tsx';
import { SearchField } from '#ui/search-field.tsx';
import { EmptyState, Status } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { useToast } from '#ui/toast.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { OutbreakPanel } from './outbreak-panel.tsx';

function columns(offsetMinutes: number, publish: (row: Row) => void): readonly Column<Row>[] {
  return [
    {
      id: 'name',
      header: 'Outbreak',
      phone: 'first',
      sortable: true,
      cell: ({ outbreak }) => outbreak.name,
    },
    {
      id: 'tag',
      header: 'Tag',
      sortable: true,
      cell: ({ outbreak }) => (
        <TagChip
          category="outbreak_alert"
          name={outbreak.tag}
          to={paths.ems.tagMonitor(`outbreak_alert/${outbreak.tag}`)}
        />
      ),
    },
    {
      id: 'cves',
      header: 'Vulnerabilities',
      cell: ({ outbreak }) => <span className="mono">{outbreak.cves.join(', ')}</span>,
    },
    { id: 'endpoints', header: 'Endpoints', sortable: true, cell: ({ endpoints }) => endpoints },
    {
      id: 'published',
      header: 'Status',
      sortable: true,
      cell: ({ outbreak: { published } }) =>
        published === null ? (
          <Status tone="off">Withdrawn</Status>
        ) : (
          <Status tone="warn">
            Published {dateText(published, offsetMinutes)} {clockText(published, offsetMinutes)}
          </Status>
        ),
    },
    {
      id: 'actions',
      header: 'Actions',
      phone: 'first',
      cell: (row) => (
        <Button onClick={() => publish(row)}>
          {row.outbreak.published === null ? 'Publish' : 'Withdraw'}
          <span className="visually-hidden"> {row.outbreak.name}</span>
        </Button>
      ),
    },
  ];
}

const statusWords: Record<OutbreakStatus, string> = {
  published: 'published',
  withdrawn: 'withdrawn',
};
const statusChoices: readonly { value: OutbreakStatus | 'any'; label: string }[] = [
  { value: 'any', label: 'any' },
  ...outbreakStatusSchema.options.map((value) => ({ value, label: statusWords[value] })),
];
/** The newest first, and those that were withdrawn last. */
const newest = { sort: 'published', descending: true } as const;

/** Security Posture Tags > Outbreak Alerts: FortiGuard's feed, in which a person can publish and withdraw. */
export function Component() {
  const url = useUrlState();
  const { data: world } = useWorld();
  const list = useListState(outbreakSortSchema.options, newest);
  const status = outbreakStatusSchema.options.find((one) => one === url.get('status')) ?? null;
  const { data, error, refetch } = useOutbreaks({ ...list.query, status });
  const filtered = list.query.search !== '' || status !== null;
  const publish = usePublishOutbreak();
  const add = useAddOutbreak();
  const ask = useConfirm();
  const toast = useToast();
  const change = async ({ outbreak, endpoints }: Row): Promise<void> => {
    const published = outbreak.published === null;
    const sure =
      published ||
      (await ask({
        title: `Withdraw ${outbreak.name}?`,
        text: `${endpoints} endpoints lose the tag ${outbreak.tag}.`,
        confirm: 'Withdraw',
        danger: true,
      }));
    if (!sure) return;
    publish.mutate(
      { id: outbreak.id, published },
      {
        onSuccess: () =>
          toast({ text: `${outbreak.name} is ${published ? 'published' : 'withdrawn'}.` }),
        onError: (problem) => toast({ text: problem.message, tone: 'bad' }),
      },
    );
  };
  const createButton = (
    <Button look="primary" icon="plus" onClick={() => url.set({ new: '1' })}>
      Publish an outbreak
    </Button>
  );
  return (
    <>
      <PageHeader crumb="Security Posture Tags" title="Outbreak Alerts" actions={createButton} />
      <Toolbar>
        <SearchField
          label="Search outbreak, tag, CVE"
          value={list.query.search}
          onChange={list.search}
        />
        <FilterMenu
          label="Status"
          value={status ?? 'any'}
          choices={statusChoices}
          onChange={(value) => url.set({ status: value === 'any' ? null : value, offset: null })}
        />
      </Toolbar>
      <DataTable
        label="Outbreak alerts"
        columns={columns(world?.clock.offsetMinutes ?? 0, (row) => void change(row))}
        rows={data?.rows}
        {...list.sorting}
        rowId={({ outbreak }) => outbreak.id}
        error={error}
        onRetry={() => void refetch()}
        dimmed={({ outbreak }) => outbreak.published === null}
        empty={
          filtered ? (
            <EmptyState
              title="No outbreak matches"
              action={
                <Button onClick={() => url.set({ search: null, status: null })}>
                  Clear the filters
                </Button>
              }
            />
          ) : (
            <EmptyState title="No outbreak in the feed" action={createButton}>
              A published outbreak tags every endpoint that has one of its vulnerabilities.
            </EmptyState>
          )
        }
      />
      <Pagination {...list.pages(data?.total)} />
      <Note>
        An endpoint has a vulnerability when its posture lists the CVE. Outbreak alert tags reach a
        FortiGate only if the sync editor shares their type with it.
      </Note>
      {url.get('new') === '' ? null : (
        <OutbreakPanel
          busy={add.isPending}
          onAdd={(spec) => add.mutateAsync(spec)}
          onClose={() => url.set({ new: null })}
        />
      )}
    </>
  );
}
