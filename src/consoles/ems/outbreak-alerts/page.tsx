import { useAnswer, useChange } from '#api/hooks.ts';
import { useWorld } from '#api/world.ts';
import { emsApi } from '#model/contract/ems.ts';
import { paths } from '#api/paths.ts';
import {
  type OutbreakRow as Row,
  type OutbreakStatus,
  outbreakSortSchema,
  outbreakStatusSchema,
} from '#model/ems/outbreak.ts';
import { count, numberWords, plural } from '#model/plural.ts';
import { Button } from '#ui/button.tsx';
import { CellList } from '#ui/table/cell-list.tsx';
import { dateText } from '#ui/clock-text.ts';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { Note } from '#ui/page.tsx';
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
      cell: ({ outbreak }) => <CutText text={outbreak.name} />,
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
      cell: ({ outbreak }) => (
        <CellList
          label={`vulnerabilities of ${outbreak.name}`}
          shown={2}
          entries={outbreak.cves.map((cve) => ({
            key: cve,
            view: <CutText className="mono" text={cve} />,
          }))}
        />
      ),
    },
    {
      id: 'endpoints',
      width: '104px',
      numeric: true,
      header: 'Endpoints',
      sortable: true,
      cell: ({ endpoints }) => numberWords(endpoints),
    },
    {
      id: 'published',
      width: '23%',
      header: 'Status',
      sortable: true,
      cell: ({ outbreak: { published } }) =>
        published === null ? (
          <Status tone="off">Withdrawn</Status>
        ) : (
          <Status tone="warn">Published {dateText(published, offsetMinutes)}</Status>
        ),
    },
    {
      id: 'actions',
      width: '112px',
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

/** Security Posture Tags > FortiGuard Outbreak Alerts: FortiGuard's feed, in which a person can publish and withdraw. */
export function Component() {
  const url = useUrlState();
  const { data: world } = useWorld();
  const list = useListState({
    sorts: outbreakSortSchema.options,
    // The newest first, and those that were withdrawn last.
    first: { sort: 'published', descending: true },
    filters: { status: outbreakStatusSchema.options },
  });
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    emsApi.outbreaks,
    { query: { ...list.query, status: list.filters.status } },
    { keepsLast: true },
  );
  const publish = useChange(emsApi.publishOutbreak);
  const add = useChange(emsApi.addOutbreak);
  const ask = useConfirm();
  const toast = useToast();
  const change = async ({ outbreak, endpoints }: Row): Promise<void> => {
    const published = outbreak.published === null;
    const sure =
      published ||
      (await ask({
        title: `Withdraw ${outbreak.name}?`,
        text: `${count(endpoints, 'endpoint')} ${plural(endpoints, 'loses', 'lose')} the tag ${outbreak.tag}.`,
        confirm: 'Withdraw',
        danger: true,
      }));
    if (!sure) return;
    publish.mutate(
      { id: outbreak.id, body: { published } },
      {
        onSuccess: () =>
          toast({ text: `${outbreak.name} was ${published ? 'published' : 'withdrawn'}.` }),
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
    <ListPage
      crumb="Security Posture Tags"
      title="FortiGuard Outbreak Alerts"
      actions={createButton}
      label="Outbreak alerts"
      list={list}
      answer={{ rows: data?.rows, total: data?.total, error, refetch, isStale: isPlaceholderData }}
      searchLabel="Search outbreak, tag, CVE"
      filters={[
        {
          name: 'status',
          label: 'Status',
          choices: outbreakStatusSchema.options.map((value) => ({
            value,
            label: statusWords[value],
          })),
        },
      ]}
      columns={columns(world?.clock.offsetMinutes ?? 0, (row) => void change(row))}
      rowId={({ outbreak }) => outbreak.id}
      dimmed={({ outbreak }) => outbreak.published === null}
      noMatch={{ title: 'No outbreak matches', text: 'Change the search text or the filter.' }}
      empty={
        <EmptyState title="No outbreak alerts" action={createButton}>
          A published outbreak alert tags every endpoint that has one of its vulnerabilities.
        </EmptyState>
      }
    >
      <Note>
        An endpoint has a vulnerability if its posture lists the CVE. A FortiGate receives outbreak
        alert tags only if EMS shares FortiGuard Outbreak Alert Tags with the FortiGate.
      </Note>
      {url.get('new') === '' ? null : (
        <OutbreakPanel
          onAdd={(spec) => add.mutateAsync({ body: spec })}
          onClose={() => url.set({ new: null })}
        />
      )}
    </ListPage>
  );
}
