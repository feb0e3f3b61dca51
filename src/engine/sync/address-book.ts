/** Which endpoint stands first at an IP address, of those that a FortiGate received. */
import type { Endpoint } from '#model/ems/ems.ts';

type Book = ReadonlyMap<string, readonly number[]>;

/** So many addresses that changed are looked up beside the book; then a new one is made. */
const mostBeside = 500;

export class AddressBook {
  private readonly base: Book;
  /** In place of what the base says; no places where nobody is left. */
  private readonly changed: Book;

  private constructor(base: Book, changed: Book) {
    this.base = base;
    this.changed = changed;
  }

  static of(endpoints: readonly Endpoint[], isIn: (endpoint: Endpoint) => boolean): AddressBook {
    const base = new Map<string, number[]>();
    endpoints.forEach((endpoint, place) => {
      if (!isIn(endpoint)) return;
      const known = base.get(endpoint.ip);
      if (known) known.push(place);
      else base.set(endpoint.ip, [place]);
    });
    return new AddressBook(base, new Map());
  }

  private at(ip: string): readonly number[] {
    return this.changed.get(ip) ?? this.base.get(ip) ?? [];
  }

  /** The place of the first endpoint at the address. */
  firstAt(ip: string): number | undefined {
    return this.at(ip)[0];
  }

  /** In the order of the endpoints that stand first there. */
  addresses(): readonly string[] {
    const all = [...new Set([...this.base.keys(), ...this.changed.keys()])]
      .flatMap((ip) => {
        const place = this.firstAt(ip);
        return place === undefined ? [] : [{ ip, place }];
      })
      .toSorted((a, b) => a.place - b.place);
    return all.map(({ ip }) => ip);
  }

  /** @param changes the address of an endpoint before and after; null where it is not in the book */
  with(
    changes: readonly {
      readonly place: number;
      readonly before: string | null;
      readonly after: string | null;
    }[],
  ): AddressBook {
    const changed = new Map(this.changed);
    const next = new AddressBook(this.base, changed);
    for (const { place, before, after } of changes) {
      if (before === after) continue;
      if (before !== null)
        changed.set(
          before,
          next.at(before).filter((one) => one !== place),
        );
      if (after !== null)
        changed.set(
          after,
          [...next.at(after), place].toSorted((a, b) => a - b),
        );
    }
    if (changed.size <= mostBeside) return next;
    const whole = new Map(this.base);
    for (const [ip, places] of changed)
      if (places.length > 0) whole.set(ip, places);
      else whole.delete(ip);
    return new AddressBook(whole, new Map());
  }
}
