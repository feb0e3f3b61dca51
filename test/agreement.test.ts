import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectionOf } from '#engine/sync/connection.ts';
import { tellsConnectors } from '#model/fortios/fctems.ts';
import { decide, outcomeOf } from '#engine/decide/decide.ts';
import type {
  Decision,
  ForwardDecision,
  ZtnaDecision,
  ZtnaTrace,
} from '#model/decision/decision.ts';
import type { Session } from '#model/decision/session.ts';
import { type GeneratedWorld, worldArbitrary } from './generators/world.ts';
import { referenceDecide } from './reference/decide.ts';
import type { ReferenceDecision } from './reference/situation.ts';
import { scaled } from './scale.ts';

const worlds = scaled(process.env['LONG'] ? 6000 : 2000);
const sessionsAWorld = 24;
const leastSessions = scaled(20_000);

/** Every way in which a session can end, by the names under which they are counted. */
const outcomes = [
  ...[1, 2, 3, 21, 22, 23, 61, 62, 63, 64, 65, 66, 67].map((error) => `ztna error ${error}`),
  'ztna accept policy',
  'ztna accept proxy-policy',
  'ztna deny 0 policy',
  'ztna deny 0 proxy-policy',
  'forward accept',
  'forward deny by a policy',
  'forward deny by none',
];

function outcomesOf(decision: ReferenceDecision): string[] {
  const { kind, action, policyid, policytype, error } = decision;
  if (kind === 'forward')
    return [
      action === 'accept'
        ? 'forward accept'
        : `forward deny by ${policyid === 0 ? 'none' : 'a policy'}`,
    ];
  if (action === 'accept') return [`ztna accept ${policytype}`];
  return [`ztna error ${error}`, ...(policyid === 0 ? [`ztna deny 0 ${policytype}`] : [])];
}

function both(world: GeneratedWorld, session: Session) {
  const fortigate = world.fortigates.find(({ name }) => name === session.fortigate);
  if (!fortigate) throw new Error(`no FortiGate ${session.fortigate}`);
  const decision = decide(world.ems, fortigate, session, world.resolver);
  const { trace: _, ...engine } = decision;
  // The walk that keeps nothing comes to the same.
  expect(outcomeOf(world.ems, fortigate, session, world.resolver)).toEqual(engine);
  return {
    decision,
    engine,
    reference: referenceDecide(world.ems, fortigate, session, world.resolver),
  };
}

/** What real estates have and a small world may never meet (domain.md sections 11 and 12). */
const kinds = [
  'zone',
  'unusable source',
  'saas',
  'web-portal',
  'samlsp',
  'name resolved',
  'name not resolved',
  'TCP forwarding',
  'another server in turn',
  'logged in',
  'log-in failed',
  'tags of another EMS',
  'found by a route',
  'tags while EMS is out of reach',
  'cache ran out',
  'VIP named',
  'VIP denied by match-vip',
  'VIP not named',
  'security policy accepts',
  'security policy not judged',
] as const;
type Kind = (typeof kinds)[number];

function routeKinds({ route }: ZtnaTrace, { turn = 0 }: Session): Kind[] {
  switch (route?.kind) {
    case 'without-server':
      return [route.service];
    case 'unresolved':
      return ['name not resolved'];
    case 'routed':
      if (route.server === null) return ['TCP forwarding'];
      if (route.resolved !== undefined) return ['name resolved'];
      return turn > 0 && route.server > 1 ? ['another server in turn'] : [];
    case 'no-gateway':
    case 'not-decided':
    case 'no-real-server':
    case undefined:
      return [];
  }
}

function ztnaKinds(decision: ZtnaDecision, session: Session, world: GeneratedWorld): Kind[] {
  const { trace, action } = decision;
  const { device, connector, known } = trace;
  const found: Kind[] = routeKinds(trace, session);
  const server = [world.ems, ...(world.ems.otherServers ?? [])].find(({ endpoints }) =>
    endpoints.some(({ uid }) => device !== null && device.by !== 'nothing' && uid === device.uid),
  );
  const fabricDevice = server?.fabricDevices.find(({ name }) => name === session.fortigate);
  if (known.length > 0 && action === 'accept') {
    if (server !== world.ems && connector === 2) found.push('tags of another EMS');
    if (fabricDevice?.connected === false) found.push('tags while EMS is out of reach');
  }
  if (device?.by === 'address') {
    const endpoint = server?.endpoints.find(({ uid }) => uid === device.uid);
    if (endpoint && endpoint.ip !== session.srcip) found.push('found by a route');
  }
  if (
    device?.information === false &&
    device.why === 'down' &&
    fabricDevice?.downSince !== undefined
  )
    found.push('cache ran out');
  return found;
}

function forwardKinds({ trace, action, policyid }: ForwardDecision): Kind[] {
  const found: Kind[] = [];
  const matched = trace.policies.at(-1);
  if (trace.nat && action === 'accept') found.push('VIP named');
  const isNamed = matched?.conditions.some(
    (one) => one.kind === 'dstaddr' && one.vip !== undefined && one.asked.includes('all'),
  );
  if (trace.nat && action === 'deny' && policyid !== 0 && isNamed)
    found.push('VIP denied by match-vip');
  if (trace.nat && policyid === 0 && trace.policies.length > 0) found.push('VIP not named');
  if (matched?.policytype === 'security-policy') {
    if (matched.verdict === 'accept') found.push('security policy accepts');
    if (matched.conditions.some(({ kind }) => kind === 'not-judged'))
      found.push('security policy not judged');
  }
  return found;
}

function kindsOf(decision: Decision, session: Session, world: GeneratedWorld): Kind[] {
  const conditions = decision.trace.policies.flatMap((one) => one.conditions);
  const found: Kind[] =
    decision.kind === 'ztna' ? ztnaKinds(decision, session, world) : forwardKinds(decision);
  if (conditions.some((one) => 'zones' in one && one.zones !== undefined)) found.push('zone');
  if (conditions.some((one) => 'unusable' in one && one.unusable !== undefined))
    found.push('unusable source');
  const asked = conditions.flatMap((one) =>
    one.kind === 'identity' && one.users.length + one.groups.length > 0 ? [one] : [],
  );
  if (asked.some(({ by, held }) => by === 'login' && held)) found.push('logged in');
  if (asked.some(({ by }) => by === 'failed-login')) found.push('log-in failed');
  return found;
}

/** Every state of a FortiGate's connector; `as EMS says` where the configuration tells of none. */
const connectorStates = [
  'as EMS says',
  'in force',
  'not-configured',
  'disabled',
  'other-serial',
  'unverified',
  'tags not pulled',
];

/** The state in which the FortiGate's connector is when it decides. */
function connectorState(world: GeneratedWorld, name: string): string {
  const fortigate = world.fortigates.find((one) => one.name === name);
  if (!fortigate) throw new Error(`no FortiGate ${name}`);
  const { broken, pullsTags } = connectionOf(fortigate, world.ems);
  if (broken !== null) return broken;
  if (!pullsTags) return 'tags not pulled';
  return tellsConnectors(fortigate.config) ? 'in force' : 'as EMS says';
}

test('the engine decides as the reference does, and every outcome comes up', () => {
  const reached = new Map(outcomes.map((outcome) => [outcome, 0]));
  const met = new Map<Kind, number>(kinds.map((kind) => [kind, 0]));
  const states = new Map(connectorStates.map((state) => [state, 0]));
  let sessions = 0;
  fc.assert(
    fc.property(worldArbitrary(sessionsAWorld), (world) => {
      for (const session of world.sessions) {
        const { decision, engine, reference } = both(world, session);
        for (const kind of kindsOf(decision, session, world))
          met.set(kind, (met.get(kind) ?? 0) + 1);
        sessions++;
        const state = connectorState(world, session.fortigate);
        states.set(state, (states.get(state) ?? 0) + 1);
        for (const outcome of outcomesOf(reference))
          reached.set(outcome, (reached.get(outcome) ?? 0) + 1);
        expect({ session, ...engine }).toEqual({ session, ...reference });
      }
    }),
    { numRuns: worlds },
  );
  expect(sessions).toBeGreaterThanOrEqual(leastSessions);
  expect([...reached].filter(([, times]) => times === 0)).toEqual([]);
  expect([...met].filter(([, times]) => times === 0)).toEqual([]);
  expect([...states].filter(([, times]) => times === 0)).toEqual([]);
  expect([...reached.keys()].toSorted()).toEqual(outcomes.toSorted());
});
