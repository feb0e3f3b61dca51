/** What a policy's fields offer to pick, and how what is chosen looks. */
import type { FieldChoice } from '#model/fortios/choices.ts';
import type { NamedObject, PolicyServer } from '#model/fortios/policy-list.ts';
import type { PolicyTag } from '#model/tagging/policy-tags.ts';
import type { TagCategory } from '#model/tagging/tags.ts';
import { tagLabel } from '#model/words/policy-tag.ts';
import { Chip } from '#ui/chip.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Pick } from '#ui/fields/pick-field.tsx';
import type { KnownNames } from '../policy-context.ts';
import { PolicyTagChip } from '../policy-tag-chip.tsx';
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

/** Where a name is picked: what its pick looks like hangs on it. */
export type PickPlace =
  | { readonly kind: 'name' }
  /** `badged`: the IP and the MAC name of a tag are told apart. */
  | { readonly kind: 'tag'; readonly badged: boolean }
  /** `vips`: a virtual IP is an address here. */
  | { readonly kind: 'address'; readonly vips: boolean }
  | { readonly kind: 'server'; readonly by: 'vip' | 'name' };

/** A name of a tag field, as its chip. */
export function tagPick(view: PolicyTag, device: string, badged: boolean): Pick {
  return {
    value: view.name,
    label: tagLabel(view, badged),
    view: <PolicyTagChip view={view} device={device} badged={badged} />,
    group: groupOf(view),
  };
}

/** Addresses and groups; those that stand for a tag as its chip, those that are not there as what they are. */
function addressPick(named: NamedObject, device: string, vips: boolean): Pick {
  const { name, tag, isAddress, vip } = named;
  if (tag.kind === 'tag') return tagPick(tag, device, true);
  const plain = { value: name, label: name };
  if (isAddress || vip === 'access-proxy') return { ...plain, group: 'Address' };
  if (vip === 'other' && vips) return { ...plain, group: 'Virtual IP' };
  return {
    ...plain,
    view: <Chip text={name} tone="neutral" icon="warning" kindLabel="Address" missing />,
    group: notHere,
  };
}

function serverPick(value: string, { name, address }: PolicyServer): Pick {
  return {
    value,
    label: name,
    view: (
      <span className={styles['server']}>
        <CutText text={name} />
        {address === '' ? null : <span className={styles['address']}>{address}</span>}
      </span>
    ),
  };
}

function namedPick(named: NamedObject, device: string, place: PickPlace): Pick {
  const { name, tag } = named;
  switch (place.kind) {
    case 'name':
      return { value: name, label: name };
    case 'tag':
      // A MAC name that is chosen in a ZTNA policy is shown as what it is.
      return tagPick(
        tag,
        device,
        place.badged || (tag.kind === 'tag' && tag.addressKind === 'mac'),
      );
    case 'address':
      return addressPick(named, device, place.vips);
    case 'server': {
      const server = place.by === 'vip' ? named.serverAtVip : named.server;
      return server ? serverPick(name, server) : { value: name, label: name };
    }
  }
}

/** A choice that the FortiGate found; its twin is known to the FortiGate, which knows them all. */
export function choicePick(
  { value, label, twin, named }: FieldChoice,
  device: string,
  place: PickPlace,
): Pick {
  const pick = named ? namedPick(named, device, place) : { value, label };
  return { ...pick, twin };
}

/** What is chosen, of which it is known what it is: of the others a name alone is shown until it is. */
export function chosenPicks(
  names: readonly string[],
  context: KnownNames,
  place: PickPlace,
): readonly Pick[] {
  return names.flatMap((name) => {
    const named = context.names.get(name);
    return named ? [namedPick(named, context.device, place)] : [];
  });
}
