import { Link, useParams } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { fortiosApi } from '#model/contract/fortios.ts';
import { labApi } from '#model/contract/lab.ts';
import { paths } from '#api/paths.ts';
import { tagRoomWords } from '#model/words/tag-limit.ts';
import type { DynamicTag, EmsStatus } from '#model/fortios/fortios-api.ts';
import { count, numberWords } from '#model/plural.ts';
import { sentenceStart } from '#model/text.ts';
import { linkClause, linkWords, notPulledClause } from '#model/words/standing.ts';
import { categoryWords, tagCategories, tagFromKey, tagKey } from '#model/tagging/tags.ts';
import { ButtonLink } from '#ui/button.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { Note } from '#ui/page.tsx';
import { Banner, EmptyState, Status } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { PolicyLinks } from '../policy-links.tsx';
import { TagPanel } from './tag-panel.tsx';
import styles from './tags-page.module.css';
import { ZtnaTabs } from './ztna-tabs.tsx';

const pageSize = 100;

function columns(device: string, open: (tag: DynamicTag) => void): readonly Column<DynamicTag>[] {
  const addresses = (tag: DynamicTag, kind: 'IP' | 'MAC', number: number) => (
    <button
      type="button"
      className={styles['count']}
      aria-label={`${count(number, `${kind} address`, `${kind} addresses`)} of ${tag.tag}`}
      onClick={() => open(tag)}
    >
      {numberWords(number)}
    </button>
  );
  return [
    {
      id: 'tag',
      width: '23%',
      header: 'Tag',
      phone: 'first',
      cell: (tag) => <TagChip category={tag.category} name={tag.tag} />,
    },
    {
      id: 'category',
      width: '12%',
      header: 'Category',
      phone: 'hidden',
      cell: (tag) => categoryWords[tag.category].short,
    },
    {
      id: 'objects',
      width: '25%',
      header: 'Address objects',
      cell: (tag) => (
        <span className={styles['objects']}>
          <CutText text={tag.ip_object} />
          <span className={styles['twin']}>+ MAC</span>
        </span>
      ),
    },
    {
      id: 'ip',
      width: '64px',
      numeric: true,
      header: 'IP',
      phone: 'first',
      cell: (tag) => addresses(tag, 'IP', tag.ip_count),
    },
    {
      id: 'mac',
      width: '64px',
      numeric: true,
      header: 'MAC',
      phone: 'hidden',
      cell: (tag) => addresses(tag, 'MAC', tag.mac_count),
    },
    {
      id: 'used',
      header: 'Used by',
      cell: (tag) => (
        <PolicyLinks
          device={device}
          of={tag.tag}
          objects={[tag.ip_object, tag.mac_object]}
          uses={tag.used_by}
        />
      ),
    },
  ];
}

const shareWords = ['none', 'one', 'two', 'three', 'all four'] as const;

/** What EMS holds back, and where that is changed. */
function SharingNote({ status }: { readonly status: EmsStatus }) {
  const withheld = tagCategories.filter((category) => !status.shared.includes(category));
  return (
    <Note>
      EMS shares {shareWords[status.shared.length]} of its tag types with this FortiGate
      {withheld.length > 0
        ? `; not ${withheld.map((category) => categoryWords[category].sharing).join(', ')}`
        : null}
      . <Link to={paths.ems.fabricDevice(status.device_serial)}>Open the sync editor</Link>
    </Note>
  );
}

/** What the FortiGate's own connector lacks is changed on the FortiGate. */
function BrokenConnector({
  device,
  status,
  text,
}: {
  readonly device: string;
  readonly status: EmsStatus;
  readonly text: string;
}) {
  return (
    <EmptyState
      title={`EMS${status.id} brings no tags`}
      action={
        <ButtonLink to={paths.fgt(device).fabricConnector(status.id)} look="primary">
          Open EMS{status.id}
        </ButtonLink>
      }
    >
      {sentenceStart(text)}.
    </EmptyState>
  );
}

/** Why there is no tag at all, with the way out. */
function NoTags({
  device,
  status,
}: {
  readonly device: string;
  readonly status: EmsStatus | undefined;
}) {
  switch (status?.status) {
    case 'not-configured':
      return (
        <EmptyState
          title="No EMS is connected"
          action={
            <ButtonLink to={paths.fgt(device).fabricConnectors()} look="primary">
              Open Fabric Connectors
            </ButtonLink>
          }
        >
          This FortiGate has no FortiClient EMS connector that EMS knows, so it receives no tags.
        </EmptyState>
      );
    case 'not-authorized':
      return (
        <EmptyState
          title="EMS has not authorized this FortiGate"
          action={
            <ButtonLink to={paths.ems.fabricDevices()} look="primary">
              Open Fabric Devices
            </ButtonLink>
          }
        >
          The connector reaches EMS {status.serial}, but EMS shares nothing until it authorizes this
          FortiGate.
        </EmptyState>
      );
    case 'down':
      return (
        <EmptyState
          title="The connection to EMS is down"
          action={
            <ButtonLink to={paths.ems.fabricDevices()} look="primary">
              Open Fabric Devices
            </ButtonLink>
          }
        >
          EMS {status.serial} has authorized this FortiGate, but the connection is down. Reconnect
          the FortiGate under Fabric Devices.
        </EmptyState>
      );
    case 'disabled':
    case 'other-serial':
    case 'unverified':
      return (
        <BrokenConnector device={device} status={status} text={linkClause(status.status, device)} />
      );
    case 'up':
    case undefined:
      if (status?.pulls_tags === false)
        return <BrokenConnector device={device} status={status} text={notPulledClause(device)} />;
      return (
        <EmptyState
          title="EMS shares no tag yet"
          action={
            status ? (
              <ButtonLink to={paths.ems.fabricDevice(status.device_serial)}>
                Open the sync editor
              </ButtonLink>
            ) : null
          }
        >
          A tag appears here when an endpoint has it and EMS shares its type with this FortiGate.
        </EmptyState>
      );
  }
}

const filterValues = { category: tagCategories, used: ['true', 'false'] } as const;
const categoryChoices = tagCategories.map((value) => ({
  value,
  label: categoryWords[value].short,
}));
const usedChoices = [
  { value: 'true', label: 'used by a policy' },
  { value: 'false', label: 'not used' },
];

/** Policy & Objects > ZTNA > Security Posture Tags: what EMS shares, and nothing else. */
export function Component() {
  const { device = '' } = useParams();
  const url = useUrlState();
  const list = useListState({
    sorts: ['name'],
    first: { sort: 'name' },
    filters: filterValues,
    pageSize,
  });
  const { category, used } = list.filters;
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    fortiosApi.dynamicTags,
    {
      device,
      query: {
        search: list.query.search,
        category,
        used: used === null ? null : used === 'true',
        start: list.query.offset,
        count: pageSize,
      },
    },
    { keepsLast: true },
  );
  const { data: status } = useAnswer(labApi.emsStatus, { device });
  const roomMessage = status ? tagRoomWords(status.room) : null;
  const opened = tagFromKey(url.get('tag'));
  const open = (tag: DynamicTag): void =>
    url.set({ tag: tagKey({ category: tag.category, name: tag.tag }) });

  return (
    <ListPage
      crumb="Policy & Objects"
      title="ZTNA"
      tabs={<ZtnaTabs device={device} />}
      label="Security posture tags"
      list={list}
      answer={{
        rows: data?.results,
        total: data?.matched_count,
        error,
        refetch,
        isStale: isPlaceholderData,
      }}
      searchLabel="Search tags"
      filters={[
        { name: 'category', label: 'Category', choices: categoryChoices },
        { name: 'used', label: 'In use', choices: usedChoices },
      ]}
      aside={
        status ? (
          <Status tone={status.status === 'up' ? 'ok' : 'warn'}>
            EMS{status.id} {status.serial}, {linkWords[status.status]}
          </Status>
        ) : undefined
      }
      above={
        roomMessage === null ? null : (
          <div className={styles['notice']}>
            <Banner tone="warn">{roomMessage}</Banner>
          </div>
        )
      }
      columns={columns(device, open)}
      rowId={(tag) => tagKey({ category: tag.category, name: tag.tag })}
      onOpen={open}
      selected={opened ? url.get('tag') : null}
      noMatch={{
        title: 'No tag matches',
        text:
          category !== null && status && !status.shared.includes(category)
            ? `EMS does not share ${categoryWords[category].sharing} with this FortiGate.`
            : 'Change the search text or the filters.',
      }}
      empty={<NoTags device={device} status={status} />}
    >
      {status?.status === 'up' && status.pulls_tags ? <SharingNote status={status} /> : null}
      {opened ? (
        <TagPanel
          key={url.get('tag')}
          device={device}
          tag={opened}
          onClose={() => url.set({ tag: null })}
        />
      ) : null}
    </ListPage>
  );
}
