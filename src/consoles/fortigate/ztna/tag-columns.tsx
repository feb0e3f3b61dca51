import { count, numberWords } from '#model/plural.ts';
import type { PolicyTag } from '#model/tagging/policy-tags.ts';
import { type TagEntry, entryMark } from '#model/tagging/tag-entries.ts';
import { IconButton } from '#ui/button.tsx';
import { Menu, type MenuItem } from '#ui/menu.tsx';
import { CellList } from '#ui/table/cell-list.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { PolicyLinks } from '../policy-links.tsx';
import { PolicyTagChip } from '../policies/policy-tag-chip.tsx';
import styles from './tags-page.module.css';

/** The entry as a policy's tag field would show it. */
function viewOf(entry: TagEntry): PolicyTag {
  const { name } = entry;
  switch (entry.kind) {
    case 'tag':
      return {
        kind: 'tag',
        name,
        tag: { category: entry.category, name: entry.tag },
        addressKind: entry.address_kind,
        absence: null,
      };
    case 'group':
      // The resolver has gone to the ends of groups within it; here its own members are told.
      return {
        kind: 'group',
        name,
        members: entry.members.flatMap((one) => (one.kind === 'group' ? one.members : [one])),
      };
    case 'built-in':
      return { kind: 'built-in', name };
  }
}

function Members({
  device,
  entry,
}: {
  readonly device: string;
  readonly entry: Extract<TagEntry, { kind: 'group' }>;
}) {
  return (
    <CellList
      label={`members of ${entry.name}`}
      shown={1}
      entries={entry.members.map((view) => ({
        key: view.name,
        view: <PolicyTagChip view={view} device={device} badged carded />,
      }))}
    />
  );
}

/** What can be done with an entry; nothing with a built-in tag. */
export type EntryMenu = (entry: TagEntry) => readonly MenuItem[];

export function tagColumns(
  device: string,
  openResolved: (entry: TagEntry) => void,
  menuOf: EntryMenu,
): readonly Column<TagEntry>[] {
  return [
    {
      id: 'name',
      width: '19%',
      header: 'Name',
      phone: 'first',
      cell: (entry) => <PolicyTagChip view={viewOf(entry)} device={device} badged carded />,
    },
    { id: 'type', width: '120px', header: 'Type', phone: 'hidden', cell: entryMark },
    {
      id: 'object',
      width: '24%',
      header: 'Address object or members',
      cell: (entry) =>
        entry.kind === 'group' ? (
          <Members device={device} entry={entry} />
        ) : (
          <CutText className={styles['object']} text={entry.name} />
        ),
    },
    {
      id: 'resolved',
      width: '82px',
      numeric: true,
      header: 'Resolved',
      phone: 'first',
      cell: (entry) => {
        if (entry.kind !== 'tag') return <span className={styles['none']}>–</span>;
        const kind = entry.address_kind.toUpperCase();
        return (
          <button
            type="button"
            className={styles['count']}
            aria-label={`${count(entry.resolved, `${kind} address`, `${kind} addresses`)} of ${entry.tag}`}
            onClick={(event) => {
              event.stopPropagation();
              openResolved(entry);
            }}
          >
            {numberWords(entry.resolved)}
          </button>
        );
      },
    },
    {
      id: 'comments',
      header: 'Comments',
      phone: 'hidden',
      cell: ({ comments }) => <CutText text={comments} cut="end" />,
    },
    {
      id: 'used',
      width: '22%',
      header: 'Used by',
      phone: 'hidden',
      cell: (entry) => (
        <PolicyLinks
          device={device}
          of={entry.name}
          objects={[entry.name]}
          most={1}
          uses={entry.used_by}
        />
      ),
    },
    {
      id: 'menu',
      width: '52px',
      header: '',
      phone: 'first',
      cell: (entry) => {
        const items = menuOf(entry);
        return items.length === 0 ? null : (
          <Menu
            trigger={<IconButton icon="more" label={`Actions of ${entry.name}`} />}
            items={items}
          />
        );
      },
    },
  ];
}
