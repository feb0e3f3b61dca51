/** Repairs on generated worlds: each does what it promises, and its side effects are counted right. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Installation, applyChange, changedSession } from '#engine/repairs/apply-change.ts';
import { PlainDecisions } from '#engine/analysis/plain-decisions.ts';
import { plainSession, serversOf } from '#engine/analysis/plain-session.ts';
import { decide } from '#engine/decide/decide.ts';
import { endpointsOfAll } from '#engine/sync/lines.ts';
import { explain } from '#engine/explain/explain.ts';
import { mends } from '#engine/repairs/repair-mends.ts';
import { plain } from '#model/words/sentence.ts';
import { repairSentence, sideEffectSentence } from '#model/words/repair.ts';
import { relevantEms, repairsFor } from '#engine/repairs/repairs.ts';
import { type Repair, repairsSchema } from '#model/decision/repair.ts';
import type { Session } from '#model/decision/session.ts';
import { onlyTags } from './generators/only-tags.ts';
import { type GeneratedWorld, worldArbitrary } from './generators/world.ts';

const worlds = fc.oneof(worldArbitrary(6), worldArbitrary(6).map(onlyTags));
const runs = { numRuns: process.env['LONG'] ? 1000 : 180 };

function decided({ ems, fortigates }: Installation, session: Session, world: GeneratedWorld) {
  const fortigate = fortigates.find(({ name }) => name === session.fortigate);
  if (!fortigate) throw new Error(`no FortiGate ${session.fortigate}`);
  return decide(ems, fortigate, session, world.resolver);
}

function repaired(world: Installation, session: Session, changes: Repair['changes']) {
  return {
    world: changes.reduce((done, change) => applyChange(done, change, session.at.epochMs), world),
    session: changes.reduce(changedSession, session),
  };
}

/** Every pair of every FortiGate, accepted or not, by its names. */
function cells({ ems, fortigates }: Installation, session: Session, world: GeneratedWorld) {
  const found = new Map<string, boolean>();
  const endpoints = endpointsOfAll(ems);
  for (const fortigate of fortigates)
    for (const { name, vip } of serversOf(fortigate.config))
      for (const endpoint of vip ? endpoints : []) {
        if (!vip) continue;
        const plain = plainSession(endpoint, fortigate.name, vip, {
          srcintf: null,
          at: session.at,
        });
        const { action } = decide(ems, fortigate, plain, world.resolver);
        found.set([fortigate.name, endpoint.uid, name].join(), action === 'accept');
      }
  return found;
}

test('every change that is offered turns the decision, and no half of a pair does', () => {
  const kinds = new Map<string, number>();
  let pairs = 0;
  const property = fc.property(worlds, (world) => {
    for (const session of world.sessions) {
      const decision = decided(world, session, world);
      const answer = repairsFor(decision, session, world, world.resolver);
      expect(repairsSchema.safeParse(answer).success).toBe(true);
      expect(answer.aim).toBe(decision.action === 'deny' ? 'allow' : 'end');
      const wanted = decision.action === 'deny' ? 'accept' : 'deny';
      for (const repair of answer.repairs) {
        const after = repaired(world, session, repair.changes);
        expect(decided(after.world, after.session, world).action).toBe(wanted);
        const halves = repair.changes.length > 1 ? repair.changes : [];
        pairs += halves.length / 2;
        for (const change of halves) {
          const half = repaired(world, session, [change]);
          expect(decided(half.world, half.session, world).action).toBe(decision.action);
        }
        for (const { kind } of repair.changes) {
          const key = `${answer.aim} ${kind}`;
          kinds.set(key, (kinds.get(key) ?? 0) + 1);
        }
        expect(plain(repairSentence(repair))).toMatch(/^[A-Z].*\.$/);
        expect(sideEffectSentence(repair)).toMatch(/^[A-Z].*\.$/);
      }
    }
  });
  fc.assert(property, runs);
  // Here a change that showed only after another one had no need of it.
  fc.assert(property, { seed: 1972689756, path: '422', numRuns: 1 });
  expect(pairs).toBeGreaterThan(20);
  // The rarer kinds are for src/engine/repairs/repairs.test.ts.
  const common = [
    'allow present-certificate',
    'allow add-tag',
    'allow swap-tag',
    'allow enable-policy',
    'allow move-policy',
    'allow disable-policy',
    'end withhold-certificate',
    'end disable-policy',
  ];
  const missing = common.filter((key) => !kinds.has(key));
  expect(missing).toEqual([]);
});

test('endpoints that are taken for alike are decided alike', () => {
  let alike = 0;
  fc.assert(
    fc.property(worlds, ({ ems, fortigates, sessions, resolver }) => {
      const at = sessions[0]?.at ?? { epochMs: 0, offsetMinutes: 0 };
      for (const fortigate of fortigates) {
        const options = { srcintf: null, at };
        const plainly = new PlainDecisions(ems, fortigate, options, resolver);
        for (const endpoint of ems.endpoints)
          for (const [i, outcome] of plainly.of(endpoint).entries()) {
            const vip = plainly.servers[i]?.vip;
            const decision =
              vip &&
              decide(
                ems,
                fortigate,
                plainSession(endpoint, fortigate.name, vip, options),
                resolver,
              );
            expect(outcome).toEqual(
              decision
                ? {
                    action: decision.action,
                    policyid: decision.policyid,
                    policytype: decision.policytype,
                    error: decision.error,
                  }
                : null,
            );
          }
        alike += plainly.shared;
      }
    }),
    runs,
  );
  // Else the property would hold of anything.
  expect(alike).toBeGreaterThan(500);
});

test('side effects are what the whole matrix shows before and after', () => {
  const property = fc.property(worlds, (world) => {
    for (const session of world.sessions.slice(0, 2)) {
      const decision = decided(world, session, world);
      const before = cells(world, session, world);
      const server = decision.kind === 'ztna' ? decision.trace.accessProxy : null;
      const own = [session.fortigate, session.endpointUid, server].join();
      for (const { changes, opens, closes, flips } of repairsFor(
        decision,
        session,
        world,
        world.resolver,
      ).repairs) {
        const after = cells(repaired(world, session, changes).world, session, world);
        const differing = [...before].filter(
          ([key, accepted]) => key !== own && after.get(key) !== accepted,
        );
        const closed = differing.filter(([, accepted]) => accepted).length;
        expect({ opens, closes, flips }).toEqual({
          opens: differing.length - closed,
          closes: closed,
          flips: differing.length,
        });
      }
    }
  });
  fc.assert(property, runs);
  // Two endpoints with one address on another route of each.
  fc.assert(property, { seed: 2003143377, path: '15505', numRuns: 1 });
});

test('the endpoints that a session can depend on are enough to decide it', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      for (const session of world.sessions)
        expect(decided({ ...world, ems: relevantEms(world.ems, session) }, session, world)).toEqual(
          decided(world, session, world),
        );
    }),
    runs,
  );
});

test('repairs that mend the named cause stand first, else the least, and the same each time', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      for (const session of world.sessions) {
        const decision = decided(world, session, world);
        const { repairs } = repairsFor(decision, session, world, world.resolver);
        expect(repairsFor(decision, session, world, world.resolver).repairs).toEqual(repairs);
        const { ems, fortigates } = world;
        const fortigate = fortigates.find(({ name }) => name === session.fortigate);
        const cause = fortigate ? explain(decision, session, ems, fortigate).cause : null;
        const isMend = (changes: Repair['changes']): boolean =>
          cause !== null && changes.some((one) => mends(cause, one));
        const effort = repairs.map(
          ({ changes, flips }) => changes.length * 1e8 + (isMend(changes) ? 0 : 1e7) + (flips ?? 0),
        );
        expect(effort).toEqual(effort.toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 100 },
  );
});
