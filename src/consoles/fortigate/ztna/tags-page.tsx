import { Link, useParams } from 'react-router';
import { useDynamicTags, useEmsStatus } from '#api/fortios-hooks.ts';
import { paths } from '#api/paths.ts';
import { tagRoomWords } from '#model/fortigate-models.ts';
import type { DynamicTag, EmsStatus } from '#model/fortios-api.ts';
import { linkWords } from '#model/standing-words.ts';
import { type TagCategory, categoryWords, tagCategories, tagKey } from '#model/tags.ts';
import { Button, ButtonLink } from '#ui/button.tsx';
import { type Column, DataTable } from '#ui/data-table.tsx';
import { FilterMenu } from '#ui/menu.tsx';
import { Note, PageHeader, Toolbar } from '#ui/page.tsx';
import { Pagination } from '#ui/pagination.tsx';
import { SearchField } from '#ui/search-field.tsx';
import { Banner, EmptyState, Status } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { useUrlState, wholeNumber } from '#ui/url-state.ts';
import { PolicyLinks } from '../policy-links.tsx';
import { TagPanel } from './tag-panel.tsx';
import styles from './tags-page.module.css';
import { ZtnaTabs } from './ztna-tabs.tsx';

const pageSize = 100;

function columns(device: string, open: (tag: DynamicTag) => void): readonly Column<DynamicTag>[] {
  const count = (tag: DynamicTag, kind: 'IP' | 'MAC', number: number) => (
    <button
      type="button"
      className={styles['count']}
      aria-label={`${number} ${kind} addresses of ${tag.tag}`}
      onClick={() => open(tag)}
    >
      {number}
    </button>
  );
  return [
    {
      id: 'tag',
      width: '21%',
      header: 'Tag',
      phone: 'first',
      cell: (tag) => <TagChip category={tag.category} name={tag.tag} />,
    },
    {
      id: 'category',
      width: '13%',
      header: 'Category',
      phone: 'hidden',
      cell: (tag) => categoryWords[tag.category].short,
    },
    {
      id: 'objects',
      width: '33%',
      header: 'Address objects',
      cell: (tag) => (
        <span className={styles['objects']}>
          <span>{tag.ip_object}</span>
          <span>{tag.mac_object}</span>
        </span>
      ),
    },
    {
      id: 'ip',
      width: '8%',
      header: 'IP',
      phone: 'first',
      cell: (tag) => count(tag, 'IP', tag.ip_count),
    },
    {
      id: 'mac',
      width: '8%',
      header: 'MAC',
      phone: 'hidden',
      cell: (tag) => count(tag, 'MAC', tag.mac_count),
    },
    {
      id: 'used',
      width: '17%',
      header: 'Used by',
      cell: (tag) => <PolicyLinks device={device} uses={tag.used_by} />,
    },
  ];
}

const numberWords = ['none', 'one', 'two', 'three', 'all four'] as const;

/** What EMS holds back, and where that is changed. */
function SharingNote({ status }: { readonly status: EmsStatus }) {
  const withheld = tagCategories.filter((category) => !status.shared.includes(category));
  return (
    <Note>
      EMS shares {numberWords[status.shared.length]} of its tag types with this FortiGate
      {withheld.length > 0
        ? `; not ${withheld.map((category) => categoryWords[category].sharing).join(', ')}`
        : null}
      . <Link to={paths.ems.fabricDevice(status.device_serial)}>Open the sync editor</Link>
    </Note>
  );
}

/** Why there is no tag at all, with the way out. */
function NoTags({ status }: { readonly status: EmsStatus | undefined }) {
  switch (status?.status) {
    case 'not-configured':
      return (
        <EmptyState title="No EMS is connected">
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
          The connector reaches EMS {status.serial}, but until EMS authorizes the device it shares
          nothing with it.
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
          EMS {status.serial} has authorized this FortiGate, but shares nothing with it until the
          connection is back: reconnect it under Fabric Devices.
        </EmptyState>
      );
    case 'up':
    case undefined:
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
          A tag appears here when an endpoint carries it and EMS shares its type with this
          FortiGate.
        </EmptyState>
      );
  }
}

type CategoryFilter = TagCategory | 'all';
type UsedFilter = 'any' | 'true' | 'false';
const categoryChoices: readonly { value: CategoryFilter; label: string }[] = [
  { value: 'all', label: 'all' },
  ...tagCategories.map((value) => ({ value, label: categoryWords[value].short })),
];
const usedChoices: readonly { value: UsedFilter; label: string }[] = [
  { value: 'any', label: 'any' },
  { value: 'true', label: 'used by a policy' },
  { value: 'false', label: 'not used' },
];

/** Policy & Objects > ZTNA > Security Posture Tags: what EMS shares, and nothing else. */
export function Component() {
  const { device = '' } = useParams();
  const url = useUrlState();
  const category = tagCategories.find((one) => one === url.get('category')) ?? null;
  const used = usedChoices.find(({ value }) => value === url.get('used'))?.value ?? 'any';
  const query = {
    search: url.get('search'),
    category,
    used: used === 'any' ? null : used === 'true',
    start: wholeNumber(url.get('offset')),
    count: pageSize,
  };
  const { data, error, refetch } = useDynamicTags(device, query);
  const { data: status } = useEmsStatus(device);
  const roomMessage = status ? tagRoomWords(status.room) : null;
  const [openCategory = '', ...openName] = url.get('tag').split('/');
  const opened = tagCategories.find((one) => one === openCategory);
  const filtered = query.search !== '' || category !== null || query.used !== null;
  const open = (tag: DynamicTag): void =>
    url.set({ tag: tagKey({ category: tag.category, name: tag.tag }) });

  return (
    <>
      <PageHeader crumb="Policy & Objects" title="ZTNA" />
      <ZtnaTabs device={device} />
      <Toolbar
        aside={
          status ? (
            <Status tone={status.status === 'up' ? 'ok' : 'warn'}>
              EMS{status.id} {status.serial}, {linkWords[status.status]}
            </Status>
          ) : undefined
        }
      >
        <SearchField
          label="Search tags"
          value={query.search}
          onChange={(search) => url.set({ search, offset: null })}
        />
        <FilterMenu
          label="Category"
          value={category ?? 'all'}
          choices={categoryChoices}
          onChange={(value) => url.set({ category: value === 'all' ? null : value, offset: null })}
        />
        <FilterMenu
          label="In use"
          value={used}
          choices={usedChoices}
          onChange={(value) => url.set({ used: value === 'any' ? null : value, offset: null })}
        />
      </Toolbar>
      {roomMessage === null ? null : (
        <div className={styles['notice']}>
          <Banner tone="warn">{roomMessage}</Banner>
        </div>
      )}
      <DataTable
        label="Security posture tags"
        columns={columns(device, open)}
        rows={data?.tags}
        rowId={(tag) => tagKey({ category: tag.category, name: tag.tag })}
        error={error}
        onRetry={() => void refetch()}
        onOpen={open}
        selected={opened ? url.get('tag') : null}
        empty={
          filtered && (data?.size ?? 0) > 0 ? (
            <EmptyState
              title="No tag matches"
              action={
                <Button onClick={() => url.set({ search: null, category: null, used: null })}>
                  Clear the filters
                </Button>
              }
            >
              {category !== null && status && !status.shared.includes(category)
                ? `EMS does not share ${categoryWords[category].sharing} with this FortiGate.`
                : 'Try fewer letters, another category, or any use.'}
            </EmptyState>
          ) : (
            <NoTags status={status} />
          )
        }
      />
      {status?.status === 'up' ? <SharingNote status={status} /> : null}
      {(data?.matched ?? 0) > pageSize ? (
        <Pagination
          offset={query.start}
          count={pageSize}
          total={data?.matched ?? 0}
          onOffset={(offset) => url.set({ offset: offset === 0 ? null : String(offset) })}
        />
      ) : null}
      {opened ? (
        <TagPanel
          device={device}
          tag={{ category: opened, name: openName.join('/') }}
          onClose={() => url.set({ tag: null })}
        />
      ) : null}
    </>
  );
}
