/** Endpoints that a person adds, edits and removes on the EMS server whose console is open. */
import type { Endpoint } from '#model/ems/ems.ts';
import { type EndpointDraft, endpointDraftSchema } from '#model/lab/worlds/estate.ts';
import { count } from '#model/plural.ts';
import { allRegisteredClients, builtInClassificationTags, sameTag } from '#model/tagging/tags.ts';
import { noEndpoint } from '#model/words/refusals.ts';
import { z } from '#model/zod.ts';
import { newEndpoint } from '../../build-world.ts';
import { command } from '../../command.ts';
import { invalid, notFound } from '../../refusal.ts';
import { type WorldState, objectPath } from '../../state.ts';

/** A UID that no endpoint has, the same each time for the same host in the same world. */
function freeUid(host: string, taken: ReadonlySet<string>): string {
  for (let turn = 0; ; turn++) {
    let [a, b] = [0x81_1c_9d_c5, 0x01_00_01_93];
    for (const one of `${host}\n${turn}`) {
      const code = one.codePointAt(0) ?? 0;
      a = Math.imul(a ^ code, 0x01_00_01_93) >>> 0;
      b = (Math.imul(b, 31) + code) >>> 0;
    }
    const half = (a.toString(16).padStart(8, '0') + b.toString(16).padStart(8, '0')).toUpperCase();
    if (!taken.has(half + half)) return half + half;
  }
}

function checkGateway({ fortigates }: WorldState, { gateway }: EndpointDraft, at: number): void {
  if (gateway !== null && !fortigates.some(({ name }) => name === gateway))
    invalid(
      -3,
      `endpoints.${at}.gateway`,
      `This world has no FortiGate named ${gateway}. Choose one of ${fortigates.map((one) => one.name).join(', ') || 'none'}, or leave it empty.`,
    );
}

function edited(before: Endpoint, draft: EndpointDraft): Endpoint {
  const { host, os, user, groups, ip, gateway, online } = draft;
  return {
    ...before,
    host,
    os,
    user,
    groups,
    ip,
    mac: draft.mac ?? before.mac,
    gateway,
    onNet: gateway !== null,
    online: online && before.registered,
    owner: before.owner === before.user ? user : before.owner,
  };
}

function added(state: WorldState, draft: EndpointDraft, uid: string, place: number): Endpoint {
  const { host, os, user, groups, ip, mac, gateway, online } = draft;
  const plain = newEndpoint(
    { uid, host, os, user, groups, ip, gateway, online, tags: [] },
    place,
    state.clock,
  );
  const since = state.clock.epochMs;
  const tags = draft.tags.filter((tag) => !sameTag(tag, allRegisteredClients));
  return {
    ...plain,
    mac: mac ?? plain.mac,
    tags: [allRegisteredClients, ...tags].map(({ category, name }) => ({ category, name, since })),
  };
}

/** What EMS must know so that the tags of new endpoints stay. */
function withTagsOf(state: WorldState, made: readonly Endpoint[]): WorldState {
  const tags = made.flatMap(({ uid, tags: has }) => has.map((tag) => ({ uid, tag })));
  const known = new Set([...builtInClassificationTags, ...state.ems.customClassificationTags]);
  const custom = tags
    .filter(({ tag }) => tag.category === 'classification' && !known.has(tag.name))
    .map(({ tag }) => tag.name);
  // What a person says outdoes what the rules would give, as a tag that is given by hand does.
  const byHand = tags
    .filter(
      ({ tag }) =>
        (tag.category === 'zero_trust' && !sameTag(tag, allRegisteredClients)) ||
        tag.category === 'outbreak_alert',
    )
    .map(({ uid, tag: { category, name } }) => ({ uid, tag: { category, name }, add: true }));
  return {
    ...state,
    ems: {
      ...state.ems,
      customClassificationTags: [...state.ems.customClassificationTags, ...new Set(custom)],
    },
    tagsByHand: [...state.tagsByHand, ...byHand],
  };
}

const saveEndpoints = command('lab/save-endpoints', {
  input: z.object({ endpoints: z.array(endpointDraftSchema).readonly() }),
  words: ({ endpoints }) => {
    const [first] = endpoints;
    if (endpoints.length === 1 && first)
      return `${first.uid === null ? 'add' : 'edit'} endpoint ${first.host}`;
    return `add ${count(endpoints.length, 'endpoint')}`;
  },
  touches: (_before, { endpoints }) =>
    endpoints.flatMap(({ uid }) => (uid === null ? [] : [objectPath.endpoint(uid)])),
  run: (state, { endpoints: drafts }) => {
    const { endpoints } = state.ems;
    const places = new Map(endpoints.map(({ uid }, place) => [uid, place]));
    const taken = new Set(
      [state.ems, ...(state.ems.otherServers ?? [])].flatMap((one) =>
        one.endpoints.map(({ uid }) => uid),
      ),
    );
    const after = [...endpoints];
    const made: Endpoint[] = [];
    for (const [at, draft] of drafts.entries()) {
      checkGateway(state, draft, at);
      if (draft.uid === null) {
        const uid = freeUid(draft.host, taken);
        taken.add(uid);
        const one = added(state, draft, uid, after.length);
        after.push(one);
        made.push(one);
        continue;
      }
      const place = places.get(draft.uid);
      const before = place === undefined ? undefined : after[place];
      if (place === undefined || !before) return notFound(noEndpoint(draft.uid), 'uid');
      after[place] = edited(before, draft);
    }
    const withThem = { ...state, ems: { ...state.ems, endpoints: after } };
    return { state: withTagsOf(withThem, made), key: made[0]?.uid ?? drafts[0]?.uid ?? null };
  },
});

const removeEndpoints = command('lab/remove-endpoints', {
  input: z.object({ uids: z.array(z.string()).readonly() }),
  words: ({ uids }) => `remove ${count(uids.length, 'endpoint')}`,
  touches: (_before, { uids }) => uids.map((uid) => objectPath.endpoint(uid)),
  run: (state, { uids }) => {
    const gone = new Set(uids);
    const { endpoints } = state.ems;
    const missing = uids.find((uid) => !endpoints.some((one) => one.uid === uid));
    if (missing !== undefined) return notFound(noEndpoint(missing), 'uids');
    const isKept = ({ uid }: { readonly uid: string }): boolean => !gone.has(uid);
    const { lastKnown } = state.ems;
    return {
      state: {
        ...state,
        ems: {
          ...state.ems,
          endpoints: endpoints.filter(isKept),
          ...(lastKnown && {
            lastKnown: lastKnown.map((one) => ({
              ...one,
              endpoints: one.endpoints.filter(isKept),
            })),
          }),
        },
        postures: Object.fromEntries(
          Object.entries(state.postures).filter(([uid]) => !gone.has(uid)),
        ),
        tagsByHand: state.tagsByHand.filter(isKept),
        pendingTagChanges: state.pendingTagChanges.filter(isKept),
      },
    };
  },
});

export const endpointDraftCommands = [saveEndpoints, removeEndpoints] as const;
