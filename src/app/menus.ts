import type { WorldSummary } from '#model/lab/lab-api.ts';
import { type Product, pages } from './pages.ts';

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
  const places = pages.flatMap(({ menu }) => (menu?.product === product ? [menu] : []));
  const titles = [...new Set(places.map(({ section }) => section))];
  return titles.map((title) => ({
    title,
    items: places
      .filter(({ section }) => section === title)
      .map(({ label, to, under = to, count }) => ({
        label,
        to: to(device),
        under: under(device),
        count: world && count?.(world, device),
      })),
  }));
}
