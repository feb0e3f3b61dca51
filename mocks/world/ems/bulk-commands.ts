/** What an EMS administrator does to many endpoints at once: one command, so one step to undo. */
import { changedPlaces, endpointOf } from '#engine/sync/endpoint-index.ts';
import type { BulkChange } from '#model/ems/bulk-change.ts';
import { bulkChangeBodySchema } from '#model/ems/bulk-change.ts';
import type { Ems, Endpoint } from '#model/ems/ems.ts';
import { count } from '#model/plural.ts';
import { nameProblem } from '#model/tagging/tags.ts';
import { noEndpoint } from '#model/words/refusals.ts';
import { command } from '../command.ts';
import { conflict, invalid, notFound } from '../refusal.ts';
import { type WorldState, objectPath } from '../state.ts';
import { knowingClassificationTag } from './ems-commands.ts';

/** The endpoint after the change; the same where it is so already. */
function changed(endpoint: Endpoint, change: BulkChange, now: number): Endpoint {
  switch (change.kind) {
    case 'quarantine':
    case 'unquarantine': {
      const quarantined = change.kind === 'quarantine';
      return endpoint.quarantined === quarantined ? endpoint : { ...endpoint, quarantined };
    }
    case 'add-classification-tag':
    case 'remove-classification-tag': {
      const { name } = change;
      const others = endpoint.tags.filter(
        (tag) => !(tag.category === 'classification' && tag.name === name),
      );
      const has = others.length < endpoint.tags.length;
      if (has === (change.kind === 'add-classification-tag')) return endpoint;
      const tag = { category: 'classification' as const, name, since: now };
      return { ...endpoint, tags: has ? others : [...endpoint.tags, tag] };
    }
  }
}

function knowing(ems: Ems, change: BulkChange): Ems {
  return change.kind === 'add-classification-tag'
    ? knowingClassificationTag(ems, change.name)
    : ems;
}

function changeAll(state: WorldState, uids: readonly string[], change: BulkChange): WorldState {
  const { ems, clock } = state;
  for (const uid of uids) if (!endpointOf(ems, uid)) notFound(noEndpoint(uid), 'uids');
  if ('name' in change) {
    const problem = nameProblem(change.name, 'tag');
    if (problem) invalid(change.name.trim() === '' ? -56 : -15, 'name', problem);
  }
  const chosen = new Set(uids);
  const endpoints = ems.endpoints.map((one) =>
    chosen.has(one.uid) ? changed(one, change, clock.epochMs) : one,
  );
  if (changedPlaces(ems.endpoints, endpoints)?.length === 0)
    conflict('The endpoints are like that already.');
  return { ...state, ems: { ...knowing(ems, change), endpoints } };
}

function bulkWords(change: BulkChange, many: string): string {
  switch (change.kind) {
    case 'quarantine':
      return `quarantine ${many}`;
    case 'unquarantine':
      return `unquarantine ${many}`;
    case 'add-classification-tag':
      return `add the tag ${change.name} to ${many}`;
    case 'remove-classification-tag':
      return `remove the tag ${change.name} from ${many}`;
  }
}

/** Endpoints that are as asked for already stay as they are, so that a mixed choice can be acted on. */
export const changeEndpoints = command('ems/change-endpoints', {
  input: bulkChangeBodySchema,
  words: ({ uids, change }) => bulkWords(change, count(uids.length, 'endpoint')),
  touches: ({ ems: before }, _input, { state: { ems } }) =>
    (changedPlaces(before.endpoints, ems.endpoints) ?? []).flatMap((place) => {
      const uid = ems.endpoints[place]?.uid;
      return uid === undefined ? [] : [objectPath.endpoint(uid)];
    }),
  run: (state, { uids, change }) => ({ state: changeAll(state, uids, change) }),
});
