/**
 * The same policies for other engines. First match is said in each by what it has for it: CASL takes the last rule
 * that fits, so that they stand in reverse; casbin has an effect by priority, which is the policies' order; json-rules-engine stops at the first
 * success by priority; cedar has no order at all, so that each policy permits, and of those that do the first counts.
 */
import { AbilityBuilder, createMongoAbility, subject } from '@casl/ability';
import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import { newEnforcer, newModelFromString } from 'casbin';
import { Engine } from 'json-rules-engine';
import type { Device, PlainEstate, PlainPolicy, Question } from './request.ts';

/** Whether the device is let in. */
export type Decide = (question: Question) => boolean | Promise<boolean>;

function serversOf({ servers }: PlainEstate, policy: PlainPolicy): readonly string[] {
  return policy.servers ?? servers;
}

function byServer(estate: PlainEstate): ReadonlyMap<string, readonly PlainPolicy[]> {
  const lists = new Map<string, PlainPolicy[]>(estate.servers.map((name) => [name, []]));
  for (const policy of estate.policies)
    for (const name of serversOf(estate, policy)) lists.get(name)?.push(policy);
  return lists;
}

function holds({ tags, isAll, negate, network, group }: PlainPolicy, device: Device): boolean {
  if (network !== null && !device.networks.includes(network)) return false;
  if (group !== null && !device.groups.includes(group)) return false;
  const matched = isAll
    ? tags.every((tag) => device.tagSet.has(tag))
    : tags.some((tag) => device.tagSet.has(tag));
  return matched !== negate;
}

/** A loop over the policies of the server. */
export function naive(estate: PlainEstate): Decide {
  const lists = byServer(estate);
  return ({ server, device }) =>
    lists.get(server)?.find((policy) => holds(policy, device))?.action === 'accept';
}

/** What a policy asks, as queries of which one has to hold: CASL has no *not* around *all*. */
function casLQueries({ tags, isAll, negate, network, group }: PlainPolicy): readonly object[] {
  const others = {
    ...(network === null ? {} : { networks: { $in: [network] } }),
    ...(group === null ? {} : { groups: { $in: [group] } }),
  };
  if (!negate) return [{ tags: isAll ? { $all: [...tags] } : { $in: [...tags] }, ...others }];
  return isAll
    ? tags.map((tag) => ({ tags: { $nin: [tag] }, ...others }))
    : [{ tags: { $nin: [...tags] }, ...others }];
}

export function casl(estate: PlainEstate): Decide {
  const { can, cannot, build } = new AbilityBuilder(createMongoAbility);
  for (const policy of estate.policies.toReversed())
    for (const query of casLQueries(policy))
      (policy.action === 'accept' ? can : cannot)('open', [...serversOf(estate, policy)], query);
  const ability = build();
  // A subject that is a class of its own for each server, made once: CASL marks the object itself.
  const known = new Map<string, object>();
  return ({ place, server, device: { tags, groups, networks } }) => {
    const key = `${place} ${server}`;
    let asked = known.get(key);
    if (!asked) {
      asked = subject(server, { tags, groups, networks });
      known.set(key, asked);
    }
    return ability.can('open', asked);
  };
}

const casbinModel = `
[request_definition]
r = sub, obj
[policy_definition]
p = obj, cond, eft
[policy_effect]
e = priority(p.eft) || deny
[matchers]
m = (p.obj == "*" || p.obj == r.obj) && holds(r.sub, p.cond)
`;

export async function casbin(estate: PlainEstate): Promise<Decide> {
  const enforcer = await newEnforcer(newModelFromString(casbinModel));
  enforcer.enableLog(false);
  const policies = new Map(estate.policies.map((policy) => [String(policy.id), policy]));
  await enforcer.addPolicies(
    estate.policies.flatMap((policy) =>
      (policy.servers ?? ['*']).map((name) => [
        name,
        String(policy.id),
        policy.action === 'accept' ? 'allow' : 'deny',
      ]),
    ),
  );
  const devices: Device[] = [];
  await enforcer.addFunction('holds', (at: string, id: string) => {
    const [policy, device] = [policies.get(id), devices[Number(at)]];
    return policy !== undefined && device !== undefined && holds(policy, device);
  });
  return ({ place, device, server }) => {
    devices[place] = device;
    return enforcer.enforce(String(place), server);
  };
}

export function jsonRules(estate: PlainEstate): Decide {
  const engines = new Map(
    [...byServer(estate)].map(([server, policies]) => {
      const engine = new Engine([], { allowUndefinedFacts: true });
      policies.forEach((policy, at) => {
        const { tags, isAll, negate, network, group } = policy;
        const asked = tags.map((tag) => ({
          fact: 'tags',
          operator: negate ? 'doesNotContain' : 'contains',
          value: tag,
        }));
        engine.addRule({
          priority: policies.length - at,
          conditions: {
            all: [
              isAll !== negate ? { all: asked } : { any: asked },
              ...(network === null
                ? []
                : [{ fact: 'networks', operator: 'contains', value: network }]),
              ...(group === null ? [] : [{ fact: 'groups', operator: 'contains', value: group }]),
            ],
          },
          event: { type: policy.action },
        });
      });
      engine.on('success', (_event, _almanac) => void engine.stop());
      return [server, engine] as const;
    }),
  );
  return async ({ server, device: { tags, groups, networks } }) => {
    const result = await engines.get(server)?.run({ tags, groups, networks });
    return result?.events[0]?.type === 'accept';
  };
}

function cedarText(policy: PlainPolicy): string {
  const { servers, tags, isAll, negate, network, group } = policy;
  const set = `[${tags.map((tag) => JSON.stringify(tag)).join(', ')}]`;
  const conditions = [
    ...(servers === null
      ? []
      : [`(${servers.map((name) => `resource == Server::${JSON.stringify(name)}`).join(' || ')})`]),
    `${negate ? '!' : ''}context.tags.${isAll ? 'containsAll' : 'containsAny'}(${set})`,
    ...(network === null ? [] : [`context.networks.contains(${JSON.stringify(network)})`]),
    ...(group === null ? [] : [`context.groups.contains(${JSON.stringify(group)})`]),
  ];
  return `permit(principal, action, resource) when { ${conditions.join(' && ')} };`;
}

export function cedar(estate: PlainEstate): Decide {
  const id = 'bench';
  const parsed = preparsePolicySet(id, {
    staticPolicies: Object.fromEntries(
      estate.policies.map((policy, at) => [String(at), cedarText(policy)]),
    ),
  });
  if (parsed.type !== 'success') throw new Error(JSON.stringify(parsed.errors));
  return ({ server, device: { tags, groups, networks } }) => {
    const answer = statefulIsAuthorized({
      principal: { type: 'Device', id: 'device' },
      action: { type: 'Action', id: 'open' },
      resource: { type: 'Server', id: server },
      context: { tags: [...tags], groups: [...groups], networks: [...networks] },
      preparsedPolicySetId: id,
      entities: [],
    });
    if (answer.type !== 'success') throw new Error(JSON.stringify(answer.errors));
    const matched = answer.response.diagnostics.reason.map(Number);
    if (matched.length === 0) return false;
    return estate.policies[Math.min(...matched)]?.action === 'accept';
  };
}
