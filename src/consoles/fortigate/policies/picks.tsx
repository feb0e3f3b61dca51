/** What a policy's fields offer to pick. */
import { compareNames } from '#model/name-order.ts';
import type { PolicyChoices } from '#api/policy-choices.ts';
import type { PolicyTag } from '#model/policy-tags.ts';
import { type TagCategory, tagCategories } from '#model/tags.ts';
import { Chip } from '#ui/chip.tsx';
import { CutText } from '#ui/cut-text.tsx';
import type { Pick } from '#ui/pick-field.tsx';
import type { PolicyContext } from './policy-context.ts';
import { PolicyTagChip, tagText } from './policy-tag-chip.tsx';
import type { PolicyKind, PolicyTable } from './policy-row.ts';
import styles from './picks.module.css';

const notHere = 'Not on this FortiGate';

const categoryGroups: Record<TagCategory, string> = {
  zero_trust: 'Security posture tags',
  classification: 'Classification tags',
  outbreak_alert: 'Outbreak alert tags',
  fabric: 'Fabric tags',
};

function groupOf(view: PolicyTag): string {
  switch (view.kind) {
    case 'tag':
      return view.absence === null ? categoryGroups[view.tag.category] : notHere;
    case 'built-in':
      return 'Built in';
    case 'group':
      return 'Tag groups';
    case 'unknown':
      return notHere;
  }
}

/** Tags by category, then what is no single tag. */
function rank(view: PolicyTag): number {
  switch (view.kind) {
    case 'tag':
      return tagCategories.indexOf(view.tag.category);
    case 'group':
      return tagCategories.length;
    case 'built-in':
      return tagCategories.length + 1;
    case 'unknown':
      return tagCategories.length + 2;
  }
}

function tagPick(view: PolicyTag, device: string, badged: boolean): Pick {
  const kind = badged && view.kind === 'tag' ? ` (${view.addressKind.toUpperCase()})` : '';
  return {
    value: view.name,
    label: `${tagText(view)}${kind}`,
    view: <PolicyTagChip view={view} device={device} badged={badged} />,
    group: groupOf(view),
  };
}

/** These stand for everything, and come first. */
const everything: ReadonlySet<string> = new Set(['all', 'ALL', 'any', 'always']);

function inOrder(names: readonly string[]): readonly string[] {
  return names.toSorted(
    (a, b) => Number(everything.has(b)) - Number(everything.has(a)) || compareNames(a, b),
  );
}

function ordered(views: readonly PolicyTag[]): readonly PolicyTag[] {
  return views.toSorted(
    (a, b) =>
      rank(a) - rank(b) || compareNames(tagText(a), tagText(b)) || compareNames(a.name, b.name),
  );
}

/**
 * Every tag that is here, and what is chosen and is not: so that it can be seen, and removed. In a ZTNA policy
 * the IP and the MAC name of a tag are the same tag [seed], so that it is offered once.
 */
export function tagPicks(
  { tags, device }: PolicyContext,
  kind: PolicyKind,
  chosen: readonly string[],
): Pick[] {
  const isBoth = kind === 'standard';
  const offered = ordered(
    tags.offered.filter((view) => isBoth || view.kind !== 'tag' || view.addressKind === 'ip'),
  );
  const names = new Set(offered.map((view) => view.name));
  const others = chosen.filter((name) => !names.has(name)).map(tags.of);
  return [
    ...offered.map((view) => tagPick(view, device, isBoth)),
    // A MAC name that is chosen already is shown as what it is.
    ...others.map((view) =>
      tagPick(view, device, isBoth || (view.kind === 'tag' && view.addressKind === 'mac')),
    ),
  ];
}

function plain(names: readonly string[], group: string): Pick[] {
  return inOrder(names).map((name) => ({ value: name, label: name, group }));
}

/** Addresses and groups; where tags can stand among them, those as well. */
export function addressPicks(
  context: PolicyContext,
  choices: PolicyChoices,
  chosen: readonly string[],
  also: { readonly tags: boolean; readonly vips: boolean },
): Pick[] {
  const { tags, device } = context;
  const offered: Pick[] = [
    ...plain(choices.addresses, 'Addresses'),
    ...(also.vips ? plain(context.otherVips, 'Virtual IPs') : []),
    ...(also.tags
      ? ordered(tags.offered.filter((view) => view.kind === 'tag')).map((view) =>
          tagPick(view, device, true),
        )
      : []),
  ];
  const names = new Set(offered.map(({ value }) => value));
  const others = chosen.filter((name) => !names.has(name));
  return [
    ...offered,
    ...others.map((name): Pick => {
      const view = tags.inAddress(name);
      if (view) return tagPick(view, device, true);
      if (context.addressNames.has(name) || context.accessVips.has(name) || name === 'none')
        return { value: name, label: name, group: 'Addresses' };
      return {
        value: name,
        label: name,
        view: <Chip text={name} tone="neutral" icon="warning" kindLabel="Address" missing />,
        group: notHere,
      };
    }),
  ];
}

export function serverPicks({ servers }: PolicyContext, table: PolicyTable): Pick[] {
  const picks = servers
    .filter(({ vip }) => table === 'firewall proxy-policy' || vip !== '')
    .map(({ name, vip, address }): Pick => ({
      value: table === 'firewall policy' ? vip : name,
      label: name,
      view: (
        <span className={styles['server']}>
          <CutText text={name} />
          {address === '' ? null : <span className={styles['address']}>{address}</span>}
        </span>
      ),
    }));
  // Two access proxies may share a VIP; a simple policy then stands before both.
  return picks.filter(({ value }, i) => picks.findIndex((one) => one.value === value) === i);
}

export function namePicks(names: readonly string[]): Pick[] {
  return inOrder(names).map((name) => ({ value: name, label: name }));
}
