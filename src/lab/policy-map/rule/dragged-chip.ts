/** A chip of the palette on its way to a policy. */
import { tagCategorySchema } from '#model/tagging/tags.ts';
import { type MapChip, chipKinds } from './slots.ts';

const mark = 'policy-map-chip';

export function chipData({ kind, name, label, unshared }: MapChip): Record<string, unknown> {
  return { [mark]: true, kind, name, label, unshared: unshared ?? null };
}

/** Null for anything else that is dragged. */
export function chipIn(data: Record<string | symbol, unknown>): MapChip | null {
  const { kind: told, name, label } = data;
  const unshared = tagCategorySchema.safeParse(data['unshared']);
  const kind = chipKinds.find((one) => one === told);
  return data[mark] === true && kind && typeof name === 'string' && typeof label === 'string'
    ? { kind, name, label, unshared: unshared.data ?? null }
    : null;
}
