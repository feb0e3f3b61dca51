import { useState } from 'react';
import { Link } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { emsApi } from '#model/contract/ems.ts';
import { paths } from '#api/paths.ts';
import type { TagCarriers, TagSource } from '#model/tagging/tag-monitor.ts';
import { type Tag, categoryWords } from '#model/tagging/tags.ts';
import { ButtonLink } from '#ui/button.tsx';
import { clockText, dateText } from '#ui/clock-text.ts';
import { CutText } from '#ui/table/cut-text.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { Pagination } from '#ui/table/pagination.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { EmptyState } from '#ui/states.tsx';

type Carrier = TagCarriers['rows'][number];
const pageSize = 50;

function Source({ by }: { readonly by: TagSource }) {
  switch (by.kind) {
    case 'definition':
      return (
        <Link to={paths.ems.tag(by.id)}>
          <CutText text={`the rules of ${by.name}`} />
        </Link>
      );
    case 'outbreak':
      return (
        <Link to={paths.ems.outbreaks()}>
          <CutText text={`the outbreak alert ${by.name}`} />
        </Link>
      );
    case 'by-hand':
      return 'set by hand';
    case 'fortianalyzer':
      return <Link to={paths.ems.fortiAnalyzer()}>FortiAnalyzer</Link>;
    case 'built-in':
      return 'built in';
  }
}

function columns(offsetMinutes: number): readonly Column<Carrier>[] {
  return [
    {
      id: 'host',
      header: 'Endpoint',
      phone: 'first',
      cell: ({ uid, host }) => (
        <Link to={paths.ems.endpoint(uid)}>
          <CutText text={host} />
        </Link>
      ),
    },
    {
      id: 'since',
      width: '156px',
      header: 'Since',
      cell: ({ since }) => `${dateText(since, offsetMinutes)} ${clockText(since, offsetMinutes)}`,
    },
    { id: 'by', header: 'Assigned by', cell: ({ by }) => <Source by={by} /> },
  ];
}

/** From a tag to its endpoints, and back. */
export function CarriersPanel({
  tag,
  offsetMinutes,
  knows,
  onClose,
}: {
  readonly tag: Tag;
  readonly offsetMinutes: number;
  /** The address that shows which FortiGates know the tag. */
  readonly knows: string;
  readonly onClose: () => void;
}) {
  const [offset, setOffset] = useState(0);
  const { data, error, refetch } = useAnswer(
    emsApi.tagCarriers,
    { category: tag.category, name: tag.name, query: { offset, count: pageSize } },
    { keepsLast: true },
  );
  return (
    <SidePanel
      crumb={`Tag Monitor, ${categoryWords[tag.category].short}`}
      title={tag.name}
      wide
      actions={<ButtonLink to={knows}>Who knows this tag</ButtonLink>}
      onClose={onClose}
    >
      <DataTable
        label={`Endpoints with ${tag.name}`}
        columns={columns(offsetMinutes)}
        rows={data?.rows}
        rowId={({ uid }) => uid}
        error={error}
        onRetry={() => void refetch()}
        empty={
          <EmptyState title="No endpoint has this tag">
            Create a tagging rule, or add the tag to an endpoint.
          </EmptyState>
        }
      />
      <Pagination offset={offset} count={pageSize} total={data?.total ?? 0} onOffset={setOffset} />
    </SidePanel>
  );
}
