/** Endpoints' tags follow the rules after each change of what the rules ask, at once or with the keepalive. */
import { changeKinds, reachesAtOnce } from '#engine/tagging/changes.ts';
import { followEndpoints } from '#engine/sync/endpoint-index.ts';
import { changedTags, tagsOf } from '#engine/tagging/evaluate.ts';
import { type Tag, sameTag } from '#model/tagging/tags.ts';
import type { TagByHand, WorldState } from '../state.ts';
import { type TagChange, changeTags, hurried } from './tag-changes.ts';
import { changedDevices, evaluationOf, judgedAlike, judgedDevice } from './tag-evaluation.ts';

type OfEndpoints<One> = ReadonlyMap<string, readonly One[]>;

function byEndpoint<One extends { readonly uid: string }>(all: readonly One[]): OfEndpoints<One> {
  return Map.groupBy(all, ({ uid }) => uid);
}

/** What the rules give, but for what was given and taken by hand. */
function withHand(
  tags: readonly Tag[],
  byHand: OfEndpoints<TagByHand>,
  uid: string,
): readonly Tag[] {
  const own = byHand.get(uid);
  if (own === undefined) return tags;
  const left = tags.filter((tag) => !own.some((one) => sameTag(one.tag, tag)));
  return [...left, ...own.filter(({ add }) => add).map(({ tag }) => tag)];
}

const without = (tags: readonly Tag[], those: readonly Tag[]): readonly Tag[] =>
  tags.filter((tag) => !those.some((one) => sameTag(one, tag)));

/** Endpoints whose tags by hand are others than before. */
function touchedByHand(before: WorldState, after: WorldState): readonly string[] {
  if (before.tagsByHand === after.tagsByHand) return [];
  const [was, is] = [new Set(before.tagsByHand), new Set(after.tagsByHand)];
  return [
    ...before.tagsByHand.filter((one) => !is.has(one)),
    ...after.tagsByHand.filter((one) => !was.has(one)),
  ].map(({ uid }) => uid);
}

/**
 * The state after a command with the tags that follow from it. Only tags that the rules give now and did
 * not before, or the other way round, come and go: what no rule gives stays as it was given. A changed rule
 * or outbreak is EMS's own business and holds at once [assumed], and so does an endpoint's deregistration;
 * what changed on a device takes its way [937027].
 */
export function followRules(before: WorldState, after: WorldState): WorldState {
  if (judgedAlike(before, after) && before.tagsByHand === after.tagsByHand) return after;
  // What EMS holds of an endpoint is looked up again and again.
  followEndpoints(before.ems.endpoints, after.ems.endpoints);
  const [then, now] = [evaluationOf(before), evaluationOf(after, before)];
  const among = changedDevices(before, after);
  const all = (): readonly string[] => now.rows.map(({ facts }) => facts.device.uid);
  const changes: TagChange[] = [];
  const reporting = new Set<string>();
  const left = (uid: string): boolean => {
    const [was, is] = [judgedDevice(then, uid), judgedDevice(now, uid)];
    return was !== undefined && is !== undefined && was.registered && !is.registered;
  };
  const causeFor = (uid: string): TagChange['cause'] => {
    const [was, is] = [judgedDevice(then, uid), judgedDevice(now, uid)];
    if (!was || !is || left(uid)) return 'ems';
    const kinds = was === is ? [] : changeKinds(was, is);
    if (reachesAtOnce(kinds)) return kinds.includes('network') ? 'network' : 'logon';
    const isByHand = before.tagsByHand !== after.tagsByHand;
    return kinds.length === 0 && was.registered === is.registered && !isByHand ? 'ems' : 'posture';
  };
  if (before.ems.endpoints !== after.ems.endpoints || before.postures !== after.postures)
    for (const uid of among ?? all()) {
      if (judgedDevice(then, uid) === judgedDevice(now, uid)) continue;
      const cause = causeFor(uid);
      if (cause === 'network' || cause === 'logon') reporting.add(uid);
    }
  const leaving = (among ?? all()).filter(left);
  const handThen = byEndpoint(before.tagsByHand);
  const handNow = byEndpoint(after.tagsByHand);
  /** Tags that are on their way to an endpoint, or from it. */
  const moving = byEndpoint(after.pendingTagChanges);
  for (const uid of new Set([
    ...changedTags(then, now, among),
    ...touchedByHand(before, after),
    ...leaving,
  ])) {
    // What was still on its way when the registration ended will not be reported any more.
    const was = [
      ...withHand(tagsOf(then, uid), handThen, uid),
      ...(left(uid) ? (moving.get(uid) ?? []).map(({ tag }) => tag) : []),
    ];
    const is = withHand(tagsOf(now, uid), handNow, uid);
    const cause = causeFor(uid);
    for (const tag of without(was, is)) changes.push({ uid, tag, add: false, cause });
    for (const tag of without(is, was)) changes.push({ uid, tag, add: true, cause });
  }
  return hurried(changeTags(after, changes), reporting);
}
