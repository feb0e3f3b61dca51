/** Which tags the rules and the outbreaks give to all devices, from nothing and after a change. */
import { type OperatingSystem, operatingSystems } from '#model/ems/ems.ts';
import type { Outbreak } from '#model/ems/outbreak.ts';
import type { Device } from '#model/tagging/posture.ts';
import type { TagDefinition } from '#model/tagging/tagging.ts';
import { type Tag, allRegisteredClients, sameTag, tagKey } from '#model/tagging/tags.ts';
import { type FactTest, type Judge, compileDefinition, compileOutbreak } from './definitions.ts';
import { type Facts, factsOf } from './facts.ts';

/** All that gives tags, in the order in which an endpoint gets them. */
interface Bench {
  readonly judges: readonly Judge[];
  /** For each judge, whether one before it gives the same tag. */
  readonly repeats: readonly boolean[];
  /** What there is to ask of a device of each system, with the judge's place. */
  readonly tests: ReadonlyMap<OperatingSystem, readonly { place: number; test: FactTest }[]>;
}

interface Row {
  readonly facts: Facts;
  /** 1 for each judge that fits, in their order. */
  readonly fits: Uint8Array;
  readonly tags: readonly Tag[];
}

/** Immutable; `reevaluate` makes the next one, which shares what did not change. */
export interface Evaluation {
  readonly definitions: readonly TagDefinition[];
  readonly outbreaks: readonly Outbreak[];
  readonly bench: Bench;
  readonly rows: readonly Row[];
  /** The place of each device's row, by UID. A map of thousands takes long to copy, a list does not. */
  readonly places: ReadonlyMap<string, number>;
}

export interface TaggingInput {
  /** Each UID once. */
  readonly devices: readonly Device[];
  readonly definitions: readonly TagDefinition[];
  readonly outbreaks: readonly Outbreak[];
}

/** What is new. A list of definitions or outbreaks is the whole new list; what is the same object did not change. */
export interface TaggingChange {
  /** Devices that changed or are new. */
  readonly devices?: readonly Device[];
  /** UIDs of devices that are gone. */
  readonly removed?: readonly string[];
  readonly definitions?: readonly TagDefinition[];
  readonly outbreaks?: readonly Outbreak[];
}

function benchOf(definitions: readonly TagDefinition[], outbreaks: readonly Outbreak[]): Bench {
  const judges = [...definitions.map(compileDefinition), ...outbreaks.map(compileOutbreak)];
  const given = new Set<string>();
  const repeats = judges.map(({ tag }) => {
    const key = tagKey(tag);
    const isRepeated = given.has(key);
    given.add(key);
    return isRepeated;
  });
  const tests = new Map(
    operatingSystems.map((os) => [
      os,
      judges.flatMap(({ testFor }, place) => {
        const test = testFor(os);
        return test ? { place, test } : [];
      }),
    ]),
  );
  return { judges, repeats, tests };
}

function tagsFor({ device }: Facts, { judges, repeats }: Bench, fits: Uint8Array): readonly Tag[] {
  // EMS judges registered endpoints only.
  if (!device.registered) return [];
  const tags: Tag[] = [allRegisteredClients];
  judges.forEach(({ tag }, i) => {
    if (fits[i] === 1 && !(repeats[i] && tags.some((one) => sameTag(one, tag)))) tags.push(tag);
  });
  return tags;
}

const sameTags = (a: readonly Tag[], b: readonly Tag[]): boolean =>
  a.length === b.length && a.every((tag, i) => tag === b[i] || sameTag(tag, b[i] ?? tag));

function rowOf(facts: Facts, bench: Bench, fits: Uint8Array, before: Row | undefined): Row {
  const tags = tagsFor(facts, bench, fits);
  // The same list says that nothing changed.
  return { facts, fits, tags: before && sameTags(before.tags, tags) ? before.tags : tags };
}

function judged(device: Device, bench: Bench, before?: Row): Row {
  const facts = factsOf(device);
  const fits = new Uint8Array(bench.judges.length);
  for (const { place, test } of bench.tests.get(device.os) ?? []) if (test(facts)) fits[place] = 1;
  return rowOf(facts, bench, fits, before);
}

/** Asks only the judges that were not there before; `known` has the earlier place of each, or -1. */
function judgedAgain(row: Row, bench: Bench, known: readonly number[]): Row {
  const fits = new Uint8Array(bench.judges.length);
  for (const { place, test } of bench.tests.get(row.facts.device.os) ?? []) {
    const earlier = known[place] ?? -1;
    fits[place] = earlier < 0 ? Number(test(row.facts)) : (row.fits[earlier] ?? 0);
  }
  return rowOf(row.facts, bench, fits, row);
}

const placesOf = (rows: readonly Row[]): ReadonlyMap<string, number> =>
  new Map(rows.map(({ facts }, i) => [facts.device.uid, i]));

export function evaluate({ devices, definitions, outbreaks }: TaggingInput): Evaluation {
  const bench = benchOf(definitions, outbreaks);
  const rows = devices.map((device) => judged(device, bench));
  return { definitions, outbreaks, bench, rows, places: placesOf(rows) };
}

function rowIn({ rows, places }: Evaluation, uid: string): Row | undefined {
  const place = places.get(uid);
  return place === undefined ? undefined : rows[place];
}

/** The same as `evaluate` on everything as it is after the change, without judging again what did not change. */
export function reevaluate(previous: Evaluation, change: TaggingChange): Evaluation {
  const definitions = change.definitions ?? previous.definitions;
  const outbreaks = change.outbreaks ?? previous.outbreaks;
  let { bench, places } = previous;
  let rows = [...previous.rows];
  if (definitions !== previous.definitions || outbreaks !== previous.outbreaks) {
    bench = benchOf(definitions, outbreaks);
    const earlier = new Map(previous.bench.judges.map((judge, i) => [judge, i]));
    const known = bench.judges.map((judge) => earlier.get(judge) ?? -1);
    rows = rows.map((row) => judgedAgain(row, bench, known));
  }
  if (change.removed && change.removed.length > 0) {
    const gone = new Set(change.removed);
    rows = rows.filter(({ facts }) => !gone.has(facts.device.uid));
    places = placesOf(rows);
  }
  const isNew: Row[] = [];
  for (const device of change.devices ?? []) {
    const row = judged(device, bench, rowIn(previous, device.uid));
    const place = places.get(device.uid);
    if (place === undefined) isNew.push(row);
    else rows[place] = row;
  }
  if (isNew.length > 0) {
    rows.push(...isNew);
    places = placesOf(rows);
  }
  return { definitions, outbreaks, bench, rows, places };
}

/** The tags that a device gets by itself: built in, by rule, by outbreak, in that order. */
export function tagsOf(evaluation: Evaluation, uid: string): readonly Tag[] {
  return rowIn(evaluation, uid)?.tags ?? [];
}

/**
 * UIDs of the devices whose tags are others than before, those that came and went included.
 * @param among where it is known which devices can differ
 */
export function changedTags(
  before: Evaluation,
  after: Evaluation,
  among: readonly string[] | null = null,
): string[] {
  if (among) return among.filter((uid) => rowIn(before, uid)?.tags !== rowIn(after, uid)?.tags);
  const changed: string[] = [];
  for (const { facts, tags } of after.rows) {
    const { uid } = facts.device;
    if (rowIn(before, uid)?.tags !== tags) changed.push(uid);
  }
  for (const uid of before.places.keys()) if (!after.places.has(uid)) changed.push(uid);
  return changed;
}
