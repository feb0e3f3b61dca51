import { ConfirmText } from '#consoles/access-preview/confirm-text.tsx';
import { useParams } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { plannedRemoval, useRemoveRow } from '#api/rows.ts';
import { fortiosApi } from '#model/contract/fortios.ts';
import { labApi } from '#model/contract/lab.ts';
import { addressKinds, type TagEntry, entryTypes } from '#model/tagging/tag-entries.ts';
import { categoryWords, tagCategories, tagFromKey, tagKey } from '#model/tagging/tags.ts';
import { linkWords } from '#model/words/standing.ts';
import { tagRoomWords } from '#model/words/tag-limit.ts';
import { Button } from '#ui/button.tsx';
import { Menu, type MenuItem } from '#ui/menu.tsx';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { Banner, Status } from '#ui/states.tsx';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { useToast } from '#ui/toast.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { OpenedObject, newObject } from '../objects/opened-object.tsx';
import { TagCardHost } from '../tag-card.tsx';
import { NoTags, SharingNote } from './no-tags.tsx';
import { tagColumns } from './tag-columns.tsx';
import { TagGroupPanel } from './tag-group-panel.tsx';
import { TagPanel, type TagView } from './tag-panel.tsx';
import styles from './tags-page.module.css';
import { ZtnaTabs } from './ztna-tabs.tsx';

const pageSize = 100;
const filterValues = { category: entryTypes, kind: addressKinds, used: ['true', 'false'] } as const;
const categoryChoices = [
  ...tagCategories.map((value) => ({ value, label: categoryWords[value].short })),
  { value: 'group', label: 'Tag group' },
  { value: 'built-in', label: 'Built-in' },
];
const kindChoices = addressKinds.map((value) => ({ value, label: value.toUpperCase() }));
const usedChoices = [
  { value: 'true', label: 'used by a policy' },
  { value: 'false', label: 'not used' },
];

/** What of the address opens a panel, all closed. */
const closed = {
  tag: null,
  of: null,
  view: null,
  group: null,
  'matched.search': null,
  'matched.offset': null,
  'resolved.search': null,
  'resolved.offset': null,
};

/** What the address opens, and how another is opened. */
function useOpenedEntry() {
  const url = useUrlState();
  const tag = tagFromKey(url.get('tag'));
  const kind = url.get('of') === 'mac' ? ('mac' as const) : ('ip' as const);
  const view: TagView = url.get('view') === 'matched' ? 'matched' : 'resolved';
  return {
    tag,
    kind,
    view,
    group: url.get('group'),
    close: () => url.set({ ...closed }),
    openGroup: (group: string) => url.set({ ...closed, group }),
    openView: (shown: TagView) =>
      url.set({ ...closed, tag: url.get('tag'), of: kind, view: shown }),
    openTag: (entry: TagEntry, shown: TagView | null) => {
      if (entry.kind !== 'tag') return;
      url.set({
        ...closed,
        tag: tagKey({ category: entry.category, name: entry.tag }),
        of: entry.address_kind,
        view: shown,
      });
    },
  };
}

function useRemoveGroup(device: string): (name: string) => Promise<void> {
  const remove = useRemoveRow(device, 'firewall addrgrp');
  const ask = useConfirm();
  const toast = useToast();
  return async (name) => {
    const yes = await ask({
      title: `Delete ${name}?`,
      text: (
        <ConfirmText
          text={`The tag group is removed from ${device}. Its members stay.`}
          change={plannedRemoval(device, 'firewall addrgrp', name)}
        />
      ),
      confirm: 'Delete',
      danger: true,
    });
    if (!yes) return;
    remove.mutate(name, {
      onSuccess: () => toast({ text: `${name} was deleted.` }),
      onError: (problem) => toast({ text: problem.message, tone: 'bad' }),
    });
  };
}

/** Policy & Objects > ZTNA > Security Posture Tags: what EMS shares, tag groups, and FortiOS's own tags. */
export function Component() {
  const { device = '' } = useParams();
  const list = useListState({
    sorts: ['name'],
    first: { sort: 'name' },
    filters: filterValues,
    pageSize,
  });
  const { category, kind, used } = list.filters;
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    fortiosApi.tagEntries,
    {
      device,
      query: {
        search: list.query.search,
        type: category,
        kind,
        used: used === null ? null : used === 'true',
        start: list.query.offset,
        count: pageSize,
      },
    },
    { keepsLast: true },
  );
  const { data: status } = useAnswer(labApi.emsStatus, { device });
  const roomMessage = status ? tagRoomWords(status.room) : null;
  const opened = useOpenedEntry();
  const removeGroup = useRemoveGroup(device);

  const isGroupOpen = opened.group !== '' && opened.group !== newObject;
  // A link may open a group that is on another page.
  const groups = useAnswer(
    fortiosApi.tagEntries,
    isGroupOpen ? { device, query: { type: 'group', search: opened.group } } : null,
  );
  const group =
    groups.data?.results.find(({ name }) => name === opened.group && isGroupOpen) ?? null;

  const open = (entry: TagEntry): void => {
    if (entry.kind === 'tag') opened.openTag(entry, null);
    if (entry.kind === 'group') opened.openGroup(entry.name);
  };
  const menuOf = (entry: TagEntry): readonly MenuItem[] => {
    switch (entry.kind) {
      case 'tag':
        return [
          { label: 'View Matched Endpoints', onSelect: () => opened.openTag(entry, 'matched') },
          { label: 'View Resolved Addresses', onSelect: () => opened.openTag(entry, 'resolved') },
        ];
      case 'group':
        return [
          { label: 'Edit', icon: 'edit', onSelect: () => opened.openGroup(entry.name) },
          {
            label: 'Delete…',
            icon: 'trash',
            danger: true,
            onSelect: () => void removeGroup(entry.name),
          },
        ];
      case 'built-in':
        return [];
    }
  };
  const hasNoTags = !list.isFiltered && data?.results.every((entry) => entry.kind !== 'tag');
  const selected = data?.results.find((entry) =>
    entry.kind === 'tag'
      ? opened.tag !== null &&
        entry.category === opened.tag.category &&
        entry.tag === opened.tag.name &&
        entry.address_kind === opened.kind
      : entry.kind === 'group' && entry.name === opened.group,
  );

  return (
    <ListPage
      crumb="Policy & Objects"
      title="ZTNA"
      actions={
        <Menu
          trigger={
            <Button look="primary" icon="plus">
              Create New
            </Button>
          }
          items={[{ label: 'Tag Group', onSelect: () => opened.openGroup(newObject) }]}
        />
      }
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
        { name: 'kind', label: 'Addresses', choices: kindChoices },
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
        <>
          {roomMessage === null ? null : (
            <div className={styles['notice']}>
              <Banner tone="warn">{roomMessage}</Banner>
            </div>
          )}
          {status && hasNoTags ? <NoTags device={device} status={status} /> : null}
        </>
      }
      columns={tagColumns(device, (entry) => opened.openTag(entry, 'resolved'), menuOf)}
      rowId={({ name }) => name}
      onOpen={open}
      selected={selected?.name ?? null}
      noMatch={{
        title: 'No tag matches',
        text:
          status && tagCategories.some((one) => one === category && !status.shared.includes(one))
            ? `EMS does not share ${tagCategories
                .filter((one) => one === category)
                .map((one) => categoryWords[one].sharing)
                .join(', ')} with this FortiGate.`
            : 'Change the search text or the filters.',
      }}
      empty={null}
    >
      <TagCardHost />
      {status?.status === 'up' && status.pulls_tags ? <SharingNote status={status} /> : null}
      {opened.tag ? (
        <TagPanel
          key={tagKey(opened.tag)}
          device={device}
          tag={opened.tag}
          kind={opened.kind}
          view={opened.view}
          onView={opened.openView}
          onClose={opened.close}
        />
      ) : null}
      {opened.group === newObject ? (
        <TagGroupPanel
          key={newObject}
          device={device}
          group={null}
          onReload={opened.close}
          onClose={opened.close}
        />
      ) : isGroupOpen ? (
        <OpenedObject
          key={opened.group}
          crumb="Security Posture Tags"
          name={opened.group}
          found={group?.kind === 'group' ? group : undefined}
          isMissing={groups.data !== undefined && group === null}
          missing={`${device} has no tag group ${opened.group}`}
          error={groups.error}
          refetch={groups.refetch}
          onClose={opened.close}
        >
          {(openedGroup, key, onReload) => (
            <TagGroupPanel
              key={key}
              device={device}
              group={openedGroup}
              onReload={onReload}
              onClose={opened.close}
            />
          )}
        </OpenedObject>
      ) : null}
    </ListPage>
  );
}
