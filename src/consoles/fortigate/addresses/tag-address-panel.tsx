import { paths } from '#api/paths.ts';
import type { AddressList } from '#model/fortios/objects/object-lists.ts';
import { tagKey } from '#model/tagging/tags.ts';
import { ButtonLink } from '#ui/button.tsx';
import { KeyValue } from '#ui/key-value.tsx';
import { Note } from '#ui/page.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { PolicyTagChip } from '../policies/policy-tag-chip.tsx';

type Listed = AddressList['addresses'][number];
type Tag = NonNullable<Listed['tag']>;

/** The tag that an address stands for, as its chip. */
export function AddressTag({
  device,
  name,
  tag: { kind: addressKind, ...tag },
}: {
  readonly device: string;
  readonly name: string;
  readonly tag: Tag;
}) {
  return (
    <PolicyTagChip
      view={{ kind: 'tag', name, tag, addressKind, absence: null }}
      device={device}
      badged
      carded
    />
  );
}

/** An address that EMS's tag is: read-only, since EMS makes it. */
export function TagAddressPanel({
  device,
  name,
  tag,
  type,
  onClose,
}: {
  readonly device: string;
  readonly name: string;
  readonly tag: Tag;
  /** In words. */
  readonly type: string;
  readonly onClose: () => void;
}) {
  return (
    <SidePanel crumb="Addresses" title={name} onClose={onClose}>
      <KeyValue
        items={[
          { name: 'Type', value: type },
          { name: 'Tag', value: <AddressTag device={device} name={name} tag={tag} /> },
        ]}
      />
      <Note>EMS shares this tag, and the address follows from it. It is changed on EMS.</Note>
      <div>
        <ButtonLink
          to={paths.fgt(device).ztnaTags({ tag: tagKey(tag), of: tag.kind, view: 'resolved' })}
        >
          View resolved addresses
        </ButtonLink>
      </div>
    </SidePanel>
  );
}
