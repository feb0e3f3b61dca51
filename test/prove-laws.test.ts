/** What follows from proofs, on generated worlds: sessions that are made to reach a policy, and policies left out. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { counterexample } from '#engine/analysis/prove/counterexample.ts';
import { policiesIn, policyKey, policyLists } from '#engine/analysis/prove/policy-list.ts';
import { ProvenList } from '#engine/analysis/prove/prove.ts';
import { compile } from '#engine/decide/compile.ts';
import { decide } from '#engine/decide/decide.ts';
import type { Ems, EmsServer } from '#model/ems/ems.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import { type GeneratedFortiGate, worldArbitrary } from './generators/world.ts';
import { referenceDecide } from './reference/decide.ts';
import { scaled } from './scale.ts';

const now = Date.UTC(2025, 0, 5) / 60_000;
const at = { epochMs: Date.UTC(2025, 0, 7, 12), offsetMinutes: 0 };

/** What each of the lists that have a policy says of it. */
function ask<Answer>(
  fortigate: GeneratedFortiGate,
  of: (list: ProvenList, key: string) => Answer,
): ReadonlyMap<string, readonly Answer[]> {
  const compiled = compile(fortigate);
  const found = new Map<string, Answer[]>();
  for (const list of policyLists(compiled)) {
    const proven = new ProvenList(compiled, list, now);
    for (const one of policiesIn(list)) {
      const key = policyKey(one);
      found.set(key, [...(found.get(key) ?? []), of(proven, key)]);
    }
  }
  return found;
}

function changed(
  config: FortiosConfig,
  key: string,
  change: <P extends { readonly policyid: number }>(rows: readonly P[], id: number) => readonly P[],
): FortiosConfig {
  const [type, id] = key.split(' ');
  const policyid = Number(id);
  switch (type) {
    case 'policy':
      return { ...config, 'firewall policy': change(config['firewall policy'], policyid) };
    case 'proxy-policy':
      return {
        ...config,
        'firewall proxy-policy': change(config['firewall proxy-policy'], policyid),
      };
    default:
      return {
        ...config,
        'firewall security-policy': change(config['firewall security-policy'], policyid),
      };
  }
}

function toTheTop(config: FortiosConfig, key: string): FortiosConfig {
  return changed(config, key, (rows, id) => [
    ...rows.filter(({ policyid }) => policyid === id),
    ...rows.filter(({ policyid }) => policyid !== id),
  ]);
}

function leftOut(config: FortiosConfig, key: string): FortiosConfig {
  return changed(config, key, (rows, id) => rows.filter(({ policyid }) => policyid !== id));
}

test('a session that a shadowed policy would take at the top is another one’s where it stands', () => {
  let tried = 0;
  fc.assert(
    fc.property(worldArbitrary(1), ({ ems, fortigates, resolver }) => {
      for (const fortigate of fortigates) {
        const reaches = ask(fortigate, (list, key) => list.reachOf(key)?.kind ?? null);
        for (const [key, kinds] of reaches) {
          const isShadowed = kinds.every((kind) => kind === 'shadowed' || kind === 'never');
          const first = { ...fortigate, config: toTheTop(fortigate.config, key) };
          const example =
            isShadowed && counterexample(key, { ems, fortigate: first, resolver, at });
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
          const decided = referenceDecide(known, fortigate, session, resolver);
          const isSecurity = decided.kind === 'forward' && compile(fortigate).security !== null;
          expect(
            `${isSecurity ? 'security-policy' : decided.policytype} ${decided.policyid}`,
          ).not.toBe(key);
          // One that redirects takes it too, though a full policy, or none, decides it then.
          const { policies } = decide(known, fortigate, session, resolver).trace;
          expect(policies.map(({ verdict }) => verdict)).toContainEqual(
            expect.stringMatching(/^(?:accept|deny|redirect)$/),
          );
          tried++;
        }
      }
    }),
    { numRuns: scaled(300) },
  );
  expect(tried).toBeGreaterThan(20);
});

test('without a redundant policy every session comes to the same action', () => {
  let redundant = 0;
  fc.assert(
    fc.property(worldArbitrary(40), ({ ems, fortigates, sessions, resolver }) => {
      for (const fortigate of fortigates) {
        const instead = ask(fortigate, (list, key) => {
          const kind = list.reachOf(key)?.kind;
          return kind === 'reached' ? list.doneBy(key) !== null : kind !== 'not-decided';
        });
        for (const [key, all] of instead) {
          if (!all.every(Boolean)) continue;
          redundant++;
          const after = { ...fortigate, config: leftOut(fortigate.config, key) };
          for (const session of sessions) {
            const here = { ...session, fortigate: fortigate.name };
            const was = referenceDecide(ems, fortigate, here, resolver);
            const is = referenceDecide(ems, after, here, resolver);
            expect([is.kind, is.action]).toEqual([was.kind, was.action]);
          }
        }
      }
    }),
    { numRuns: scaled(150) },
  );
  expect(redundant).toBeGreaterThan(50);
});
