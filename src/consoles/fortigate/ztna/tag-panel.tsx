import { numberWords } from '#model/plural.ts';
import { useState } from 'react';
import { Link } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { fortiosApi } from '#model/contract/fortios.ts';
import { labApi } from '#model/contract/lab.ts';
import { paths } from '#api/paths.ts';
import type { TagAddresses } from '#model/fortios/fortios-api.ts';
import { absenceSentence, addressSentence } from '#model/words/standing.ts';
import { type Tag, categoryWords, tagKey } from '#model/tagging/tags.ts';
import { CutText } from '#ui/table/cut-text.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { KeyValue } from '#ui/key-value.tsx';
import { Note, Section } from '#ui/page.tsx';
import { ShowCli } from '#ui/panel/show-cli.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { EmptyState, ErrorState, Skeleton } from '#ui/states.tsx';

type Resolved = TagAddresses['addresses'][number];
type Withheld = TagAddresses['withheld'][number];

function hostLink(uid: string, host: string) {
  return (
    <Link to={paths.ems.endpoint(uid)}>
      <CutText text={host} />
    </Link>
  );
}

const resolvedColumns: readonly Column<Resolved>[] = [
  { id: 'host', header: 'Endpoint', phone: 'first', cell: ({ uid, host }) => hostLink(uid, host) },
  { id: 'ip', header: 'IP', cell: ({ ip }) => <span className="mono">{ip}</span> },
  { id: 'mac', header: 'MAC', cell: ({ mac }) => <span className="mono">{mac}</span> },
];

function withheldColumns(device: string): readonly Column<Withheld>[] {
  return [
    {
      id: 'host',
      header: 'Endpoint',
      phone: 'first',
      cell: ({ uid, host }) => hostLink(uid, host),
    },
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

function Addresses({
  device,
  addresses,
}: {
  readonly device: string;
  readonly addresses: TagAddresses;
}) {
  const { withheld } = addresses;
  return (
    <>
      <KeyValue
        items={[
          { name: 'Category', value: categoryWords[addresses.category].label },
          { name: 'IP address object', value: addresses.ip_object, mono: true },
          { name: 'MAC address object', value: addresses.mac_object, mono: true },
        ]}
      />
      <Section title={`Resolves to ${numberWords(addresses.addresses.length)}`}>
        <DataTable
          label="Addresses of the tag"
          columns={resolvedColumns}
          rows={addresses.addresses}
          rowId={({ uid }) => uid}
          empty={
            <EmptyState title="No address resolves">
              EMS shares no online endpoint with this tag. ZTNA policies do not need addresses.
              IP/MAC based access control does.
            </EmptyState>
          }
        />
      </Section>
      <TagCommands tag={{ category: addresses.category, name: addresses.tag }} />
      {withheld.length > 0 ? (
        <Section title={`On EMS, but not here: ${numberWords(withheld.length)}`}>
          <DataTable
            label="Endpoints with the tag that do not resolve here"
            columns={withheldColumns(device)}
            rows={withheld}
            rowId={({ uid }) => uid}
          />
          <Note>
            Only standard policies need these addresses. A ZTNA policy identifies the endpoint by
            its certificate.
          </Note>
        </Section>
      ) : null}
    </>
  );
}

/** The addresses that a tag resolves to on this FortiGate, and the endpoints that it leaves out. */
export function TagPanel({
  device,
  tag,
  onClose,
}: {
  readonly device: string;
  readonly tag: Tag;
  readonly onClose: () => void;
}) {
  const { data, error, refetch } = useAnswer(fortiosApi.tagAddresses, {
    device,
    category: tag.category,
    tag: tag.name,
  });
  return (
    <SidePanel
      key={tagKey(tag)}
      crumb="Security Posture Tags"
      title={tag.name}
      wide
      onClose={onClose}
    >
      {data ? (
        <Addresses device={device} addresses={data.results} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </SidePanel>
  );
}
