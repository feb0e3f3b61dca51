/**
 * Whether a test holds of every device that could exist, not of today's alone: *nobody with … reaches …* and *only
 * those with … reach …*. A proof says so of any tags, address, interface, user, groups and time; a device that
 * gets in is shown only where `decide` lets it in, and it is as the test says.
 */
import type { Endpoint } from '#model/ems/ems.ts';
import { isBroken } from '#model/ems/standing.ts';
import type { PolicyTest, TestedEndpoints } from '#model/lab/policy-test.ts';
import type { Tag } from '#model/tagging/tags.ts';
import { sameTag } from '#model/tagging/tags.ts';
import { askedOfClients } from '../../decide/certificate.ts';
import { type FortiGateInput, compile } from '../../decide/compile.ts';
import { refuses, sharesCategory } from '../../sync/knowledge.ts';
import { lineBy, linesOf } from '../../sync/lines.ts';
import { type Example, realized } from '../prove/counterexample.ts';
import type { Formula } from '../prove/formula.ts';
import type { ListFormulas } from '../prove/list-formulas.ts';
import { type PolicyList, policyLists } from '../prove/policy-list.ts';
import { type Accepted, ProvenList } from '../prove/prove.ts';
import { placesOf } from './places.ts';
import { isAbout } from './subjects.ts';
import type { TestWorld } from './test-world.ts';

export type AnyDevice =
  | { readonly kind: 'proven' }
  | { readonly kind: 'not-decided' }
  | {
      readonly kind: 'reached';
      readonly fortigate: string;
      readonly server: string;
      /** `policy 3`, of the FortiGate. */
      readonly key: string;
      readonly device: Endpoint;
      /** The same with the EMS that has it, and its session. */
      readonly example: Example;
    };

/** More servers times policies than that are not looked through: it would take seconds. */
const mostAsked = 4000;

type Cases = readonly (readonly Formula[])[];

/** Null for a test that is about named endpoints, or expects that some get in: of any device there is nothing to say. */
function askable({ expect, who, to }: PolicyTest): TestedEndpoints | null {
  if (expect === 'may-reach' || who.kind !== 'endpoints' || to.kind !== 'servers') return null;
  const { allOf, anyOf, noneOf, groups, users, endpoints } = who;
  if (endpoints.length + users.length > 0) return null;
  return allOf.length + anyOf.length + noneOf.length + groups.length > 0 ? who : null;
}

/** Whether tags of a connector's EMS come to the FortiGate. */
function hearing(fortigate: FortiGateInput, world: TestWorld) {
  const lines = linesOf(world.ems, fortigate, world.at.epochMs);
  return (tag: Tag) =>
    (connector: number): boolean => {
      const knowledge = lineBy(lines, connector)?.knowledge;
      if (!knowledge?.device || !knowledge.pullsTags || isBroken(knowledge.link)) return false;
      return sharesCategory(knowledge.device, tag.category) && !refuses(knowledge, tag);
    };
}

/** What is so of a session of a device that the test is about; of one that it is not, where it says *only*. */
function casesOf(
  who: TestedEndpoints,
  isOnly: boolean,
  hears: ReturnType<typeof hearing>,
  formulas: ListFormulas,
): Cases {
  const has = (tag: Tag) => formulas.knownWhereHeard(tag, hears(tag));
  const lacks = (tag: Tag) => formulas.notKnown(tag);
  const { allOf, anyOf, noneOf, groups } = who;
  // Of a device that is offline, the FortiGate knows no tag at all.
  const offline = formulas.nothingKnown();
  if (isOnly) {
    const others: Formula[][] = [
      ...allOf.map((tag) => [lacks(tag)]),
      ...(anyOf.length > 0 ? [anyOf.map(lacks)] : []),
      ...noneOf.map((tag) => [has(tag)]),
      ...(groups.length > 0 ? [[formulas.notInGroups(groups)]] : []),
    ];
    return [...others, [...offline]];
  }
  const inGroups = groups.length > 0 ? [formulas.inGroups(groups)] : [];
  const some = anyOf.map((tag) => [has(tag)]);
  const each = [...allOf.map(has), ...noneOf.map(lacks), ...inGroups];
  return [
    ...(some.length === 0 ? [each] : some.map((one) => [...each, ...one])),
    [...offline, ...inGroups],
  ];
}

/** The device as the case has it: with the tags that the test asks for, which the FortiGate may not hear of. */
function shaped(who: TestedEndpoints, isOnly: boolean, isOffline: boolean) {
  return (endpoint: Endpoint): Endpoint => {
    const [first] = who.anyOf;
    const wanted = isOnly ? [] : [...who.allOf, ...(first ? [first] : [])];
    const more = wanted.filter((tag) => !endpoint.tags.some((one) => sameTag(one, tag)));
    return {
      ...endpoint,
      online: !isOffline,
      tags: [...endpoint.tags, ...more.map((tag) => ({ ...tag, since: 0 }))],
    };
  };
}

/** Whether devices without a certificate get past R2, whom the FortiGate may take for another. */
function takesAnybody(list: Extract<PolicyList, { kind: 'ztna' }>): boolean {
  const { clientCert, emptyCertAction } = askedOfClients(undefined, list.vip, list.proxy);
  return clientCert !== 'enable' || emptyCertAction !== 'block';
}

/** Null where the test is of another form. */
export function provedOfAnyDevice(test: PolicyTest, world: TestWorld): AnyDevice | null {
  const who = askable(test);
  if (!who) return null;
  const isOnly = test.expect === 'only';
  const isSubject = isAbout(who);
  let isOpen = false;
  const { places, problems } = placesOf(test, world);
  if (problems.length > 0) return null;
  const policies = world.fortigates.reduce(
    (sum, { config }) => sum + config['firewall policy'].length,
    0,
  );
  if (places.length * policies > mostAsked) return { kind: 'not-decided' };
  const now = Math.floor(world.at.epochMs / 60_000) + world.at.offsetMinutes;
  for (const { fortigate, server } of places) {
    const compiled = compile(fortigate);
    const hears = hearing(fortigate, world);
    for (const list of policyLists(compiled)) {
      if (list.kind !== 'ztna' || list.proxy.name !== server?.name) continue;
      const proven = new ProvenList(compiled, list, now);
      const found = proven.acceptedWhere((formulas) => casesOf(who, isOnly, hears, formulas));
      if (found.kind === 'none') {
        // Without a certificate, a device may be taken for another that has its address.
        isOpen ||= takesAnybody(list) && proven.acceptedWhere(() => [[]]).kind !== 'none';
        continue;
      }
      if (found.kind === 'not-decided') {
        isOpen = true;
        continue;
      }
      const example = exampleOf(found, list, { fortigate, world, who, isOnly });
      const isRight = example?.device && isSubject(example.device.endpoint) !== isOnly;
      if (example?.device && isRight)
        return {
          kind: 'reached',
          fortigate: fortigate.name,
          server: list.proxy.name,
          key: found.key,
          device: example.device.endpoint,
          example,
        };
      isOpen = true;
    }
  }
  return { kind: isOpen ? 'not-decided' : 'proven' };
}

function exampleOf(
  found: Accepted,
  list: PolicyList,
  {
    fortigate,
    world,
    who,
    isOnly,
  }: {
    readonly fortigate: FortiGateInput;
    readonly world: TestWorld;
    readonly who: TestedEndpoints;
    readonly isOnly: boolean;
  },
): Example | null {
  const { ems, resolver, at } = world;
  const estate = { ems, fortigate, resolver, at };
  for (const isOffline of [false, true]) {
    const shape = shaped(who, isOnly, isOffline);
    const example = realized(found.chosen, list, found.key, estate, shape);
    if (example) return example;
  }
  return null;
}
