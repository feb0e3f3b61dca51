/** The tags that a policy of a FortiGate can ask for, and those that EMS has and the FortiGate does not know. */
import { indexOf } from '#engine/sync/endpoint-index.ts';
import { sharesCategory } from '#engine/sync/knowledge.ts';
import { linesOf } from '#engine/sync/lines.ts';
import type { PolicyKind } from '#model/fortios/policy-list.ts';
import { compareNames } from '#model/name-order.ts';
import {
  type PaletteGroup,
  type PolicyPalette,
  paletteNames,
  paletteTags,
} from '#model/lab/policy-map.ts';
import type { PolicyTag } from '#model/tagging/policy-tags.ts';
import { tagAddressName } from '#model/tagging/tag-names.ts';
import { tagCategories } from '#model/tagging/tags.ts';
import { tagText } from '#model/words/policy-tag.ts';
import type { Beside } from '../../jobs.ts';
import { choices } from '../../fortigate/choices.ts';
import { offeredTags, policyTagOf } from '../../fortigate/policy-tags.ts';
import { type FortiGate, type WorldState, fortigateNamed } from '../../state.ts';

const fields = [
  'user',
  'user-group',
  'ztna-server',
  'ztna-server-vip',
  'address',
  'interface',
  'service',
  'schedule',
] as const;

/** By their IP names: to a ZTNA policy both names are one tag. */
function tagsOf(state: WorldState, fortigate: FortiGate): readonly PolicyTag[] {
  const of = policyTagOf(state, fortigate);
  const onEms = linesOf(state.ems, fortigate).flatMap(({ connector, server }) =>
    connector === null
      ? []
      : [...indexOf(server.endpoints).carriers.values()].map(({ tag }) =>
          of(tagAddressName(tag, 'ip', connector)),
        ),
  );
  const offered = offeredTags(state, fortigate).filter(
    (view) => view.kind !== 'tag' || view.addressKind === 'ip',
  );
  return [...new Map([...offered, ...onEms].map((view) => [view.name, view])).values()];
}

export function policyPalette(
  state: WorldState,
  query: {
    readonly fortigate: string;
    readonly search: string;
    readonly kind: PolicyKind;
  },
  { policyMaps }: Beside,
): PolicyPalette {
  const fortigate = fortigateNamed(state, query.fortigate, 'fortigate');
  const map = policyMaps.take(state, fortigate, '');
  const isByAddress = query.kind === 'standard';
  // What forwards asks of addresses alone.
  const counting = isByAddress ? null : map.read();
  const countOf = (name: string) => {
    if (counting) return { have: null, known: 0 };
    const { have, known } = map.asks.ofTag(name, isByAddress ? 'packet' : 'ztna');
    return { have, known };
  };
  const device = state.ems.fabricDevices.find(({ name }) => name === fortigate.name);
  const wanted = query.search.trim().toLowerCase();
  const found = tagsOf(state, fortigate).filter((view) =>
    tagText(view).toLowerCase().includes(wanted),
  );
  const byGroup = Map.groupBy(found, (view) => (view.kind === 'tag' ? view.tag.category : 'other'));
  const groups = [...tagCategories, 'other' as const].flatMap((category): PaletteGroup[] => {
    const all = byGroup.get(category) ?? [];
    if (all.length === 0) return [];
    const shown = all
      .toSorted((a, b) => compareNames(tagText(a), tagText(b)))
      .slice(0, paletteTags);
    return [
      {
        category,
        tags: shown.map((view) => ({ view, ...countOf(view.name) })),
        more: all.length - shown.length,
        isShared:
          category === 'other' || (device !== undefined && sharesCategory(device, category)),
      },
    ];
  });
  const names = fields.map((field) => {
    const found = choices(state, { ...query, field, count: paletteNames });
    return {
      field,
      choices: found.choices.map(({ value, label }) => ({ value, label })),
      more: found.matched - found.choices.length,
    };
  });
  return { groups, names, serial: device?.serial ?? null, counting };
}
