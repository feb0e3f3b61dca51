/** Whom a policy test is about, and what it names in vain. */
import type { Endpoint } from '#model/ems/ems.ts';
import type { PolicyTest, TestProblem, TestedEndpoints } from '#model/lab/policy-test.ts';
import { nearestName } from '#model/nearest-name.ts';
import { type Tag, tagKey } from '#model/tagging/tags.ts';
import { tagWord } from '#model/tagging/tag-names.ts';
import { endpointsOfAll } from '../../sync/lines.ts';
import { type TestWorld, tagsThere } from './test-world.ts';

/** The names of a world, found once for many tests. */
export class WorldNames {
  readonly endpoints: readonly Endpoint[];
  private readonly world: TestWorld;
  private found: {
    readonly hosts: ReadonlySet<string>;
    readonly uids: ReadonlySet<string>;
    readonly users: ReadonlySet<string>;
    readonly groups: ReadonlySet<string>;
    readonly tags: ReadonlyMap<string, Tag>;
  } | null = null;

  constructor(world: TestWorld) {
    this.world = world;
    this.endpoints = endpointsOfAll(world.ems);
  }

  get all() {
    const { endpoints, world } = this;
    const configs = world.fortigates.map(({ config }) => config);
    return (this.found ??= {
      hosts: new Set(endpoints.map(({ host }) => host)),
      uids: new Set(endpoints.map(({ uid }) => uid)),
      users: new Set([
        ...endpoints.flatMap(({ user, owner }) => [user, owner].filter((one) => one !== null)),
        ...configs.flatMap((config) => config['user local'].map(({ name }) => name)),
      ]),
      groups: new Set([
        ...endpoints.flatMap(({ groups }) => groups),
        ...configs.flatMap((config) => config['user group'].map(({ name }) => name)),
      ]),
      tags: tagsThere(world),
    });
  }

  /** What the sets name that is not there. */
  problemsOf({ endpoints, users, groups, allOf, anyOf, noneOf }: TestedEndpoints): TestProblem[] {
    const { all: names } = this;
    const missing = (
      what: 'endpoint' | 'user' | 'group',
      asked: readonly string[],
      there: ReadonlySet<string>,
      others?: ReadonlySet<string>,
    ): TestProblem[] =>
      asked
        .filter((name) => !there.has(name) && !others?.has(name))
        .map((name) => ({ kind: 'not-there', what, name, near: nearestName(name, there), on: [] }));
    const tags = [...allOf, ...anyOf, ...noneOf].filter((tag) => !names.tags.has(tagKey(tag)));
    return [
      ...missing('endpoint', endpoints, names.hosts, names.uids),
      ...missing('user', users, names.users),
      ...missing('group', groups, names.groups),
      ...tags.map((tag): TestProblem => ({
        kind: 'not-there',
        what: 'tag',
        name: tagWord(tag),
        near: this.nearTag(tag),
        on: [],
      })),
    ];
  }

  /** The tag of that name in another category, else the one that is spelled most like it. */
  private nearTag(asked: Tag): string | null {
    const all = [...this.all.tags.values()];
    const namesake = all.find(({ name }) => name === asked.name);
    if (namesake) return tagWord(namesake);
    const near = nearestName(
      asked.name,
      all.map(({ name }) => name),
    );
    const tag = all.find(({ name }) => name === near);
    return tag ? tagWord(tag) : null;
  }
}

/** Whether an endpoint is in every set that is not empty. */
export function isAbout(sets: TestedEndpoints): (endpoint: Endpoint) => boolean {
  const { endpoints, users, groups, allOf, anyOf, noneOf } = sets;
  const named = new Set(endpoints);
  const [all, any, none] = [allOf, anyOf, noneOf].map((tags) => tags.map(tagKey));
  const asksTags = allOf.length + anyOf.length + noneOf.length > 0;
  return (endpoint) => {
    const { uid, host, user } = endpoint;
    if (named.size > 0 && !named.has(host) && !named.has(uid)) return false;
    if (users.length > 0 && (user === null || !users.includes(user))) return false;
    if (groups.length > 0 && !endpoint.groups.some((one) => groups.includes(one))) return false;
    if (!asksTags) return true;
    const has = new Set(endpoint.tags.map(tagKey));
    return (
      (all ?? []).every((key) => has.has(key)) &&
      (anyOf.length === 0 || (any ?? []).some((key) => has.has(key))) &&
      !(none ?? []).some((key) => has.has(key))
    );
  };
}

/** The FortiGates that a test can lead through, by which its result can change. */
export function fortigatesOf({ through }: PolicyTest, { fortigates }: TestWorld) {
  return through.length === 0
    ? fortigates
    : fortigates.filter(({ name }) => through.includes(name));
}
