/** The order of a list by IDs, undefined where a policy is not loaded. */
import type { Place } from '#ui/table/order-preview.ts';

export type Direction = 'up' | 'down';
type Order = readonly (string | undefined)[];

/** The place one step on; null at the end of the list, and where the neighbour is not loaded. */
export function stepFrom(order: Order, id: string, way: Direction): Place | null {
  const at = order.indexOf(id);
  const other = at < 0 ? undefined : order[way === 'up' ? at - 1 : at + 1];
  if (other === undefined) return null;
  return way === 'up' ? { before: other } : { after: other };
}

/** The order with one of them at another place; as it is where either is not loaded. */
export function moved(order: Order, id: string, place: Place): Order {
  const others = order.filter((one) => one !== id);
  const target = others.indexOf('before' in place ? place.before : place.after);
  if (target < 0 || others.length === order.length) return order;
  return others.toSpliced('before' in place ? target : target + 1, 0, id);
}
