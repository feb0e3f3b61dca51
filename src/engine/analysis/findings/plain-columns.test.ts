import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { worldArbitrary } from '#test/generators/world.ts';
import { scaled } from '#test/scale.ts';
import { compile, vipOf } from '../../decide/compile.ts';
import { hasBit } from '../columns/bits.ts';
import { PlainDecisions } from '../plain-decisions.ts';
import { plainSession } from '../plain-session.ts';
import { PlainColumns } from './plain-columns.ts';

const at = { epochMs: Date.UTC(2025, 0, 7, 12), offsetMinutes: 0 };

test('columns of endpoints come to what each pair is decided to', () => {
  let accepted = 0;
  let policies = 0;
  fc.assert(
    fc.property(worldArbitrary(1), ({ ems, fortigates, resolver }) => {
      for (const fortigate of fortigates) {
        const columns = new PlainColumns(ems, fortigate, at, resolver);
        const pairs = new PlainDecisions(ems, fortigate, { srcintf: null, at }, resolver);
        const outcomes = columns.endpoints.map((endpoint) => pairs.of(endpoint));
        const decided = new Set<string>();
        for (const [i, server] of columns.servers.entries()) {
          const bits = columns.decideRequest(server, { path: '/', host: null });
          for (const [place, endpoint] of columns.endpoints.entries()) {
            const outcome = outcomes[place]?.[i];
            const { vip } = pairs.servers[i] ?? {};
            const session =
              vip && plainSession(endpoint, fortigate.name, vip, { srcintf: null, at });
            // Where its VIP is none of an access proxy's, the session is a forward one.
            if (!outcome || !session || !vipOf(compile(fortigate), session)) continue;
            expect({ server, place, in: hasBit(bits, place) }).toEqual({
              server,
              place,
              in: outcome.action === 'accept',
            });
            if (outcome.action === 'accept') accepted++;
            if (outcome.policyid > 0) decided.add(`${outcome.policytype} ${outcome.policyid}`);
          }
        }
        policies += decided.size;
        for (const key of decided) expect([...columns.reached]).toContain(key);
      }
    }),
    { numRuns: scaled(300) },
  );
  expect(accepted).toBeGreaterThan(50);
  expect(policies).toBeGreaterThan(50);
});
