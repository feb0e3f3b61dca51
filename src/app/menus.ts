import { paths } from '#api/paths.ts';

export interface MenuSection {
  readonly title: string;
  readonly items: readonly {
    readonly label: string;
    readonly to: string;
    readonly under: string;
  }[];
}

export type Product = 'ems' | 'fortigate' | 'lab';

/** The products' own menu trees, as far as there are pages. `under` is the address that marks the entry. */
export function menuOf(product: Product, device: string): readonly MenuSection[] {
  const item = (label: string, to: string, under = to) => ({ label, to, under });
  switch (product) {
    case 'ems':
      return [
        { title: 'Endpoints', items: [item('All Endpoints', paths.ems.endpoints())] },
        {
          title: 'Fabric & Connectors',
          items: [item('Fabric Devices', paths.ems.fabricDevices())],
        },
      ];
    case 'fortigate':
    case 'lab':
      return [];
  }
}
