/** What a page is: its address, what shows it, and its place in its product's menu. */
import type { ComponentType } from 'react';
import type { WorldSummary } from '#model/lab/lab-api.ts';

export type Product = 'ems' | 'fortigate' | 'lab';

/** An entry of a product's menu. `device` is the FortiGate that the product shows. */
interface MenuPlace {
  readonly product: Product;
  readonly section: string;
  readonly label: string;
  /** In policy-based mode, where the product calls it otherwise. */
  readonly policyBasedLabel?: string;
  /** It is there in policy-based mode alone. */
  readonly isPolicyBased?: true;
  readonly to: (device: string) => string;
  /** The addresses below it mark the entry too; where they do not begin with `to`, this is their start. */
  readonly under?: (device: string) => string;
  /** How many entries the page lists. */
  readonly count?: (world: WorldSummary, device: string) => number | undefined;
}

export interface Page {
  /** With the router's parameters: `/ems/tags/:id?`. */
  readonly path: string;
  readonly page: () => Promise<{ readonly Component: ComponentType }>;
  readonly menu?: MenuPlace;
}

/** A builder's address with the router's parameters in place of values, so that it is written once. */
export function pattern(address: string): string {
  return decodeURIComponent(address);
}
