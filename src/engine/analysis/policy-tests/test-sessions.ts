/** The sessions of policy tests, decided: tests that ask the same share the answer. */
import type { Endpoint } from '#model/ems/ems.ts';
import { momentOf } from '#model/decision/moment.ts';
import { type Moment, type Session, asPresented } from '#model/decision/session.ts';
import type { PolicyTest } from '#model/lab/policy-test.ts';
import { incomingInterface } from '../../decide/incoming-interface.ts';
import { decide } from '../../decide/decide.ts';
import { LikeSessions } from '../like-sessions.ts';
import type { PlainOutcome } from '../plain-decisions.ts';
import { plainSession } from '../plain-session.ts';
import type { TestPlace } from './places.ts';
import type { TestWorld } from './test-world.ts';

/** Who makes a session: an endpoint, or a device that EMS does not know. */
export type Maker = Endpoint | null;

function momentOfTest({ time }: PolicyTest, { at }: TestWorld): Moment {
  return time === null ? at : momentOf(time);
}

/** Where a session comes in that goes to no server. */
function incomingOf({ fortigate }: TestPlace, maker: Maker): string {
  return incomingInterface(fortigate.name, fortigate.config['system interface'], maker) ?? 'any';
}

function baseOf(test: PolicyTest, place: TestPlace, maker: Maker, at: Moment): Session {
  const { fortigate, server } = place;
  const { srcintf, who } = test;
  const own = server && (server.vip.extintf === 'any' || server.vip.extintf === '');
  if (maker && server) return plainSession(maker, fortigate.name, server.vip, { srcintf, at });
  const unknown = who.kind === 'unknown' ? who : null;
  return {
    fortigate: fortigate.name,
    endpointUid: maker?.uid ?? null,
    os: maker?.os ?? unknown?.os ?? 'windows',
    srcintf: srcintf ?? (server ? (own ? 'port1' : server.vip.extintf) : incomingOf(place, maker)),
    srcip: maker?.ip ?? unknown?.srcip ?? '',
    dstintf: place.dstintf,
    dstip: place.dstip,
    dstport: place.dstport,
    protocol: place.protocol,
    path: '/',
    host: null,
    certificate: asPresented(maker?.registered ? 'valid' : 'none', maker),
    user: maker?.user ?? null,
    groups: maker?.groups ?? [],
    at,
  };
}

/** @param certificate in place of the test's own */
export function sessionOfTest(
  test: PolicyTest,
  place: TestPlace,
  way: TestPlace['ways'][number],
  maker: Maker,
  world: TestWorld,
  certificate = test.certificate,
): Session {
  const base = baseOf(test, place, maker, momentOfTest(test, world));
  const { srcip, user, login } = test;
  return {
    ...base,
    ...way,
    dstport: place.dstport,
    ...(certificate === null ? {} : { certificate: asPresented(certificate, maker) }),
    ...(srcip === null ? {} : { srcip }),
    ...(user === null ? {} : { user: user.name, groups: user.groups }),
    ...(login === null ? {} : { login }),
  };
}

interface Gate {
  readonly like: LikeSessions;
  readonly byUid: Map<string, PlainOutcome>;
}

/** Looking at one pair. */
const pairCost = 1;

export class TestSessions {
  /** What has been spent so far, in policies asked. */
  spent = 0;
  private readonly world: TestWorld;
  private readonly gates = new Map<string, Gate>();

  constructor(world: TestWorld) {
    this.world = world;
  }

  /** What decides the sessions of one way; `certificate` is what is presented, null for the usual. */
  through(
    test: PolicyTest,
    place: TestPlace,
    way: TestPlace['ways'][number],
    certificate: PolicyTest['certificate'],
  ): (maker: Maker) => PlainOutcome {
    const { world } = this;
    const { fortigate, server } = place;
    const key = JSON.stringify([
      fortigate.name,
      server?.name ?? null,
      [place.dstip, place.dstport, place.protocol, place.dstintf],
      way,
      certificate,
      [test.srcip, test.srcintf, test.user, test.login, test.time],
    ]);
    const gate = this.gates.get(key) ?? {
      like: new LikeSessions(world.ems, fortigate, world.resolver),
      byUid: new Map<string, PlainOutcome>(),
    };
    this.gates.set(key, gate);
    return (maker) => {
      this.spent += pairCost;
      const known = maker && gate.byUid.get(maker.uid);
      if (known) return known;
      const session = sessionOfTest(test, place, way, maker, world, certificate);
      if (maker === null) {
        this.spent += fortigate.config['firewall policy'].length;
        return decide(world.ems, fortigate, session, world.resolver);
      }
      const before = gate.like.spent;
      const outcome = gate.like.of(session, maker);
      this.spent += gate.like.spent - before;
      gate.byUid.set(maker.uid, outcome);
      return outcome;
    };
  }
}
