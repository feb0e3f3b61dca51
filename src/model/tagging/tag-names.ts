import type { Tag, TagCategory } from '#model/tagging/tags.ts';

/**
 * The names of the two dynamic address objects that a tag becomes on a FortiGate, an IP and a MAC one
 * [25915], with connector number N [477578]; the outbreak and Fabric forms are [assumed].
 */
const infix: Record<TagCategory, string> = {
  zero_trust: 'ZTNA',
  classification: 'CLASS',
  outbreak_alert: 'OUTBREAK',
  fabric: 'FABRIC',
};
const categoryOf: Readonly<Record<string, TagCategory>> = {
  ZTNA: 'zero_trust',
  CLASS: 'classification',
  OUTBREAK: 'outbreak_alert',
  FABRIC: 'fabric',
};

export type AddressKind = 'ip' | 'mac';

/** Tags that FortiOS itself gives to devices without EMS information [710195]. */
export const builtInTagNames = ['EMS_ALL_UNKNOWN_CLIENTS', 'EMS_ALL_UNMANAGEABLE_CLIENTS'] as const;
export type BuiltInTagName = (typeof builtInTagNames)[number];

export function isBuiltInTagName(name: string): name is BuiltInTagName {
  return name === 'EMS_ALL_UNKNOWN_CLIENTS' || name === 'EMS_ALL_UNMANAGEABLE_CLIENTS';
}

export function tagAddressName(tag: Tag, kind: AddressKind, connector: number): string {
  return `${kind === 'mac' ? 'MAC_' : ''}EMS${connector}_${infix[tag.category]}_${tag.name}`;
}

export interface ParsedTagName {
  readonly tag: Tag;
  readonly kind: AddressKind;
  readonly connector: number;
}

const pattern = /^(MAC_)?EMS([1-7])_(ZTNA|CLASS|OUTBREAK|FABRIC)_(.+)$/s;

/** The tag that an address name stands for by naming alone; null if the name is of another form. */
export function parseTagAddressName(name: string): ParsedTagName | null {
  const match = pattern.exec(name);
  const category = categoryOf[match?.[3] ?? ''];
  if (!match || !category) return null;
  return {
    tag: { category, name: match[4] ?? '' },
    kind: match[1] ? 'mac' : 'ip',
    connector: Number(match[2]),
  };
}

/** `fctems3938134078_ioc suspicious`, as FortiOS 6.4 and 7.0 named a tag; older names were in small letters. */
const formerPattern = /^(mac_)?(fctems\d+)_(.+)$/is;

/** What a name of FortiOS 6.4 or 7.0 stood for; null for a name of another form. */
export function parseFormerTagName(
  name: string,
): { readonly name: string; readonly kind: AddressKind; readonly serial: string } | null {
  const match = formerPattern.exec(name);
  return (
    match && {
      name: match[3] ?? '',
      kind: match[1] ? 'mac' : 'ip',
      serial: (match[2] ?? '').toUpperCase(),
    }
  );
}

/** A tag with its category and without a connector, as FortiOS's caches print it: `CLASS_High`. */
export function tagWord({ category, name }: Tag): string {
  return `${infix[category]}_${name}`;
}

const wordPattern = /^(ZTNA|CLASS|OUTBREAK|FABRIC)_(.+)$/s;

/** Null where the text does not begin with a category. */
export function tagOfWord(word: string): Tag | null {
  const match = wordPattern.exec(word);
  const category = categoryOf[match?.[1] ?? ''];
  return match && category ? { category, name: match[2] ?? '' } : null;
}
