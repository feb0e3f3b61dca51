import { Link } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { fortiosApi } from '#model/contract/fortios.ts';
import type { MatchedEndpoint, ResolvedAddress } from '#model/tagging/tag-entries.ts';
import type { AddressKind } from '#model/tagging/tag-names.ts';
import type { Tag } from '#model/tagging/tags.ts';
import { Note } from '#ui/page.tsx';
import { EmptyState } from '#ui/states.tsx';
import { CellList } from '#ui/table/cell-list.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { ListView } from '#ui/table/list-page.tsx';
import { type ListState, useListState } from '#ui/table/list-state.ts';
import styles from './tags-page.module.css';

/** A link to an endpoint on EMS, by its host. */
export function HostLink({ uid, host }: { readonly uid: string; readonly host: string }) {
  return (
    <Link className={styles['host']} to={paths.ems.endpoint(uid)}>
      <CutText text={host} />
    </Link>
  );
}

const matchedColumns: readonly Column<MatchedEndpoint>[] = [
  { id: 'host', header: 'Endpoint', phone: 'first', cell: (one) => <HostLink {...one} /> },
  {
    id: 'user',
    width: '24%',
    header: 'User',
    phone: 'hidden',
    cell: ({ user }) => <CutText text={user ?? ''} />,
  },
  { id: 'ip', width: '124px', header: 'IP', cell: ({ ip }) => <span className="mono">{ip}</span> },
  {
    id: 'mac',
    width: '146px',
    header: 'MAC',
    cell: ({ mac }) => <span className="mono">{mac}</span>,
  },
];

function resolvedColumns(kind: AddressKind): readonly Column<ResolvedAddress>[] {
  return [
    {
      id: 'address',
      width: '40%',
      header: `${kind.toUpperCase()} address`,
      phone: 'first',
      cell: ({ address }) => <span className="mono">{address}</span>,
    },
    {
      id: 'endpoints',
      header: 'Endpoint',
      cell: ({ address, endpoints }) => {
        const [only, ...others] = endpoints;
        // Nearly always one, whose name may take the whole width.
        return only !== undefined && others.length === 0 ? (
          <HostLink {...only} />
        ) : (
          <CellList
            label={`endpoints at ${address}`}
            shown={1}
            entries={endpoints.map((one) => ({ key: one.uid, view: <HostLink {...one} /> }))}
          />
        );
      },
    },
  ];
}

/** Why the lists of one tag differ [382827]. */
function Difference({ device }: { readonly device: string }) {
  return (
    <Note>
      Matched endpoints have {device} as their gateway, and resolved addresses are those that
      FortiClient Endpoint Sharing gives to {device}, so an endpoint behind another gateway can be
      in the second list only.
    </Note>
  );
}

interface ViewProps {
  readonly device: string;
  readonly tag: Tag;
}

function useView(prefix: string): ListState<'order'> {
  return useListState({
    sorts: ['order'],
    first: { sort: 'order' },
    filters: {},
    prefix,
  });
}

function pageOf({ query: { search, offset: start, count } }: ListState<'order'>) {
  return { search: search.trim(), start, count };
}

/** *View Matched Endpoints*. */
export function MatchedEndpoints({ device, tag }: ViewProps) {
  const list = useView('matched.');
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    fortiosApi.matchedEndpoints,
    { device, category: tag.category, tag: tag.name, query: pageOf(list) },
    { keepsLast: true },
  );
  return (
    <>
      <ListView
        label="Matched endpoints"
        list={list}
        answer={{
          rows: data?.results,
          total: data?.matched_count,
          error,
          refetch,
          isStale: isPlaceholderData,
        }}
        searchLabel="Search endpoints"
        columns={matchedColumns}
        rowId={({ uid }) => uid}
        noMatch={{ title: 'No endpoint matches' }}
        empty={
          <EmptyState title="No matched endpoint">
            No online endpoint with this tag has {device} as its gateway.
          </EmptyState>
        }
      />
      <Difference device={device} />
    </>
  );
}

/** *View Resolved Addresses*, of one kind. */
export function ResolvedAddresses({
  device,
  tag,
  kind,
}: ViewProps & { readonly kind: AddressKind }) {
  const list = useView('resolved.');
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    fortiosApi.resolvedAddresses,
    { device, category: tag.category, tag: tag.name, query: { ...pageOf(list), kind } },
    { keepsLast: true },
  );
  return (
    <>
      <ListView
        label="Resolved addresses"
        list={list}
        answer={{
          rows: data?.results.addresses,
          total: data?.matched_count,
          error,
          refetch,
          isStale: isPlaceholderData,
        }}
        searchLabel="Search addresses"
        columns={resolvedColumns(kind)}
        rowId={({ address }) => address}
        noMatch={{ title: 'No address matches' }}
        empty={
          <EmptyState title="No address resolves">
            EMS shares no online endpoint with this tag. ZTNA policies do not need addresses. IP/MAC
            based access control does.
          </EmptyState>
        }
      />
      <Difference device={device} />
    </>
  );
}
