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

  static of(
    endpoints: readonly Endpoint[],
    addressesOf: (endpoint: Endpoint) => readonly string[],
  ): AddressBook {
    const base = new Map<string, number[]>();
    endpoints.forEach((endpoint, place) => {
      for (const ip of addressesOf(endpoint)) {
        const known = base.get(ip);
        if (!known) base.set(ip, [place]);
        // A route may have the address of another of the same endpoint.
        else if (known.at(-1) !== place) known.push(place);
      }
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

  /** @param changes the addresses of an endpoint before and after */
  with(
    changes: readonly {
      readonly place: number;
      readonly before: readonly string[];
      readonly after: readonly string[];
    }[],
  ): AddressBook {
    const changed = new Map(this.changed);
    const next = new AddressBook(this.base, changed);
    for (const { place, before, after } of changes) {
      for (const ip of before)
        if (!after.includes(ip))
          changed.set(
            ip,
            next.at(ip).filter((one) => one !== place),
          );
      for (const ip of after)
        if (!next.at(ip).includes(place))
          changed.set(
            ip,
            [...next.at(ip), place].toSorted((a, b) => a - b),
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
