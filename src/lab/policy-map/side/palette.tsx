import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { type ReactNode, memo, useEffect, useRef, useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import type { ChoiceField } from '#model/fortios/choices.ts';
import type { PaletteGroup, PolicyPalette } from '#model/lab/policy-map.ts';
import { numberWords } from '#model/plural.ts';
import { type TagCategory, categoryWords } from '#model/tagging/tags.ts';
import { tagText } from '#model/words/policy-tag.ts';
import { PolicyTagChip } from '#consoles/fortigate/policies/policy-tag-chip.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { SearchField } from '#ui/fields/search-field.tsx';
import { Disclosure } from '#ui/page.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import { chipData } from '../rule/dragged-chip.ts';
import { type MapList, forwards, kindOf } from '../map-address.ts';
import styles from './palette.module.css';
import type { ChipKind, MapChip } from '../rule/slots.ts';

/** A chip to drag onto a policy; pressed, it goes to the policy that is chosen. */
function PaletteChip({
  chip,
  onPress,
  children,
}: {
  readonly chip: MapChip;
  readonly onPress: (chip: MapChip) => void;
  readonly children: ReactNode;
}) {
  const element = useRef<HTMLButtonElement>(null);
  const { kind, name, label, unshared } = chip;
  useEffect(() => {
    if (!element.current) return undefined;
    return draggable({
      element: element.current,
      getInitialData: () => chipData({ kind, name, label, unshared: unshared ?? null }),
    });
  }, [kind, name, label, unshared]);
  return (
    <button type="button" ref={element} className={styles['chip']} onClick={() => onPress(chip)}>
      <span className="visually-hidden">Add to the chosen policy: </span>
      {children}
    </button>
  );
}

/** How many have a tag, and of them how many the FortiGate knows, where these are fewer. */
function TagCount({
  have,
  known,
  device,
}: {
  readonly have: number;
  readonly known: number;
  readonly device: string;
}) {
  if (known === have) return <span className={styles['count']}>{numberWords(have)}</span>;
  return (
    <span
      className={styles['count']}
      title={`${device} knows ${numberWords(known)} of the ${numberWords(have)} that have it`}
    >
      {numberWords(known)}
      <span aria-hidden="true">/</span>
      <span className="visually-hidden"> of </span>
      {numberWords(have)}
    </span>
  );
}

function TagGroup({
  group,
  device,
  onPress,
  onShare,
}: {
  readonly group: PaletteGroup;
  readonly device: string;
  readonly onPress: (chip: MapChip) => void;
  readonly onShare: ((category: TagCategory) => void) | null;
}) {
  const { category, tags, more, isShared } = group;
  return (
    <Disclosure
      open
      summary={category === 'other' ? 'Groups and built in' : categoryWords[category].short}
    >
      <ul className={styles['list']}>
        {tags.map(({ view, have, known }) => (
          <li key={view.name}>
            <PaletteChip
              chip={{
                kind: 'tag',
                name: view.name,
                label: tagText(view),
                unshared: isShared || category === 'other' ? null : category,
              }}
              onPress={onPress}
            >
              {view.kind === 'tag' ? (
                <TagChip
                  category={view.tag.category}
                  name={view.tag.name}
                  missing={view.absence !== null}
                />
              ) : (
                <PolicyTagChip view={view} device={device} badged={false} />
              )}
              {have === null ? null : (
                <TagCount have={have} known={isShared ? known : have} device={device} />
              )}
            </PaletteChip>
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <p className={styles['more']}>{numberWords(more)} more: type to find them.</p>
      ) : null}
      {isShared || category === 'other' || onShare === null ? null : (
        <p className={styles['more']}>
          Not shared with {device}.{' '}
          <button type="button" className={styles['share']} onClick={() => onShare(category)}>
            Share this type…
          </button>
        </p>
      )}
    </Disclosure>
  );
}

/** Names of one kind of object. */
function NameGroup({
  names: { choices, more },
  kind,
  title,
  open,
  onPress,
}: {
  readonly names: PolicyPalette['names'][number];
  readonly kind: ChipKind;
  readonly title: string;
  readonly open: boolean;
  readonly onPress: (chip: MapChip) => void;
}) {
  if (choices.length === 0) return null;
  return (
    <Disclosure open={open} summary={title}>
      <ul className={styles['list']}>
        {choices.map(({ value, label }) => (
          <li key={value}>
            <PaletteChip chip={{ kind, name: value, label }} onPress={onPress}>
              <span className={styles['name']}>
                <CutText text={label} />
              </span>
            </PaletteChip>
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <p className={styles['more']}>{numberWords(more)} more: type to find them.</p>
      ) : null}
    </Disclosure>
  );
}

interface NameGroupOf {
  readonly field: ChoiceField;
  readonly kind: ChipKind;
  readonly title: string;
  readonly open: boolean;
}

function nameGroups(list: MapList): readonly NameGroupOf[] {
  const isForward = forwards(list);
  return [
    { field: 'user', kind: 'user', title: 'Users', open: true },
    { field: 'user-group', kind: 'group', title: 'User groups', open: true },
    ...(isForward
      ? []
      : [
          {
            field: list === 'proxy' ? 'ztna-server' : 'ztna-server-vip',
            kind: 'server',
            title: 'ZTNA servers',
            open: true,
          } as const,
        ]),
    { field: 'address', kind: 'address', title: 'Addresses', open: isForward },
    { field: 'interface', kind: 'interface', title: 'Interfaces', open: isForward },
    ...(isForward
      ? [{ field: 'service', kind: 'service', title: 'Services', open: false } as const]
      : []),
    { field: 'schedule', kind: 'schedule', title: 'Schedules', open: false },
  ];
}

/** What policies are built from, by kind. */
export const Palette = memo(function Palette({
  device,
  list,
  onPress,
  onShare,
}: {
  readonly device: string;
  readonly list: MapList;
  readonly onPress: (chip: MapChip) => void;
  readonly onShare: (category: TagCategory) => void;
}) {
  const [search, setSearch] = useState('');
  const { data } = useAnswer(
    labApi.policyPalette,
    { query: { fortigate: device, search: search.trim(), kind: kindOf(list) } },
    { keepsLast: true, counting: ({ counting }: PolicyPalette) => counting },
  );
  const serial = data?.serial ?? null;
  return (
    <aside className={styles['palette']} aria-label="Palette">
      <SearchField label="Search the palette" value={search} onChange={setSearch} slash={false} />
      <div className={styles['groups']}>
        {(data?.groups ?? []).map((group) => (
          <TagGroup
            key={group.category}
            group={group}
            device={device}
            onPress={onPress}
            onShare={serial === null ? null : onShare}
          />
        ))}
        {nameGroups(list).map(({ field, kind, title, open }) => {
          const names = data?.names.find((one) => one.field === field);
          return names ? (
            <NameGroup
              key={field}
              names={names}
              kind={kind}
              title={title}
              open={open || search !== ''}
              onPress={onPress}
            />
          ) : null;
        })}
        <p className={styles['more']}>
          Drag a chip onto a policy, or press it to add it to the chosen one.
        </p>
      </div>
    </aside>
  );
});
