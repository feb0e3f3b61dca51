/** What a name under a policy's tags stands for (rule R6). */
import type { Address, AddressGroup, FortiosConfig } from '#model/fortios/tables.ts';
import { type BuiltInTagName, isBuiltInTagName, parseTagAddressName } from '#model/tag-names.ts';
import { type Tag, tagCategorySchema } from '#model/tags.ts';

export type TagMeaning =
  | { readonly kind: 'tag'; readonly tag: Tag; readonly addressKind: 'ip' | 'mac' }
  | { readonly kind: 'built-in'; readonly builtIn: BuiltInTagName }
  | {
      readonly kind: 'group';
      readonly members: readonly { readonly name: string; readonly meaning: TagMeaning }[];
    }
  | { readonly kind: 'dangling' };

export type TagResolver = (name: string) => TagMeaning;

const dangling: TagMeaning = { kind: 'dangling' };

function ofAddress(address: Address): TagMeaning {
  const category = tagCategorySchema.safeParse(address['tag-type']);
  return address.type === 'dynamic' && address['sub-type'] === 'ems-tag' && category.success
    ? {
        kind: 'tag',
        tag: { category: category.data, name: address['obj-tag'] },
        addressKind: address['obj-type'],
      }
    : dangling;
}

/**
 * A name stands for a tag by its address object if there is one, for its members if it is a tag group,
 * else by the naming of [477578], with this FortiGate's own connector number.
 */
export function tagResolver(config: FortiosConfig, connector: number): TagResolver {
  const addresses = new Map<string, Address>(config['firewall address'].map((a) => [a.name, a]));
  const groups = new Map<string, AddressGroup>(config['firewall addrgrp'].map((g) => [g.name, g]));
  const done = new Map<string, TagMeaning>();

  function resolve(name: string, inside: readonly string[]): TagMeaning {
    const address = addresses.get(name);
    if (address) return ofAddress(address);
    const group = groups.get(name);
    if (group) {
      if (group.category !== 'ztna-ems-tag' || inside.includes(name)) return dangling;
      const within = [...inside, name];
      return {
        kind: 'group',
        members: group.member.map((member) => ({ name: member, meaning: resolve(member, within) })),
      };
    }
    if (isBuiltInTagName(name)) return { kind: 'built-in', builtIn: name };
    const parsed = parseTagAddressName(name);
    return parsed && parsed.connector === connector
      ? { kind: 'tag', tag: parsed.tag, addressKind: parsed.kind }
      : dangling;
  }

  return (name) => {
    let meaning = done.get(name);
    if (!meaning) {
      meaning = resolve(name, []);
      done.set(name, meaning);
    }
    return meaning;
  };
}
