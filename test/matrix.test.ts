/** The matrix says of every pair what `decide` and the slow reference say of its plain session. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AccessMatrix } from '#engine/analysis/columns/access-matrix.ts';
import { plainSession } from '#engine/analysis/plain-session.ts';
import { outcomeOf } from '#engine/decide/decide.ts';
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
