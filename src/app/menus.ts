import type { WorldSummary } from '#model/lab/lab-api.ts';
import type { Product } from './pages/page.ts';
import { pages } from './pages/pages.ts';

interface MenuItem {
  readonly label: string;
  readonly to: string;
  /** The start of the addresses that mark the entry. */
  readonly under: string;
  readonly count: number | undefined;
}

export interface MenuSection {
  readonly title: string;
  readonly items: readonly MenuItem[];
}

/** A product's menu, section by section. `device` is the FortiGate that it shows. */
export function menuOf(
  product: Product,
  device: string,
  world: WorldSummary | undefined,
): readonly MenuSection[] {
  const isPolicyBased =
    world?.fortigates.some((one) => one.name === device && one.isPolicyBased) === true;
  const places = pages.flatMap(({ menu }) =>
    menu?.product === product && (isPolicyBased || !menu.isPolicyBased) ? [menu] : [],
  );
  const titles = [...new Set(places.map(({ section }) => section))];
  return titles.map((title) => ({
    title,
    items: places
      .filter(({ section }) => section === title)
      .map(({ label, policyBasedLabel = label, to, under = to, count }) => ({
        label: isPolicyBased ? policyBasedLabel : label,
        to: to(device),
        under: under(device),
        count: world && count?.(world, device),
      })),
  }));
}
