/** What the map counts is what one gets by deciding each endpoint's session by itself and reading the traces. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ServerPlans } from '#engine/analysis/columns/server-plans.ts';
import { cameInBy, forwardSession } from '#engine/analysis/forward-session.ts';
import { Population } from '#engine/analysis/columns/population.ts';
import { ForwardMap } from '#engine/analysis/policy-map/forward-map.ts';
import { PacketColumns } from '#engine/analysis/policy-map/packet-columns.ts';
import { PolicyAsks } from '#engine/analysis/policy-map/policy-ask.ts';
import { type PolicySum, PolicyMap } from '#engine/analysis/policy-map/policy-map.ts';
import { plainSession } from '#engine/analysis/plain-session.ts';
import { compileAfter, leadsByPolicies } from '#engine/decide/compile.ts';
import { decide } from '#engine/decide/decide.ts';
import type { PolicyStep } from '#model/decision/decision.ts';
import { readConfig } from '#formats/fortios/config.ts';
import { policyTypes } from '#model/fortios/policy-list.ts';
import { newRow } from '#model/fortios/rows.parse.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import { isPolicyBased } from '#model/fortios/tables/policy-based.ts';
import { makeEstate } from './generators/estate.ts';
import { worldArbitrary } from './generators/world.ts';
import { scaled } from './scale.ts';

const worlds = scaled(process.env['LONG'] ? 2000 : 80);

type Counts = Pick<PolicySum, 'reached' | 'who' | 'taken'>;

function isFor({ conditions }: PolicyStep): boolean {
  // One that is not in force asks for nothing, and is for nobody.
  return conditions.length > 0 && conditions.every(({ kind, held }) => held || kind === 'tags');
}

function add(into: Map<string, Counts>, step: PolicyStep): void {
  const key = `${step.policytype} ${step.policyid}`;
  const { reached, who, taken } = into.get(key) ?? { reached: 0, who: 0, taken: 0 };
  const took = ['accept', 'deny', 'redirect'].includes(step.verdict);
  into.set(key, {
    reached: reached + 1,
    who: who + Number(isFor(step)),
    taken: taken + Number(took),
  });
}

test('who gets to a policy and whom it takes is what the traces say, server by server and in all', () => {
  const met = { shadowed: 0, some: 0, redirected: 0 };
  fc.assert(
    fc.property(worldArbitrary(1), ({ ems, fortigates, resolver, sessions }) => {
      const at = sessions[0]?.at ?? { epochMs: 0, offsetMinutes: 0 };
      for (const fortigate of fortigates) {
        const options = { srcintf: null, at };
        const plans = new ServerPlans({ ems, fortigate, options, resolver, knowing: 'fortigate' });
        const map = new PolicyMap(plans);
        expect(map.advance(Number.POSITIVE_INFINITY, [])).toBe(true);
        const all = new Map<string, Counts>();
        for (const [place, { vip }] of plans.servers.entries()) {
          if (plans.plans[place]?.kind !== 'walk' || !vip) continue;
          const own = new Map<string, Counts>();
          let [accepted, left] = [0, 0];
          for (const endpoint of plans.population.endpoints) {
            const session = plainSession(endpoint, fortigate.name, vip, options);
            const decision = decide(ems, fortigate, session, resolver);
            for (const step of decision.trace.policies) {
              add(own, step);
              add(all, step);
              if (step.verdict === 'redirect') met.redirected++;
            }
            if (decision.action === 'accept') accepted++;
            else if (decision.policyid === 0 && ![1, 2, 3, 63].includes(decision.error ?? 0))
              left++;
          }
          for (const list of policyTypes)
            for (const policy of fortigate.config[`firewall ${list}`]) {
              const sum = map.sum(list, policy.policyid, place);
              const told = own.get(`${list} ${policy.policyid}`);
              // A policy that can match nobody is in no list; the trace shows it all the same.
              const none = { reached: 0, who: 0, taken: 0 };
              const { reached, who, taken } = sum ?? none;
              expect(sum ? { reached, who, taken } : none).toEqual(
                sum ? (told ?? none) : { ...none, taken: told?.taken ?? 0 },
              );
            }
          expect(map.ends(place)).toMatchObject({ accepted, left });
        }
        for (const list of policyTypes)
          for (const policy of fortigate.config[`firewall ${list}`]) {
            const sum = map.sum(list, policy.policyid, null);
            if (!sum) continue;
            const places = map.placesOf(policy);
            const single = places.map((place) => map.sum(list, policy.policyid, place));
            expect(sum.taken).toBe(single.reduce((total, one) => total + (one?.taken ?? 0), 0));
            expect(sum.walked).toBe(sum.servers);
            if (sum.taken > 0) {
              met.some++;
              continue;
            }
            // Whoever would match is taken before.
            const blockers = map.blockers(list, policy.policyid, places) ?? [];
            if (blockers.length > 0) met.shadowed++;
          }
      }
    }),
    { numRuns: worlds },
  );
  expect(met.some).toBeGreaterThan(0);
  expect(met.shadowed).toBeGreaterThan(0);
  expect(met.redirected).toBeGreaterThan(0);
});

const policyBased = readConfig(
  'config system settings\n    set ngfw-mode policy-based\nend\n',
).config;

/** The lists that decide forward sessions: one of the FortiGate's, and in policy-based mode the other. */
const modes = [
  { list: 'policy', table: 'firewall policy', layout: [] },
  {
    list: 'security-policy',
    table: 'firewall security-policy',
    layout: policyBased.layout,
  },
] as const;

/** The same policies, one of them on and at the end. */
function withLast(config: FortiosConfig, { table }: (typeof modes)[number], chosen: number) {
  const moved = <Row extends { readonly status: 'enable' | 'disable' }>(rows: readonly Row[]) => {
    const one = rows[chosen % Math.max(1, rows.length)];
    return one ? [...rows.filter((row) => row !== one), { ...one, status: 'enable' as const }] : [];
  };
  return table === 'firewall policy'
    ? { ...config, [table]: moved(config[table]) }
    : { ...config, [table]: moved(config[table]) };
}

/** Two interfaces with endpoints behind them, and the one of everybody else. */
function withInterfaces(config: FortiosConfig): FortiosConfig {
  const rows = [
    { name: 'port1', ip: '10.0.1.1 255.255.255.0', role: 'lan' },
    { name: 'port2', ip: '10.0.2.1 255.255.255.0', role: 'lan' },
    { name: 'wan1', ip: '203.0.113.1 255.255.255.0', role: 'wan' },
  ] as const;
  return { ...config, 'system interface': rows.map((row) => newRow('system interface', row)) };
}

test.each(modes)(
  'of forward sessions by $table, who gets to each and whom it takes is what the traces say; also after a change',
  (mode) => {
    const met = { taken: 0, shadowed: 0, idle: 0, ztna: 0, interfaces: 0, tags: 0 };
    fc.assert(
      fc.property(
        worldArbitrary(4),
        fc.constantFrom(null, 'port1', 'wan1'),
        fc.nat(),
        ({ ems, fortigates, resolver, sessions }, srcintf, chosen) => {
          for (const generated of fortigates) {
            const { layout } = generated.config;
            const config = withInterfaces({
              ...generated.config,
              layout: [...layout.filter((part) => !isPolicyBased([part])), ...mode.layout],
            });
            const fortigate = { ...generated, config };
            const at = sessions[0]?.at ?? { epochMs: 0, offsetMinutes: 0 };
            const options = { srcintf, at };
            const columns = new PacketColumns(new Population(ems, fortigate, options, resolver));
            const asks = new PolicyAsks(columns);
            const first = new ForwardMap(columns, fortigate, options, resolver);
            const after = { ...fortigate, config: withLast(config, mode, chosen) };
            expect(leadsByPolicies(fortigate, after)).toBe(true);
            compileAfter(fortigate, after);
            const second = first.after(after);
            const { endpoints } = columns.population;
            if (new Set(endpoints.map((endpoint) => cameInBy(fortigate, endpoint))).size > 1)
              met.interfaces++;
            for (const { dstip, dstport, protocol, dstintf } of sessions) {
              const place = { dstip, dstport, protocol, dstintf };
              first.walk(place);
              second.walk(place);
              for (const [map, device] of [
                [first, fortigate],
                [second, after],
                // And back again, by what was walked before.
                [second.after(fortigate), fortigate],
              ] as const) {
                // In steps, as it is walked for answers that may not take long.
                while (!map.isWalked(place)) map.walk(place, 1);
                const told = new Map<string, Counts>();
                const totals = { accepted: 0, left: 0, before: 0 };
                for (const endpoint of endpoints) {
                  const session = forwardSession(endpoint, device, place, options);
                  const { kind, action, policyid, trace } = decide(ems, device, session, resolver);
                  if (kind === 'ztna') totals.before++;
                  else if (action === 'accept') totals.accepted++;
                  else if (policyid === 0) totals.left++;
                  if (kind === 'forward') for (const step of trace.policies) add(told, step);
                }
                expect(map.ends(place)).toMatchObject(totals);
                met.ztna += totals.before;
                for (const policy of device.config[mode.table]) {
                  const idle = map.idle(policy, place);
                  const sum = map.sum(policy, place);
                  // A policy of a ZTNA server stands in the same table, and is asked by no session here.
                  const none = { reached: 0, from: 0, who: 0, taken: 0 };
                  const { reached, who, taken, from } = sum ?? none;
                  expect({ reached, who, taken }).toEqual(
                    told.get(`${mode.list} ${policy.policyid}`) ?? { reached: 0, who: 0, taken: 0 },
                  );
                  expect(from).toBeGreaterThanOrEqual(who);
                  expect(idle === null ? 0 : from).toBe(0);
                  if (idle !== null) met.idle++;
                  met.tags += asks
                    .of(policy, 'packet')
                    .sources.filter(({ known }) => known > 0).length;
                  const blockers = map.blockers(policy, place);
                  for (const { policytype } of blockers) expect(policytype).toBe(mode.list);
                  if (taken > 0) met.taken++;
                  else if (blockers.length > 0) met.shadowed++;
                }
                // Those of the other mode take nobody.
                const other = mode.list === 'policy' ? modes[1] : modes[0];
                for (const policy of device.config[other.table]) {
                  expect(map.sum(policy, place)).toBeNull();
                  expect(map.idle(policy, place)).toMatch(/-based$/);
                }
              }
            }
          }
        },
      ),
      { numRuns: worlds },
    );
    for (const count of Object.values(met)) expect(count).toBeGreaterThan(0);
  },
);

test('after a change of policies it is the map that is made anew', () => {
  fc.assert(
    fc.property(
      worldArbitrary(1),
      fc.constantFrom('delete', 'disable', 'move', 'deny', 'repeat'),
      fc.nat(),
      fc.nat(),
      fc.boolean(),
      ({ ems, fortigates, resolver, sessions }, how, first, second, wasWhole) => {
        const at = sessions[0]?.at ?? { epochMs: 0, offsetMinutes: 0 };
        for (const fortigate of fortigates) {
          const policies = fortigate.config['firewall policy'];
          const one = policies[first % Math.max(1, policies.length)];
          if (!one) continue;
          const rest = policies.filter((other) => other !== one);
          const changed = {
            delete: () => rest,
            disable: () =>
              policies.map((p) => (p === one ? { ...p, status: 'disable' as const } : p)),
            move: () => rest.toSpliced(second % policies.length, 0, one),
            deny: () => policies.map((p) => (p === one ? { ...p, action: 'deny' as const } : p)),
            repeat: () => [...policies, { ...one, policyid: 999 }],
          }[how]();
          const after = {
            ...fortigate,
            config: { ...fortigate.config, 'firewall policy': changed },
          };
          const estate = {
            ems,
            options: { srcintf: null, at },
            resolver,
            knowing: 'fortigate',
          } as const;
          const before = new PolicyMap(new ServerPlans({ ...estate, fortigate }));
          before.watch(policies.map(({ policyid }) => policyid));
          before.advance(wasWhole ? Number.POSITIVE_INFINITY : 1, []);
          const quick = before.after(after);
          // Some are known before anything is walked anew.
          const early = changed.map(({ policyid }) => quick.sum('policy', policyid, null));
          const anew = { ...after, config: { ...after.config } };
          const whole = new PolicyMap(new ServerPlans({ ...estate, fortigate: anew }));
          for (const map of [quick, whole]) map.advance(Number.POSITIVE_INFINITY, []);
          for (const [i, { policyid }] of changed.entries()) {
            const sum = early[i];
            const late = whole.sum('policy', policyid, null);
            expect(sum?.walked === sum?.servers ? sum : late).toEqual(late);
          }
          for (const list of policyTypes)
            for (const policy of after.config[`firewall ${list}`]) {
              const places = whole.placesOf(policy);
              expect(quick.placesOf(policy)).toEqual(places);
              expect(quick.sum(list, policy.policyid, null)).toEqual(
                whole.sum(list, policy.policyid, null),
              );
              expect(quick.blockers(list, policy.policyid, places)).toEqual(
                whole.blockers(list, policy.policyid, places),
              );
            }
          expect(quick.ends(null)).toEqual(whole.ends(null));
          expect(quick.progress).toEqual(whole.progress);
        }
      },
    ),
    { numRuns: worlds },
  );
});

describe('in a large estate', () => {
  const { ems, fortigate } = makeEstate({ tags: 60, policies: 300, endpoints: 500, servers: 40 });
  const options = { srcintf: null, at: { epochMs: Date.UTC(2025, 0, 7, 12), offsetMinutes: 0 } };
  const plans = new ServerPlans({
    ems,
    fortigate,
    options,
    resolver: { fqdn: {}, geography: {} },
    knowing: 'fortigate',
  });

  test('a policy of one server has that one walked, and no other', () => {
    const map = new PolicyMap(plans);
    const one = fortigate.config['firewall policy'].find(({ dstaddr }) => dstaddr.length === 1);
    if (!one) throw new Error('no policy');
    expect(map.advance(1, map.placesOf(one))).toBe(false);
    expect(map.progress).toEqual({ done: 1, total: 40 });
    expect(map.sum('policy', one.policyid, null)).toMatchObject({ servers: 1, walked: 1 });
    expect(map.ends(null)).toBeNull();
  });

  test('after a change of a policy of every server that is looked at, its counts need no walk', () => {
    const map = new PolicyMap(plans);
    const policies = fortigate.config['firewall policy'];
    map.advance(Number.POSITIVE_INFINITY, []);
    const takenBy = (of: PolicyMap, id: number) => of.sum('policy', id, null)?.taken ?? 0;
    const place = policies.findIndex(
      ({ dstaddr, policyid }) => dstaddr.length > 16 && takenBy(map, policyid) > 0,
    );
    const one = policies[place];
    if (!one) throw new Error('no policy');
    const watched = new PolicyMap(plans);
    watched.watch([one.policyid]);
    watched.advance(Number.POSITIVE_INFINITY, []);
    const config = {
      ...fortigate.config,
      'firewall policy': policies.with(place, { ...one, 'ztna-ems-tag': [] }),
    };
    const after = watched.after({ ...fortigate, config });
    const sum = after.sum('policy', one.policyid, null);
    expect(sum).toMatchObject({ servers: 40, walked: 40 });
    expect(after.progress.done).toBe(0);
    expect(sum?.taken).not.toBe(takenBy(map, one.policyid));
    after.advance(Number.POSITIVE_INFINITY, []);
    expect(after.sum('policy', one.policyid, null)).toEqual(sum);
  });

  test('tags are counted on EMS and as the FortiGate knows them', () => {
    const asks = new PolicyAsks(new PacketColumns(plans.population));
    const has = (uid: string, tag: string): boolean =>
      ems.endpoints.find((one) => one.uid === uid)?.tags.some(({ name }) => name === tag) ?? false;
    for (const policy of fortigate.config['firewall policy'].slice(0, 40)) {
      const { tags, endpoints, who, matched } = asks.of(policy, 'ztna');
      expect(endpoints).toBe(500);
      expect(who).toBeLessThanOrEqual(500);
      expect(matched).toBeLessThanOrEqual(500);
      for (const { name, have, known } of tags) {
        const tag = name.replace('EMS1_ZTNA_', '');
        expect(have).toBe(ems.endpoints.filter(({ uid }) => has(uid, tag)).length);
        expect(known).toBeLessThanOrEqual(have ?? 0);
      }
    }
  });
});
