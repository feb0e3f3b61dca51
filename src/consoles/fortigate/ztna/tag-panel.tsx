import { numberWords } from '#model/plural.ts';
import { useState } from 'react';
import { Link } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { fortiosApi } from '#model/contract/fortios.ts';
import { labApi } from '#model/contract/lab.ts';
import { paths } from '#api/paths.ts';
import { absenceSentence, addressSentence } from '#model/words/standing.ts';
import { type TagResolution, tagMark } from '#model/tagging/tag-entries.ts';
import type { AddressKind } from '#model/tagging/tag-names.ts';
import { type Tag, categoryWords, tagKey } from '#model/tagging/tags.ts';
import { SegmentField } from '#ui/fields/choice-field.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { KeyValue } from '#ui/key-value.tsx';
import { Note, Section } from '#ui/page.tsx';
import { ShowCli } from '#ui/panel/show-cli.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { ErrorState, Skeleton } from '#ui/states.tsx';
import { HostLink, MatchedEndpoints, ResolvedAddresses } from './tag-views.tsx';

type Withheld = TagResolution['withheld'][number];

function withheldColumns(device: string): readonly Column<Withheld>[] {
  return [
    { id: 'host', header: 'Endpoint', phone: 'first', cell: (one) => <HostLink {...one} /> },
    {
      id: 'why',
      header: 'Why not here',
      wraps: true,
      cell: ({ standing }) =>
        standing.known
          ? addressSentence(standing.addresses, device)
          : absenceSentence(standing.why, device),
    },
  ];
}

/** The two objects that the tag is here; EMS makes them, and a person can look at them. */
function TagCommands({ tag }: { readonly tag: Tag }) {
  const [open, setOpen] = useState(false);
  const { data, error } = useAnswer(labApi.tagCommands, open ? tag : null, { keepsLast: true });
  return (
    <ShowCli
      open={open}
      onToggle={() => setOpen(!open)}
      label={`Address objects of ${tag.name}`}
      text={data?.text}
      problem={data?.problem ?? error?.message ?? null}
      note="EMS creates these objects. You cannot edit them on the FortiGate."
    />
  );
}

function WithheldList({
  device,
  resolved,
}: {
  readonly device: string;
  readonly resolved: TagResolution;
}) {
  const { withheld, withheld_count: all, category, tag } = resolved;
  if (all === 0) return null;
  return (
    <Section title={`On EMS, but not here: ${numberWords(all)}`} own>
      <DataTable
        label="Endpoints with the tag that do not resolve here"
        columns={withheldColumns(device)}
        rows={withheld}
        rowId={({ uid }) => uid}
      />
      <Note>
        {withheld.length < all ? (
          <>
            These are the first {numberWords(withheld.length)}.{' '}
            <Link to={paths.lab.whoKnows({ tag: tagKey({ category, name: tag }) })}>
              Show them all
            </Link>{' '}
          </>
        ) : null}
        Only standard policies need these addresses. A ZTNA policy identifies the endpoint by its
        certificate.
      </Note>
    </Section>
  );
}

export type TagView = 'matched' | 'resolved';

const views = [
  { value: 'matched', label: 'View Matched Endpoints' },
  { value: 'resolved', label: 'View Resolved Addresses' },
] as const;

/** A tag's entry on this FortiGate: what it is, whom it matches, and which addresses it resolves to. */
export function TagPanel({
  device,
  tag,
  kind,
  view,
  onView,
  onClose,
}: {
  readonly device: string;
  readonly tag: Tag;
  readonly kind: AddressKind;
  readonly view: TagView;
  readonly onView: (view: TagView) => void;
  readonly onClose: () => void;
}) {
  const {
    data: answer,
    error,
    refetch,
  } = useAnswer(fortiosApi.resolvedAddresses, {
    device,
    category: tag.category,
    tag: tag.name,
    query: { kind, count: 1 },
  });
  const data = answer?.results;
  return (
    <SidePanel
      key={tagKey(tag)}
      crumb="Security Posture Tags"
      title={tag.name}
      wide
      onClose={onClose}
    >
      {data ? (
        <>
          <KeyValue
            items={[
              { name: 'Type', value: tagMark(data.category, kind) },
              { name: 'Category', value: categoryWords[data.category].label },
              { name: 'IP address object', value: data.ip_object, mono: true },
              { name: 'MAC address object', value: data.mac_object, mono: true },
              ...(data.comments === '' ? [] : [{ name: 'Comments', value: data.comments }]),
            ]}
          />
          <SegmentField label="List" value={view} options={views} onChange={onView} />
          {view === 'matched' ? (
            <MatchedEndpoints device={device} tag={tag} />
          ) : (
            <ResolvedAddresses device={device} tag={tag} kind={kind} />
          )}
          <TagCommands tag={tag} />
          {view === 'resolved' ? <WithheldList device={device} resolved={data} /> : null}
        </>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </SidePanel>
  );
}
