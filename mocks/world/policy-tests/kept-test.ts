/** The policy test that says of a connection what came of it, with no more than it takes to say so. */
import { decide } from '#engine/decide/decide.ts';
import { placesOf } from '#engine/analysis/policy-tests/places.ts';
import { sessionOfTest } from '#engine/analysis/policy-tests/test-sessions.ts';
import type { TestWorld } from '#engine/analysis/policy-tests/test-world.ts';
import { endpointsOfAll } from '#engine/sync/lines.ts';
import type { ConnectRequest } from '#model/lab/connect-request.ts';
import {
  type PolicyTest,
  everyEndpoint,
  everyServer,
  longestTestName,
  openTest,
  policyTestSchema,
} from '#model/lab/policy-test.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import { plainTest } from '#model/words/policy-test.ts';
import { attemptOf } from '../lab/attempt.ts';
import { invalid } from '../refusal.ts';
import type { WorldState } from '../state.ts';
import { testWorldOf } from './test-world-of.ts';

function whoOf(
  { source }: ConnectRequest,
  endpoint: Endpoint | undefined,
  world: TestWorld,
): PolicyTest['who'] {
  if (source.kind === 'unknown') return { ...source };
  const host = endpoint?.host ?? source.uid;
  const isAlone = endpointsOfAll(world.ems).filter((one) => one.host === host).length === 1;
  return { ...everyEndpoint, endpoints: [isAlone ? host : source.uid] };
}
function toOf({ destination }: ConnectRequest): PolicyTest['to'] {
  switch (destination.kind) {
    case 'server': {
      const { server, path, host } = destination;
      return { ...everyServer, servers: [server], path, host };
    }
    case 'tcp-forwarding': {
      const { server, address, port, host } = destination;
      const forward = { address, port };
      return { ...everyServer, servers: [server], host, forward };
    }
    case 'address': {
      const { dstip, dstport, protocol, dstintf } = destination;
      return { kind: 'address', dstip, dstport, protocol, dstintf };
    }
  }
}

/**
 * The sessions of a test about one endpoint or device, with what decides them: where they come in, and by
 * which gateway, counts as far as something else decides.
 */
function sessionsOf(test: PolicyTest, endpoint: Endpoint | undefined, world: TestWorld): string {
  const sessions = placesOf(test, world).places.flatMap((place) =>
    place.ways.map((way) => {
      const session = sessionOfTest(test, place, way, endpoint ?? null, world);
      const decision = decide(world.ems, place.fortigate, session, world.resolver);
      const { action, policyid, policytype, error } = decision;
      const { srcintf: _, path: __, host: ___, ...rest } = session;
      return JSON.stringify({ rest, action, policyid, policytype, error });
    }),
  );
  return [...new Set(sessions)].join('\n');
}

/** What a test may leave open, one after the other. */
const openings: readonly ((test: PolicyTest) => PolicyTest)[] = [
  (test) => ({ ...test, srcip: null }),
  (test) => ({ ...test, srcintf: null }),
  (test) => ({ ...test, certificate: null }),
  (test) => ({ ...test, to: test.to.kind === 'address' ? { ...test.to, dstintf: null } : test.to }),
  (test) => ({ ...test, to: test.to.kind === 'servers' ? { ...test.to, path: null } : test.to }),
  (test) => (test.to.kind === 'servers' ? { ...test, through: [] } : test),
];

function freeName(wanted: string, { policyTests }: WorldState): string {
  const taken = new Set(policyTests.map(({ name }) => name));
  const short = wanted.slice(0, longestTestName).trim();
  if (!taken.has(short)) return short;
  for (let number = 2; ; number++) {
    const ending = ` (${number})`;
    const name = wanted.slice(0, longestTestName - ending.length).trim() + ending;
    if (!taken.has(name)) return name;
  }
}

/** What a test says besides its name, its fields in one order. */
function saidBy(test: PolicyTest): string {
  const { name: _, ...rest } = policyTestSchema.parse({ ...test, name: 'any' });
  return JSON.stringify(rest);
}

export function keptTest(
  state: WorldState,
  request: ConnectRequest,
  action: 'accept' | 'deny',
): PolicyTest {
  const { endpoint, session, fortigate } = attemptOf(state, request);
  const world = testWorldOf(state);
  const { user, login, source } = request;
  const whole: PolicyTest = {
    ...openTest,
    name: '',
    who: whoOf(request, endpoint, world),
    expect: action === 'accept' ? 'may-reach' : 'may-not-reach',
    to: toOf(request),
    through: [fortigate.name],
    // EMS revokes a certificate; the test says what the endpoint presents.
    certificate: request.certificate,
    srcip: source.kind === 'endpoint' ? session.srcip : null,
    srcintf: session.srcintf,
    user: user ?? null,
    login: login ?? null,
  };
  const meant = sessionsOf(whole, endpoint, world);
  const open = openings.reduce((test, opening) => {
    const opened = opening(test);
    return sessionsOf(opened, endpoint, world) === meant ? opened : test;
  }, whole);
  const same = state.policyTests.find((one) => saidBy(one) === saidBy(open));
  if (same) invalid(-5, 'request', `The policy test ${same.name} says this already.`);
  return { ...open, name: freeName(plainTest(open).replace(/\.$/, ''), state) };
}
