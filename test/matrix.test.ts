/** The matrix says of every pair what `decide` and the slow reference say of its plain session. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AccessMatrix } from '#engine/analysis/columns/access-matrix.ts';
import { noBits, placesIn } from '#engine/analysis/columns/bits.ts';
import { matrixAfter } from '#engine/analysis/columns/followed-matrix.ts';
import type { Matrix } from '#engine/analysis/columns/matrix.ts';
import { plainSession } from '#engine/analysis/plain-session.ts';
import { outcomeOf } from '#engine/decide/decide.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import { emptyResolver } from '#model/decision/session.ts';
import { withEndpoint } from '#engine/sync/endpoint-index.ts';
import { readConfig } from '#formats/fortios/config.ts';
import { deviceOf, emsOf, endpointOf } from './fixtures/installation.ts';
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
          const matrix = new AccessMatrix({ ems, fortigate, options, resolver });
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

/** Of each server, whom each policy lets in: by sets, and pair by pair. */
function letInOf(matrix: Matrix) {
  const bySets = matrix.servers.map((_, server) => {
    const { policies } = matrix.letInBy(server, matrix.accepted[server] ?? noBits(0), null);
    return policies.flatMap(({ policytype, policyid, places }) =>
      [...placesIn(places)].map((place) => `${place} ${policytype} ${policyid}`),
    );
  });
  const byPair = matrix.servers.map((_, server) =>
    matrix.endpoints.flatMap((__, place) => {
      const outcome = matrix.outcomeAt(place, server);
      return outcome?.action === 'accept'
        ? [`${place} ${outcome.policytype} ${outcome.policyid}`]
        : [];
    }),
  );
  return [bySets, byPair].map((all) => all.map((one) => one.toSorted()));
}

test('of sets of endpoints, each is let in by the policy that its pair says', () => {
  fc.assert(
    fc.property(worldArbitrary(1), ({ ems, fortigates, resolver, sessions }) => {
      const at = sessions[0]?.at ?? { epochMs: 0, offsetMinutes: 0 };
      for (const fortigate of fortigates) {
        const inputs = { ems, fortigate, options: { srcintf: null, at }, resolver };
        const whole = matrixAfter(null, inputs);
        whole.work.finish();
        const [bySets, byPair] = letInOf(whole);
        expect(bySets).toEqual(byPair);
        const [first] = ems.endpoints;
        if (!first) continue;
        const changed = withEndpoint(ems, first, { ...first, online: !first.online });
        const followed = matrixAfter(whole, { ...inputs, ems: changed });
        followed.work.finish();
        const [sets, pairs] = letInOf(followed);
        expect(sets).toEqual(pairs);
      }
    }),
    { numRuns: worlds },
  );
});

function bitsOf(matrix: Matrix): readonly string[] {
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
        const before = new AccessMatrix({ ems, fortigate, options, resolver });
        before.work.finish();
        const quick = before.after(after);
        const whole = new AccessMatrix({
          ems,
          fortigate: { ...after, config: { ...after.config } },
          options,
          resolver,
        });
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

/** What an endpoint can come to have of another one, or otherwise. */
const endpointChanges: readonly ((own: Endpoint, other: Endpoint) => Partial<Endpoint>)[] = [
  (_, { tags }) => ({ tags }),
  ({ tags }) => ({ tags: tags.slice(1) }),
  (_, { ip }) => ({ ip }),
  (_, { ip, mac, gateway, routes }) => ({ ip, mac, gateway, routes }),
  (_, { ip, gateway }) => ({ routes: [{ ip, mac: null, gateway, vpn: true, interface: null }] }),
  () => ({ ip: '10.88.0.3' }),
  (_, { user, groups, owner }) => ({ user, groups, owner }),
  ({ registered }) => ({ registered: !registered }),
  ({ online }) => ({ online: !online }),
  ({ manageable }) => ({ manageable: !manageable }),
  (_, { gateway }) => ({ gateway }),
  () => ({ certificateRevoked: true }),
];

test('after changes of endpoints and policies it is the matrix that is made anew', () => {
  let [looked, anew, turned] = [0, 0, 0];
  const oneChange = fc.record({ place: fc.nat(), by: fc.nat(), how: fc.nat() });
  const property = fc.property(
    worldArbitrary(1),
    fc.array(oneChange, { minLength: 1, maxLength: 3 }),
    ({ ems, fortigates, resolver, sessions }, changes) => {
      const at = sessions[0]?.at ?? { epochMs: 0, offsetMinutes: 0 };
      for (const fortigate of fortigates) {
        let inputs = { ems, fortigate, options: { srcintf: null, at }, resolver };
        let matrix = matrixAfter(null, inputs);
        matrix.work.finish();
        for (const { place, by, how } of changes) {
          const { endpoints } = inputs.ems;
          const [own, other] = [place, by].map((one) => endpoints[one % endpoints.length]);
          if (!own || !other) continue;
          const policies = inputs.fortigate.config['firewall policy'];
          const change = endpointChanges[how % (endpointChanges.length + 1)];
          inputs = change
            ? { ...inputs, ems: withEndpoint(inputs.ems, own, { ...own, ...change(own, other) }) }
            : {
                ...inputs,
                fortigate: {
                  ...inputs.fortigate,
                  config: { ...inputs.fortigate.config, 'firewall policy': policies.slice(1) },
                },
              };
          const before = matrix;
          matrix = matrixAfter(before, inputs);
          const whole = matrixAfter(null, inputs);
          expect(bitsOf(matrix)).toEqual(bitsOf(whole));
          expect(bitsOf(matrix.asEmsHasIt())).toEqual(bitsOf(whole.asEmsHasIt()));
          expect(matrix.endpoints).toEqual(whole.endpoints);
          for (const [column] of whole.servers.entries())
            for (const [row] of whole.endpoints.entries()) {
              const outcome = whole.outcomeAt(row, column);
              expect(matrix.outcomeAt(row, column)).toEqual(outcome);
              if (outcome?.error !== before.outcomeAt(row, column)?.error) turned++;
            }
          looked += matrix.looked;
          anew += whole.looked;
        }
      }
    },
  );
  fc.assert(property, { numRuns: worlds });
  expect(turned).toBeGreaterThan(0);
  expect(looked).toBeLessThan(anew * 0.8);
});

describe('an endpoint whose address comes to be that of a real server', () => {
  const text = `config firewall vip
edit "vip"
set type access-proxy
set extip 10.9.0.1
set extintf "any"
set extport 443
next
end
config firewall access-proxy
edit "web"
set vip "vip"
config api-gateway
edit 1
config realservers
edit 1
set ip 10.88.0.3
next
end
next
end
next
end
config firewall proxy-policy
edit 1
set proxy access-proxy
set access-proxy "web"
set srcintf "any"
set srcaddr "all"
set dstaddr "EMS1_ZTNA_AV"
set action accept
set schedule "always"
next
end
`;

  test('turns it for others too: the matrix is made anew', () => {
    const endpoints = ['1', '2', '3', '4'].map((uid) =>
      endpointOf({
        uid: uid.padStart(32, '0'),
        ip: `10.0.1.${uid}`,
        gateway: 'FGT-A',
        tags: [{ category: 'zero_trust', name: 'AV', since: 0 }],
      }),
    );
    const ems = emsOf(endpoints, [deviceOf({})]);
    const [first] = endpoints;
    if (!first) throw new Error('no endpoint');
    const { config } = readConfig(text);
    const inputs = {
      ems,
      fortigate: { name: 'FGT-A', connector: 1, config },
      options: { srcintf: null, at: { epochMs: 0, offsetMinutes: 0 } },
      resolver: emptyResolver,
    };
    const before = matrixAfter(null, inputs);
    before.work.finish();
    expect(before.isAccepted(3, 0)).toBe(false);
    const online = withEndpoint(ems, first, { ...first, online: false });
    expect(matrixAfter(before, { ...inputs, ems: online }).looked).toBe(1);
    const moved = withEndpoint(ems, first, { ...first, ip: '10.88.0.3' });
    const after = matrixAfter(before, { ...inputs, ems: moved });
    after.work.finish();
    expect(after.isAccepted(3, 0)).toBe(true);
    expect(after.looked).toBe(4);
  });
});

describe('in an estate of many servers', () => {
  const size = { tags: 60, policies: 2500, endpoints: 300, servers: 250 };
  const { ems, fortigate } = makeEstate(size);
  const options = { srcintf: null, at: { epochMs: Date.UTC(2025, 0, 7, 12), offsetMinutes: 0 } };
  const matrix = new AccessMatrix({ ems, fortigate, options, resolver: emptyResolver });
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
      const single = new AccessMatrix({
        ems,
        fortigate: { ...fortigate, config: alone },
        options,
        resolver: emptyResolver,
      });
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

  test('policies that change places are asked in their new order', () => {
    const policies = fortigate.config['firewall policy'];
    const [vip] = fortigate.config['firewall vip'];
    const own = policies.flatMap(({ dstaddr }, at) =>
      dstaddr.includes(vip?.name ?? '') ? at : [],
    );
    const reversed = own.toReversed();
    const changed = policies.map((policy, at) => {
      const i = own.indexOf(at);
      return i < 0 ? policy : (policies[reversed[i] ?? at] ?? policy);
    });
    const after = { ...fortigate, config: { ...fortigate.config, 'firewall policy': changed } };
    const quick = matrix.after(after);
    quick.work.finish();
    const anew = { ...after, config: { ...after.config } };
    const whole = new AccessMatrix({ ems, fortigate: anew, options, resolver: emptyResolver });
    const decided = (of: AccessMatrix) => of.endpoints.map((_, row) => of.outcomeAt(row, 0));
    expect(decided(quick)).toEqual(decided(whole));
    expect(decided(quick)).not.toEqual(decided(matrix));
  });

  test('one changed endpoint is worked out again alone, and each set without it stays the same', () => {
    const inputs = { ems, fortigate, options, resolver: emptyResolver };
    const [first, second] = ems.endpoints;
    if (!first || !second) throw new Error('no endpoint');
    const changed = withEndpoint(ems, first, { ...first, tags: second.tags });
    const before = matrixAfter(null, inputs);
    before.work.finish();
    const after = matrixAfter(before, { ...inputs, ems: changed });
    after.work.finish();
    expect(before.looked).toBe(300);
    expect(after.looked).toBe(1);
    const whole = matrixAfter(null, { ...inputs, ems: changed });
    whole.work.finish();
    expect(after.accepted).toEqual(whole.accepted);
    const differing = before.accepted.filter((bits, at) => bits !== after.accepted[at]);
    const turned = before.servers.filter(
      (_, at) => before.isAccepted(0, at) !== whole.isAccepted(0, at),
    );
    expect(differing).toHaveLength(turned.length);
    // A second change follows the first; another endpoint in a place, and another minute, do not.
    const again = matrixAfter(after, { ...inputs, ems: withEndpoint(changed, second, first) });
    expect(again.looked).toBe(300);
    const third = ems.endpoints[2];
    if (!third) throw new Error('no endpoint');
    const further = { ...inputs, ems: withEndpoint(changed, third, { ...third, online: false }) };
    expect(matrixAfter(after, further).looked).toBe(2);
    const at = { ...options.at, epochMs: options.at.epochMs + 60_000 };
    const later = matrixAfter(after, { ...further, options: { ...options, at } });
    expect(later.looked).toBe(300);
  });
});
