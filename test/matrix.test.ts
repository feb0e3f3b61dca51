/** The matrix says of every pair what `decide` and the slow reference say of its plain session. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AccessMatrix } from '#engine/analysis/columns/access-matrix.ts';
import { plainSession } from '#engine/analysis/plain-session.ts';
import { outcomeOf } from '#engine/decide/decide.ts';
import { makeEstate } from './generators/estate.ts';
import { worldArbitrary } from './generators/world.ts';
import { referenceDecide } from './reference/decide.ts';
import type { ReferenceDecision } from './reference/situation.ts';
import { scaled } from './scale.ts';

const worlds = scaled(process.env['LONG'] ? 2000 : 200);

function withoutKind({ action, policyid, policytype, error }: ReferenceDecision) {
  return { action, policyid, policytype, error };
}

test('every cell is what the reference decides, and every kind of outcome comes up', () => {
  const met = new Map<string, number>();
  fc.assert(
    fc.property(
      worldArbitrary(1),
      fc.constantFrom(null, 'port1', 'port2'),
      ({ ems, fortigates, resolver, sessions }, srcintf) => {
        const at = sessions[0]?.at ?? { epochMs: 0, offsetMinutes: 0 };
        for (const fortigate of fortigates) {
          const options = { srcintf, at };
          const matrix = new AccessMatrix(ems, fortigate, options, resolver);
          matrix.work.finish();
          for (const [column, { vip, name }] of matrix.servers.entries())
            for (const [place, endpoint] of matrix.endpoints.entries()) {
              const outcome = matrix.outcomeAt(place, column);
              const isAccepted = matrix.isAccepted(place, column);
              const session = vip && plainSession(endpoint, fortigate.name, vip, options);
              const told = session && referenceDecide(ems, fortigate, session, resolver);
              const quick = session && outcomeOf(ems, fortigate, session, resolver);
              const kind = told?.kind ?? 'no VIP';
              const quickly = quick?.kind ?? 'no VIP';
              expect({ name, session, kind: quickly, isAccepted, outcome }).toEqual({
                name,
                session,
                kind,
                isAccepted: told?.action === 'accept',
                outcome: told ? withoutKind(told) : null,
              });
              expect(quick && withoutKind(quick)).toEqual(told && withoutKind(told));
              if (!told) continue;
              const { action, error, policyid, policytype } = told;
              const key = `${kind} ${action} ${error} ${policyid === 0 ? 'by none' : policytype}`;
              met.set(key, (met.get(key) ?? 0) + 1);
            }
        }
      },
    ),
    { numRuns: worlds },
  );
  expect([...met.keys()].toSorted()).toEqual([
    'forward accept null policy',
    'forward deny null by none',
    'forward deny null policy',
    'ztna accept null policy',
    'ztna accept null proxy-policy',
    ...[2, 21, 22, 23, 3, 61].map((error) => `ztna deny ${error} by none`),
    ...[62, 64].flatMap((error) => [
      `ztna deny ${error} policy`,
      `ztna deny ${error} proxy-policy`,
    ]),
    ...[65, 66, 67].map((error) => `ztna deny ${error} by none`),
  ]);
});

function bitsOf(matrix: AccessMatrix): readonly string[] {
  matrix.work.finish();
  return matrix.accepted.map((bits) => bits.join());
}

test('after a change of policies it is the matrix that is made anew', () => {
  let took = 0;
  let anew = 0;
  const property = fc.property(
    worldArbitrary(1),
    fc.constantFrom('delete', 'disable', 'move', 'deny', 'repeat'),
    fc.nat(),
    fc.nat(),
    ({ ems, fortigates, resolver, sessions }, how, first, second) => {
      const at = sessions[0]?.at ?? { epochMs: 0, offsetMinutes: 0 };
      for (const fortigate of fortigates) {
        const policies = fortigate.config['firewall policy'];
        const place = first % Math.max(1, policies.length);
        const one = policies[place];
        if (!one) continue;
        const rest = policies.toSpliced(place, 1);
        const changed = {
          delete: () => rest,
          disable: () => policies.with(place, { ...one, status: 'disable' as const }),
          move: () => rest.toSpliced(second % policies.length, 0, one),
          deny: () => policies.with(place, { ...one, action: 'deny' as const }),
          repeat: () => [...policies, { ...one, policyid: 999 }],
        }[how]();
        const after = {
          ...fortigate,
          config: { ...fortigate.config, 'firewall policy': changed },
        };
        const options = { srcintf: null, at };
        const before = new AccessMatrix(ems, fortigate, options, resolver);
        before.work.finish();
        const quick = before.after(after);
        const whole = new AccessMatrix(
          ems,
          { ...after, config: { ...after.config } },
          options,
          resolver,
        );
        expect(bitsOf(quick)).toEqual(bitsOf(whole));
        for (const [column] of whole.servers.entries())
          for (const [row] of whole.endpoints.entries())
            expect(quick.outcomeAt(row, column)).toEqual(whole.outcomeAt(row, column));
        took += quick.counts.servers;
        anew += whole.counts.servers;
      }
    },
  );
  // A server whose VIP has the address of another's: that one's policies decide.
  fc.assert(property, { seed: 1_860_628_923, numRuns: 13 });
  fc.assert(property, { numRuns: worlds });
  expect(took).toBeGreaterThan(0);
  expect(took).toBeLessThan(anew);
});

describe('in an estate of many servers', () => {
  const size = { tags: 60, policies: 2500, endpoints: 300, servers: 250 };
  const { ems, fortigate } = makeEstate(size);
  const options = { srcintf: null, at: { epochMs: Date.UTC(2025, 0, 7, 12), offsetMinutes: 0 } };
  const matrix = new AccessMatrix(ems, fortigate, options);
  matrix.work.finish();

  test('runs of policies that all servers have say what each policy by itself says', () => {
    let asked = 0;
    // Every policy is asked by itself here, since one server is too few for a table of runs.
    for (const [column, { name }] of matrix.servers.entries()) {
      const alone = {
        ...fortigate.config,
        'firewall access-proxy': fortigate.config['firewall access-proxy'].filter(
          (one) => one.name === name,
        ),
      };
      const single = new AccessMatrix(ems, { ...fortigate, config: alone }, options);
      single.work.finish();
      expect(matrix.accepted[column]).toEqual(single.accepted[0]);
      asked += single.counts.columns;
    }
    expect(matrix.counts.columns).toBeLessThan(asked);
  });

  test('one edited policy of one server works out that server alone', () => {
    const policies = fortigate.config['firewall policy'];
    const place = policies.findIndex(({ dstaddr }) => dstaddr.length === 1);
    const one = policies[place];
    if (!one) throw new Error('no policy');
    const config = {
      ...fortigate.config,
      'firewall policy': policies.with(place, { ...one, action: 'deny' as const }),
    };
    const after = matrix.after({ ...fortigate, config });
    after.work.finish();
    expect(after.counts.servers).toBe(1);
    expect(after.accepted.filter((bits, at) => bits !== matrix.accepted[at])).toHaveLength(1);
  });
});
