/** FortiGuard's feed of outbreak alerts, as data: what is published tags the endpoints that have it. */
import { indexOf } from '#engine/sync/endpoint-index.ts';
import { compareNames } from '#model/name-order.ts';
import {
  type Outbreak,
  type OutbreakRow,
  type OutbreakSort,
  type OutbreakStatus,
  outbreakSpecSchema,
  publishOutbreakSchema,
} from '#model/ems/outbreak.ts';
import { tagKey } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';
import { command } from '../command.ts';
import { type ListPage, type ListQuery, pageOf } from '../list-page.ts';
import { invalid, notFound } from '../refusal.ts';
import type { WorldState } from '../state.ts';

export interface OutbreakQuery extends ListQuery<OutbreakSort> {
  readonly status: OutbreakStatus | null;
}

const compare: Record<OutbreakSort, (a: OutbreakRow, b: OutbreakRow) => number> = {
  published: (a, b) => (a.outbreak.published ?? 0) - (b.outbreak.published ?? 0),
  name: (a, b) => compareNames(a.outbreak.name, b.outbreak.name),
  tag: (a, b) => compareNames(a.outbreak.tag, b.outbreak.tag),
  endpoints: (a, b) => a.endpoints - b.endpoints,
};

export function outbreaks(state: WorldState, query: OutbreakQuery): ListPage<OutbreakRow> {
  const { carriers } = indexOf(state.ems.endpoints);
  const carriersOf = (name: string): number =>
    carriers.get(tagKey({ category: 'outbreak_alert', name }))?.places.size ?? 0;
  const isAsked = ({ published }: Outbreak): boolean =>
    query.status === null || (published !== null) === (query.status === 'published');
  return pageOf(
    state.outbreaks
      .filter(isAsked)
      .map((outbreak) => ({ outbreak, endpoints: carriersOf(outbreak.tag) })),
    query,
    ({ outbreak: { name, tag, cves } }) => [name, tag, ...cves],
    compare,
  );
}

/** In lower case with hyphens, as FortiGuard's addresses have it. */
function freeId(name: string, taken: readonly Outbreak[]): string {
  const base =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'outbreak';
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (taken.every((one) => one.id !== id)) return id;
  }
}

export const addOutbreak = command('ems/add-outbreak', {
  input: z.object({ spec: outbreakSpecSchema }),
  words: ({ spec }) => `publish the outbreak ${spec.name}`,
  // No editor stays open over it.
  touches: () => [],
  run: (state, { spec }) => {
    if (state.outbreaks.some(({ name }) => name === spec.name))
      return invalid(
        -5,
        'name',
        `An outbreak named ${spec.name} already exists. Choose another name.`,
      );
    const id = freeId(spec.name, state.outbreaks);
    const outbreak = { ...spec, id, published: state.clock.epochMs };
    return { state: { ...state, outbreaks: [...state.outbreaks, outbreak] }, key: id };
  },
});

/** Publishes one that was withdrawn, or withdraws it. */
export const publishOutbreak = command('ems/publish-outbreak', {
  input: publishOutbreakSchema.extend({ id: z.string() }),
  words: ({ published }) => `${published ? 'publish' : 'withdraw'} an outbreak`,
  touches: () => [],
  run: (state, { id, published }) => {
    const before =
      state.outbreaks.find((one) => one.id === id) ??
      notFound(`Outbreak ${id} does not exist.`, 'id');
    if ((before.published !== null) === published)
      return invalid(
        -15,
        'published',
        `${before.name} is already ${published ? 'published' : 'withdrawn'}.`,
      );
    const after = { ...before, published: published ? state.clock.epochMs : null };
    const feed = state.outbreaks.map((one) => (one === before ? after : one));
    return { state: { ...state, outbreaks: feed }, key: id };
  },
});
