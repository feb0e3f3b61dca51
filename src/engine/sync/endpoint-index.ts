/**
 * EMS's endpoints by UID and by tag: found once for a list, and for the next list from what changed. Answers
 * hang on the endpoints alone; who calls `followEndpoints` gets them sooner.
 */
import type { EmsServer, Endpoint } from '#model/ems/ems.ts';
import { madeIn } from '#model/maps.ts';
import { type Tag, type TagCategory, tagKey } from '#model/tagging/tags.ts';
import { PlaceList } from './place-list.ts';

/** Who carries a tag. The same object as long as none of these endpoints has changed. */
export interface Carriers {
  readonly tag: Tag;
  /** Where they stand in EMS's list. */
  readonly places: PlaceList;
}

export interface EndpointIndex {
  readonly endpoints: readonly Endpoint[];
  readonly placeByUid: ReadonlyMap<string, number>;
  /** By tagKey, in the order in which the list comes to them. */
  readonly carriers: ReadonlyMap<string, Carriers>;
}

function comparePlaces(
  before: readonly Endpoint[],
  after: readonly Endpoint[],
): readonly number[] | null {
  if (before.length !== after.length) return null;
  const changed: number[] = [];
  for (let place = 0; place < before.length; place++) {
    const was = before[place];
    if (was === after[place]) continue;
    if (was?.uid !== after[place]?.uid) return null;
    changed.push(place);
  }
  return changed;
}

/** Several ask what changed between the same two lists. */
const compared = new WeakMap<
  readonly Endpoint[],
  { readonly before: WeakRef<readonly Endpoint[]>; readonly places: readonly number[] | null }
>();

/** The places whose endpoint is another object; null where other endpoints stand in the list. */
export function changedPlaces(
  before: readonly Endpoint[],
  after: readonly Endpoint[],
): readonly number[] | null {
  const known = compared.get(after);
  if (known?.before.deref() === before) return known.places;
  const places = comparePlaces(before, after);
  compared.set(after, { before: new WeakRef(before), places });
  return places;
}

function make(endpoints: readonly Endpoint[]): EndpointIndex {
  const found: { readonly tag: Tag; readonly places: number[]; last: number }[] = [];
  // A key for each tag of each endpoint would be a million texts.
  const byName = new Map<TagCategory, Map<string, (typeof found)[number]>>();
  const placeByUid = new Map<string, number>();
  for (const [place, { uid, tags }] of endpoints.entries()) {
    placeByUid.set(uid, place);
    for (const { category, name } of tags) {
      const names = madeIn(byName, category, () => new Map<string, (typeof found)[number]>());
      const entry = names.get(name);
      if (!entry) {
        const made = { tag: { category, name }, places: [place], last: place };
        names.set(name, made);
        found.push(made);
      } else if (entry.last !== place) {
        entry.places.push(place);
        entry.last = place;
      }
    }
  }
  const carriers = new Map<string, Carriers>();
  for (const { tag, places } of found)
    carriers.set(tagKey(tag), { tag, places: new PlaceList(places) });
  return { endpoints, placeByUid, carriers };
}

/** Where the list comes to the tag: an endpoint, and among its tags. */
function positionOf({ endpoints }: EndpointIndex, key: string, { places }: Carriers) {
  const place = places.first ?? 0;
  return { place, among: endpoints[place]?.tags.findIndex((tag) => tagKey(tag) === key) ?? 0 };
}

/** Each tag once, with whether the endpoint has it before and after. */
function touchedTags(was: Endpoint | undefined, is: Endpoint | undefined) {
  const touched = new Map<string, { readonly tag: Tag; had: boolean; has: boolean }>();
  for (const { category, name } of was?.tags ?? [])
    touched.set(tagKey({ category, name }), { tag: { category, name }, had: true, has: false });
  for (const { category, name } of is?.tags ?? []) {
    const key = tagKey({ category, name });
    const known = touched.get(key);
    if (known) known.has = true;
    else touched.set(key, { tag: { category, name }, had: false, has: true });
  }
  return touched;
}

function follow(
  before: EndpointIndex,
  endpoints: readonly Endpoint[],
  places: readonly number[],
): EndpointIndex {
  const moved = new Map<
    string,
    { readonly tag: Tag; readonly at: number[]; come: number[]; gone: number[] }
  >();
  for (const place of places)
    for (const [key, { tag, had, has }] of touchedTags(before.endpoints[place], endpoints[place])) {
      const own = moved.get(key) ?? { tag, at: [], come: [], gone: [] };
      own.at.push(place);
      if (!had) own.come.push(place);
      if (!has) own.gone.push(place);
      moved.set(key, own);
    }
  const carriers = new Map(before.carriers);
  const after = { endpoints, placeByUid: before.placeByUid, carriers };
  const origins = new Map<Carriers, Followed>();
  followed.set(after, origins);
  let isInOrder = true;
  for (const [key, { tag, at, come, gone }] of moved) {
    const old = before.carriers.get(key);
    const next = { tag, places: (old?.places ?? new PlaceList([])).with(come, gone) };
    if (next.places.size === 0) {
      carriers.delete(key);
      continue;
    }
    carriers.set(key, next);
    if (old) origins.set(next, { before: old, places: at });
    const [was, is] = [old && positionOf(before, key, old), positionOf(after, key, next)];
    isInOrder &&= was?.place === is.place && was.among === is.among;
  }
  if (isInOrder) return after;
  const ordered = [...carriers]
    .map(([key, one]) => ({ key, one, ...positionOf(after, key, one) }))
    .toSorted((a, b) => a.place - b.place || a.among - b.among);
  const inOrder = { ...after, carriers: new Map(ordered.map(({ key, one }) => [key, one])) };
  followed.set(inOrder, origins);
  return inOrder;
}

/** Of carriers that followed from earlier ones: those, and the places whose endpoint changed. */
export interface Followed {
  readonly before: Carriers;
  readonly places: readonly number[];
}
const followed = new WeakMap<EndpointIndex, ReadonlyMap<Carriers, Followed>>();

/** What of this index followed from the one before it, so that more can follow from that. */
export function followedIn(index: EndpointIndex): ReadonlyMap<Carriers, Followed> {
  return followed.get(index) ?? new Map<Carriers, Followed>();
}

const indexes = new WeakMap<readonly Endpoint[], EndpointIndex>();

export function indexOf(endpoints: readonly Endpoint[]): EndpointIndex {
  let index = indexes.get(endpoints);
  if (!index) {
    index = make(endpoints);
    indexes.set(endpoints, index);
  }
  return index;
}

/** Makes the next list's index from the last one's, where there is one and few endpoints changed. */
export function followEndpoints(before: readonly Endpoint[], after: readonly Endpoint[]): void {
  const index = indexes.get(before);
  if (!index || before === after || indexes.has(after)) return;
  const places = changedPlaces(before, after);
  // Most of them anew is quicker from nothing.
  if (places && places.length * 4 < after.length) indexes.set(after, follow(index, after, places));
}

/** The endpoint of that UID. */
export function endpointOf(
  { endpoints }: { readonly endpoints: readonly Endpoint[] },
  uid: string,
): Endpoint | undefined {
  const place = indexOf(endpoints).placeByUid.get(uid);
  return place === undefined ? undefined : endpoints[place];
}

/** EMS with another record of an endpoint that it has. */
export function withEndpoint<S extends EmsServer>(ems: S, before: Endpoint, after: Endpoint): S {
  const place = ems.endpoints.indexOf(before);
  return place === -1 ? ems : { ...ems, endpoints: ems.endpoints.with(place, after) };
}

const times = new WeakMap<Carriers, { readonly earliest: number; readonly latest: number }>();

/** When the tag came to the first endpoint that has it, and when to the last. */
export function timesOf({ endpoints }: EndpointIndex, carriers: Carriers) {
  let found = times.get(carriers);
  if (!found) {
    const { category, name } = carriers.tag;
    let [earliest, latest] = [Infinity, -Infinity];
    for (const place of carriers.places.all())
      for (const tag of endpoints[place]?.tags ?? []) {
        if (tag.name !== name || tag.category !== category) continue;
        earliest = Math.min(earliest, tag.since);
        latest = Math.max(latest, tag.since);
      }
    found = { earliest, latest };
    times.set(carriers, found);
  }
  return found;
}
