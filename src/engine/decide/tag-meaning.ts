/** What a name under a policy's tags stands for (rule R6). */
import { connectorEntry, tellsConnectors } from '#model/fortios/fctems.ts';
import type { Address, AddressGroup, FortiosConfig } from '#model/fortios/tables.ts';
import {
  type BuiltInTagName,
  isBuiltInTagName,
  parseTagAddressName,
} from '#model/tagging/tag-names.ts';
import { type Tag, tagCategorySchema } from '#model/tagging/tags.ts';

export type TagMeaning =
  | {
      readonly kind: 'tag';
      /** The number of the connector whose EMS has the tag. */
      readonly connector: number;
      readonly tag: Tag;
      readonly addressKind: 'ip' | 'mac';
    }
  | { readonly kind: 'built-in'; readonly builtIn: BuiltInTagName }
  | {
      readonly kind: 'group';
      readonly members: readonly { readonly name: string; readonly meaning: TagMeaning }[];
    }
  | { readonly kind: 'dangling' };

export type TagResolver = (name: string) => TagMeaning;

const dangling: TagMeaning = { kind: 'dangling' };

/**
 * An object without `obj-tag` stands for nothing. The number in its name says whose tag it is; without one, and
 * where the configuration tells of no connectors, it is the FortiGate's own connector's [assumed].
 */
function ofAddress(address: Address, own: number, tells: boolean): TagMeaning {
  const category = tagCategorySchema.safeParse(address['tag-type']);
  return address.type === 'dynamic' &&
    address['sub-type'] === 'ems-tag' &&
    address['obj-tag'] !== '' &&
    category.success
    ? {
        kind: 'tag',
        connector: (tells && parseTagAddressName(address.name)?.connector) || own,
        tag: { category: category.data, name: address['obj-tag'] },
        addressKind: address['obj-type'],
      }
    : dangling;
}

/**
 * A name stands for a tag by its address object if there is one, for its members if it is a tag group,
 * else by the naming of [477578], with the number of one of this FortiGate's connectors.
 */
export function tagResolver(config: FortiosConfig, connector: number): TagResolver {
  const tells = tellsConnectors(config);
  const addresses = new Map<string, Address>(config['firewall address'].map((a) => [a.name, a]));
  const groups = new Map<string, AddressGroup>(config['firewall addrgrp'].map((g) => [g.name, g]));
  const done = new Map<string, TagMeaning>();

  /** What is no group. */
  function leaf(name: string): TagMeaning {
    const address = addresses.get(name);
    if (address) return ofAddress(address, connector, tells);
    if (isBuiltInTagName(name)) return { kind: 'built-in', builtIn: name };
    const parsed = parseTagAddressName(name);
    return parsed && (parsed.connector === connector || connectorEntry(config, parsed.connector))
      ? {
          kind: 'tag',
          connector: parsed.connector,
          tag: parsed.tag,
          addressKind: parsed.kind,
        }
      : dangling;
  }

  function resolve(name: string): TagMeaning {
    const group = addresses.has(name) ? undefined : groups.get(name);
    if (!group) return leaf(name);
    if (group.category !== 'ztna-ems-tag') return dangling;
    // One known member is enough, however deep it stands: what counts is the set of those that can be
    // reached. Groups may name each other, and one group may be reached by more ways than can be counted.
    const members = new Map<string, TagMeaning>();
    const seen = new Set([name]);
    const open = [...group.member];
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const inner = addresses.has(next) ? undefined : groups.get(next);
      if (inner?.category === 'ztna-ems-tag') open.unshift(...inner.member);
      else members.set(next, inner ? dangling : leaf(next));
    }
    return {
      kind: 'group',
      members: [...members].map(([member, meaning]) => ({ name: member, meaning })),
    };
  }

  return (name) => {
    let meaning = done.get(name);
    if (!meaning) {
      meaning = resolve(name);
      done.set(name, meaning);
    }
    return meaning;
  };
}
