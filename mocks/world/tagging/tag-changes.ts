/** Tags come and go on endpoints: some at once, others with the endpoint's next keepalive. */
import { endpointOf } from '#engine/sync/endpoint-index.ts';
import { applyChange } from '#engine/repairs/apply-change.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { PendingTag } from '#model/ems/ems-api.ts';
import type { TravellingTag } from '#model/lab/lab-api.ts';
import { type Tag, sameTag, tagKey } from '#model/tagging/tags.ts';
import { onEveryServer } from '../ems/ems-servers.ts';
import { connectionsSettled } from '../ems/device-connections.ts';
import { nextKeepalive } from './keepalive.ts';
import { reDecided } from '../lab/sessions.ts';
import { type PendingTagChange, type WorldState, objectPath } from '../state.ts';

export interface TagChange {
  readonly uid: string;
  readonly tag: Tag;
  /** False where the tag is taken. */
  readonly add: boolean;
  /** `ems`: decided on EMS itself, which asks no endpoint. */
  readonly cause: PendingTagChange['cause'] | 'ems';
}

/** Who is offline, or not registered, reports nothing. */
function reports({ registered, online }: Endpoint): boolean {
  return registered && online;
}

function made(state: WorldState, { uid, tag, add }: TagChange): WorldState {
  const host = endpointOf(state.ems, uid)?.host ?? '';
  const kind = add ? ('add-tag' as const) : ('remove-tag' as const);
  const { ems } = applyChange(state, { kind, uid, host, tag }, state.clock.epochMs);
  return { ...state, ems };
}

/**
 * Classification tags are set on EMS itself, and changes of network and logon reach it at once, if the
 * endpoint can report; what comes from the endpoint's posture or its logs waits for the keepalive [937027].
 * What EMS holds, a FortiGate knows at once: it takes up to five seconds there [assumed]. Null for now.
 */
function waiting(
  { clock }: WorldState,
  endpoint: Endpoint | undefined,
  { uid, tag, add, cause }: TagChange,
): PendingTagChange | null {
  if (tag.category === 'classification' || cause === 'ems') return null;
  if (!endpoint || !reports(endpoint)) return { uid, tag, add, cause, dueMs: null };
  if (cause !== 'posture') return null;
  return { uid, tag, add, cause, dueMs: nextKeepalive(uid, clock.epochMs) };
}

export function changeTag(state: WorldState, change: TagChange): WorldState {
  const pending = waiting(state, endpointOf(state.ems, change.uid), change);
  return pending
    ? { ...state, pendingTagChanges: [...state.pendingTagChanges, pending] }
    : made(state, change);
}

const changeKey = ({ uid, tag }: Pick<TagChange, 'uid' | 'tag'>): string => `${uid} ${tagKey(tag)}`;

function withTags(endpoint: Endpoint, changes: readonly TagChange[], since: number): Endpoint {
  const staying = endpoint.tags.filter(
    (one) => !changes.some(({ tag, add }) => !add && sameTag(tag, one)),
  );
  const coming = changes
    .filter(({ tag, add }) => add && !endpoint.tags.some((one) => sameTag(one, tag)))
    .map(({ tag: { category, name } }) => ({ category, name, since }));
  return { ...endpoint, tags: [...staying, ...coming] };
}

/**
 * Changes that follow from rules, of however many endpoints. One replaces what is on its way for the same
 * tag; one that makes nothing different on EMS goes nowhere.
 */
export function changeTags(state: WorldState, changes: readonly TagChange[]): WorldState {
  if (changes.length === 0) return state;
  const newest = new Map(changes.map((one) => [changeKey(one), one]));
  const now = new Map<string, TagChange[]>();
  const kept = state.pendingTagChanges.filter((one) => {
    const change = newest.get(changeKey(one));
    return (
      !change || (change.add === one.add && waiting(state, endpointOf(state.ems, one.uid), change))
    );
  });
  const goesAlready = new Set(kept.map(changeKey));
  const later: PendingTagChange[] = [];
  for (const change of newest.values()) {
    const endpoint = endpointOf(state.ems, change.uid);
    const has = endpoint?.tags.some((one) => sameTag(one, change.tag)) ?? false;
    if (has === change.add || goesAlready.has(changeKey(change))) continue;
    const pending = waiting(state, endpoint, change);
    if (pending) later.push(pending);
    else now.set(change.uid, [...(now.get(change.uid) ?? []), change]);
  }
  return {
    ...state,
    pendingTagChanges: [...kept, ...later],
    ems:
      now.size === 0
        ? state.ems
        : {
            ...state.ems,
            endpoints: state.ems.endpoints.map((one) => {
              const own = now.get(one.uid);
              return own ? withTags(one, own, state.clock.epochMs) : one;
            }),
          },
  };
}

/** What is on its way goes at once where the endpoint has to tell EMS of its network or logon: it sends all. */
export function hurried(state: WorldState, uids: ReadonlySet<string>): WorldState {
  const going = state.pendingTagChanges.filter(({ uid, dueMs }) => dueMs !== null && uids.has(uid));
  if (going.length === 0) return state;
  const rest = state.pendingTagChanges.filter((one) => !going.includes(one));
  return going.reduce(made, { ...state, pendingTagChanges: rest });
}

/** True if the same change is on its way already. */
export function isPending(
  { pendingTagChanges }: WorldState,
  { uid, tag, add }: Omit<TagChange, 'cause'>,
): boolean {
  return pendingTagChanges.some(
    (one) => one.uid === uid && one.add === add && sameTag(one.tag, tag),
  );
}

/** Whoever went offline makes its changes wait; whoever is back sends them with its next keepalive. */
function rescheduled(state: WorldState): WorldState {
  const due = ({ uid, dueMs }: PendingTagChange): number | null => {
    const endpoint = endpointOf(state.ems, uid);
    if (!endpoint || !reports(endpoint)) return null;
    return dueMs ?? nextKeepalive(uid, state.clock.epochMs);
  };
  return state.pendingTagChanges.every((one) => one.dueMs === due(one))
    ? state
    : {
        ...state,
        pendingTagChanges: state.pendingTagChanges.map((one) => ({ ...one, dueMs: due(one) })),
      };
}

function arrived(state: WorldState, change: PendingTagChange): WorldState {
  const after = made(state, change);
  return {
    ...after,
    pendingTagChanges: state.pendingTagChanges.filter((one) => one !== change),
    changed: { ...state.changed, [objectPath.endpoint(change.uid)]: state.revision },
  };
}

/** The earliest change that is due by then; of several due at once, the one that was made first. */
function nextDue({ pendingTagChanges }: WorldState, byMs: number): PendingTagChange | undefined {
  const [first] = pendingTagChanges
    .filter(({ dueMs }) => dueMs !== null && dueMs <= byMs)
    .toSorted((a, b) => (a.dueMs ?? 0) - (b.dueMs ?? 0));
  return first;
}

/**
 * What follows from a change by itself: tag changes that are due arrive, each at its time, and open
 * sessions are decided again after each. `before` is the state before the change.
 */
export function settled(before: WorldState, after: WorldState): WorldState {
  return onEveryServer(before, after, settledThere);
}

function settledThere(before: WorldState, after: WorldState): WorldState {
  const end = after.clock.epochMs;
  // A connection that expires in between is taken at the end of the step: what it ends, it ends then.
  let state = reDecided(before, rescheduled(connectionsSettled(after)));
  for (let next = nextDue(state, end); next; next = nextDue(state, end)) {
    const epochMs = Math.min(end, Math.max(next.dueMs ?? end, before.clock.epochMs));
    const then = { ...state, clock: { ...state.clock, epochMs } };
    state = reDecided(then, rescheduled(arrived(then, next)));
  }
  return { ...state, clock: after.clock };
}

/** For EMS's pages: what is on its way to this endpoint's tags. */
export function pendingTags(state: WorldState, uid: string): readonly PendingTag[] {
  return state.pendingTagChanges
    .filter((one) => one.uid === uid)
    .map(({ tag, add, dueMs }) => ({ ...tag, add, due: dueMs }));
}

/** The same for *Connect*; `since` leaves out what was on its way in that state already. */
export function travelling(
  state: WorldState,
  { uid, since }: { readonly uid?: string; readonly since?: WorldState },
): readonly TravellingTag[] {
  const known = new Set(since?.pendingTagChanges);
  return state.pendingTagChanges
    .filter((one) => (uid === undefined || one.uid === uid) && !known.has(one))
    .map((one) => ({
      uid: one.uid,
      host: endpointOf(state.ems, one.uid)?.host ?? one.uid,
      tag: one.tag,
      add: one.add,
      dueMs: one.dueMs,
    }));
}
