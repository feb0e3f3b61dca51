/** Sets of endpoints as bits: the endpoint at place `i` is bit `i % 32` of word `i / 32`. */
export type Bits = Int32Array;

export function wordsFor(count: number): number {
  return (count + 31) >>> 5;
}

export function noBits(count: number): Bits {
  return new Int32Array(wordsFor(count));
}

export function setBit(bits: Bits, place: number): void {
  bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31));
}

export function clearBit(bits: Bits, place: number): void {
  bits[place >>> 5] = (bits[place >>> 5] ?? 0) & ~(1 << (place & 31));
}

export function hasBit(bits: Bits, place: number): boolean {
  return (((bits[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
}

function bitsInWord(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (const word of bits) count += bitsInWord(word);
  return count;
}

/** How many are in both. */
export function countCommon(a: Bits, b: Bits): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) count += bitsInWord((a[i] ?? 0) & (b[i] ?? 0));
  return count;
}

/** The first so many, all of them. */
export function allBits(count: number): Bits {
  const bits = noBits(count).fill(-1);
  const rest = count & 31;
  if (rest !== 0) bits[bits.length - 1] = (1 << rest) - 1;
  return bits;
}

export function orInto(target: Bits, from: Bits): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) | (from[i] ?? 0);
}

/** Those of one set that are not in the other. */
export function without(bits: Bits, taken: Bits): Bits {
  const rest = new Int32Array(bits.length);
  for (let i = 0; i < rest.length; i++) rest[i] = (bits[i] ?? 0) & ~(taken[i] ?? 0);
  return rest;
}

/** The places that are set, in order. */
export function* placesIn(bits: Bits): Generator<number, void> {
  for (let at = 0; at < bits.length; at++)
    for (let word = bits[at] ?? 0; word !== 0; word &= word - 1)
      yield (at << 5) + (31 - Math.clz32(word & -word));
}

/** Takes whom a policy matches out of the undecided; true while somebody is left. */
export function takeOut(undecided: Bits, matched: Bits): boolean {
  let rest = 0;
  for (let i = 0; i < undecided.length; i++) {
    const still = (undecided[i] ?? 0) & ~(matched[i] ?? 0);
    undecided[i] = still;
    rest |= still;
  }
  return rest !== 0;
}

/** The same, into those who are accepted, or handed on. */
export function takeInto(undecided: Bits, matched: Bits, into: Bits): boolean {
  let rest = 0;
  for (let i = 0; i < undecided.length; i++) {
    const open = undecided[i] ?? 0;
    const took = open & (matched[i] ?? 0);
    into[i] = (into[i] ?? 0) | took;
    undecided[i] = open ^ took;
    rest |= open ^ took;
  }
  return rest !== 0;
}

/** Takes whom a policy matches out of the undecided, in one go; `matched` holds them then. How many they are. */
export function splitOff(undecided: Bits, matched: Bits): number {
  let count = 0;
  for (let i = 0; i < undecided.length; i++) {
    const open = undecided[i] ?? 0;
    const took = open & (matched[i] ?? 0);
    matched[i] = took;
    if (took === 0) continue;
    undecided[i] = open ^ took;
    count += bitsInWord(took);
  }
  return count;
}

/** The same, of a set that stays as it is. */
export function takeCounted(undecided: Bits, matched: Bits): number {
  let count = 0;
  for (let i = 0; i < undecided.length; i++) {
    const open = undecided[i] ?? 0;
    const took = open & (matched[i] ?? 0);
    if (took === 0) continue;
    undecided[i] = open ^ took;
    count += bitsInWord(took);
  }
  return count;
}
