/** Sets of endpoints by their places, a bit each. */
export class Bits {
  readonly size: number;
  private readonly words: Uint32Array;

  constructor(size: number, words = new Uint32Array(Math.ceil(size / 32))) {
    this.size = size;
    this.words = words;
  }

  static of(size: number, has: (place: number) => boolean): Bits {
    const bits = new Bits(size);
    for (let place = 0; place < size; place++) if (has(place)) bits.add(place);
    return bits;
  }

  static all(size: number): Bits {
    return Bits.of(size, () => true);
  }

  add(place: number): void {
    const at = place >>> 5;
    this.words[at] = (this.words[at] ?? 0) | (1 << (place & 31));
  }

  has(place: number): boolean {
    return (((this.words[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
  }

  get isEmpty(): boolean {
    return this.words.every((word) => word === 0);
  }

  and(other: Bits): Bits {
    return new Bits(
      this.size,
      this.words.map((word, i) => word & (other.words[i] ?? 0)),
    );
  }

  or(other: Bits): Bits {
    return new Bits(
      this.size,
      this.words.map((word, i) => word | (other.words[i] ?? 0)),
    );
  }

  without(other: Bits): Bits {
    return new Bits(
      this.size,
      this.words.map((word, i) => word & ~(other.words[i] ?? 0)),
    );
  }
}
