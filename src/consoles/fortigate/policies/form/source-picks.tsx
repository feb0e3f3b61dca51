/** *Source* of a policy: addresses, users and user groups as picks of one field, told apart by their values. */
import { Chip } from '#ui/chip.tsx';
import type { Pick } from '#ui/fields/pick-field.tsx';

export type SourceKind = 'address' | 'user' | 'group';

/** Objects of different kinds may have one name. */
export function sourceValue(kind: SourceKind, name: string): string {
  return `${kind} ${name}`;
}

function sourceKind(value: string): SourceKind {
  if (value.startsWith('user ')) return 'user';
  return value.startsWith('group ') ? 'group' : 'address';
}

/** The names of one kind among the values of the field. */
export function namesOf(kind: SourceKind, values: readonly string[]): string[] {
  return values
    .filter((value) => sourceKind(value) === kind)
    .map((value) => value.slice(kind.length + 1));
}

/** An address's pick as one of *Source*. */
export function addressSource(pick: Pick): Pick {
  return { ...pick, value: sourceValue('address', pick.value) };
}

const words = { user: 'User', group: 'User Group' } as const;

export function whoSource(kind: 'user' | 'group', name: string): Pick {
  const word = words[kind];
  return {
    value: sourceValue(kind, name),
    label: name,
    spoken: `${word} ${name}`,
    group: word,
    view: <Chip text={name} tone="neutral" icon={kind} kindLabel={word} />,
  };
}

/** How two picks that stand beside each other decide: an address, and one of the users and groups. */
export function sourceJoint(before: Pick, after: Pick): 'and' | 'or' {
  const isAddress = (pick: Pick): boolean => sourceKind(pick.value) === 'address';
  return isAddress(before) === isAddress(after) ? 'or' : 'and';
}

/**
 * The first picks of each section, so that a long one leaves room for the others.
 * @returns how many are left out, besides
 */
export function sharedOut(
  sections: readonly (readonly Pick[])[],
  most: number,
): { readonly options: readonly Pick[]; readonly left: number } {
  const share = Math.floor(most / sections.length);
  const unused = sections.reduce((sum, one) => sum + Math.max(0, share - one.length), 0);
  let spare = most - share * sections.length + unused;
  const options = sections.flatMap((one) => {
    const extra = Math.min(spare, Math.max(0, one.length - share));
    spare -= extra;
    return one.slice(0, share + extra);
  });
  return { options, left: sections.reduce((sum, one) => sum + one.length, 0) - options.length };
}
