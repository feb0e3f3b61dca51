import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectionOf } from '#engine/sync/connection.ts';
import { tellsConnectors } from '#model/fortios/fctems.ts';
import { decide } from '#engine/decide/decide.ts';
import type { Session } from '#model/decision/session.ts';
import { type GeneratedWorld, worldArbitrary } from './generators/world.ts';
import { referenceDecide } from './reference/decide.ts';
import type { ReferenceDecision } from './reference/situation.ts';
import { scaled } from './scale.ts';

const worlds = scaled(6000);
const sessionsAWorld = 24;
const leastSessions = scaled(20_000);

/** Every way in which a session can end, by the names under which they are counted. */
const outcomes = [
  ...[1, 2, 3, 21, 22, 61, 62, 63, 64, 65, 66, 67].map((error) => `ztna error ${error}`),
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
  const { trace: _, ...engine } = decide(world.ems, fortigate, session, world.resolver);
  return { engine, reference: referenceDecide(world.ems, fortigate, session, world.resolver) };
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
  const states = new Map(connectorStates.map((state) => [state, 0]));
  let sessions = 0;
  fc.assert(
    fc.property(worldArbitrary(sessionsAWorld), (world) => {
      for (const session of world.sessions) {
        const { engine, reference } = both(world, session);
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
  expect([...states].filter(([, times]) => times === 0)).toEqual([]);
  expect([...reached.keys()].toSorted()).toEqual(outcomes.toSorted());
});
