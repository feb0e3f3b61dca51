import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Reach, ProvenList } from '#engine/analysis/prove/prove.ts';
import { policiesIn, policyKey, policyLists } from '#engine/analysis/prove/policy-list.ts';
import { counterexample } from '#engine/analysis/prove/counterexample.ts';
import { compile } from '#engine/decide/compile.ts';
import { decide } from '#engine/decide/decide.ts';
import type { Ems, EmsServer } from '#model/ems/ems.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import { type GeneratedFortiGate, worldArbitrary } from './generators/world.ts';
import { referenceDecide } from './reference/decide.ts';
import { scaled } from './scale.ts';

/** Before every session: by the FortiGate's own clock, as far west as it is. */
const now = Date.UTC(2025, 0, 5) / 60_000;

/** What each policy comes to in each of its lists. */
function reaches(fortigate: GeneratedFortiGate): Map<string, Reach[]> {
  const compiled = compile(fortigate);
  const found = new Map<string, Reach[]>();
  for (const list of policyLists(compiled)) {
    const proven = new ProvenList(compiled, list, now);
    for (const one of policiesIn(list)) {
      const key = policyKey(one);
      const reach = proven.reachOf(key);
      if (reach) found.set(key, [...(found.get(key) ?? []), reach]);
    }
  }
  return found;
}

function without(config: FortiosConfig, keys: ReadonlySet<string>): FortiosConfig {
  return {
    ...config,
    'firewall policy': config['firewall policy'].filter(
      ({ policyid }) => !keys.has(`policy ${policyid}`),
    ),
    'firewall proxy-policy': config['firewall proxy-policy'].filter(
      ({ policyid }) => !keys.has(`proxy-policy ${policyid}`),
    ),
    'firewall security-policy': config['firewall security-policy'].filter(
      ({ policyid }) => !keys.has(`security-policy ${policyid}`),
    ),
  };
}

test('no session of the reference comes to a policy that is proven shadowed', () => {
  const met = { shadowed: 0, never: 0, reached: 0, 'not-decided': 0 };
  fc.assert(
    fc.property(worldArbitrary(40), ({ ems, fortigates, sessions, resolver }) => {
      for (const fortigate of fortigates) {
        const all = reaches(fortigate);
        for (const one of [...all.values()].flat()) met[one.kind]++;
        const dead = new Set(
          [...all].flatMap(([key, found]) =>
            found.every(({ kind }) => kind === 'shadowed' || kind === 'never') ? [key] : [],
          ),
        );
        if (dead.size === 0) continue;
        const after = { ...fortigate, config: without(fortigate.config, dead) };
        for (const session of sessions) {
          const here = { ...session, fortigate: fortigate.name };
          const { policytype, policyid, ...was } = referenceDecide(ems, fortigate, here, resolver);
          const isSecurity = was.kind === 'forward' && compile(fortigate).security !== null;
          expect([...dead]).not.toContain(
            `${isSecurity ? 'security-policy' : policytype} ${policyid}`,
          );
          const steps = decide(ems, fortigate, here, resolver).trace.policies;
          const matched = steps.filter(({ verdict }) =>
            ['accept', 'deny', 'redirect'].includes(verdict),
          );
          for (const step of matched)
            expect([...dead]).not.toContain(`${step.policytype} ${step.policyid}`);
          // What it would have said where nothing matches depends on which policies there are (R9).
          const { error: _, ...is } = referenceDecide(ems, after, here, resolver);
          const { error: __, ...before } = { policyid, ...was };
          expect({ ...is, policytype: null }).toEqual({ ...before, policytype: null });
        }
      }
    }),
    { numRuns: scaled(300) },
  );
  expect(met.shadowed).toBeGreaterThan(20);
});

test('every counterexample is decided by the reference as it claims', () => {
  let reached = 0;
  let found = 0;
  const at = { epochMs: Date.UTC(2025, 0, 7, 12), offsetMinutes: -480 };
  fc.assert(
    fc.property(worldArbitrary(1), ({ ems, fortigates, resolver }) => {
      for (const fortigate of fortigates)
        for (const [key, all] of reaches(fortigate)) {
          if (!all.some(({ kind }) => kind === 'reached')) continue;
          reached++;
          const example = counterexample(key, { ems, fortigate, resolver, at });
          if (!example) continue;
          const { device, session } = example;
          const added = (server: EmsServer): EmsServer =>
            device?.ems === server.serial
              ? { ...server, endpoints: [...server.endpoints, device.endpoint] }
              : server;
          const known: Ems = {
            ...added(ems),
            ...(ems.otherServers ? { otherServers: ems.otherServers.map(added) } : {}),
          };
          const { kind, policytype, policyid } = referenceDecide(
            known,
            fortigate,
            session,
            resolver,
          );
          const isSecurity = kind === 'forward' && compile(fortigate).security !== null;
          // A policy that redirects hands its sessions on: the outcome is another one's.
          const redirects = fortigate.config['firewall policy'].some(
            (one) => `policy ${one.policyid}` === key && one['ztna-policy-redirect'] === 'enable',
          );
          const decided = `${isSecurity ? 'security-policy' : policytype} ${policyid}`;
          expect(redirects && kind === 'ztna' ? key : decided).toBe(key);
          found++;
        }
    }),
    { numRuns: scaled(150) },
  );
  // The rest would take what this world does not share, or a log-in, or an address of another endpoint.
  expect(found).toBeGreaterThan(reached / 3);
});
