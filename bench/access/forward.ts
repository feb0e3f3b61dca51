/** `npm run bench -- forward [W2 W3]`: the map of forward policies, its first counts and those after a change. */
import { readConfig } from '#formats/fortios/config.ts';
import { Beside } from '#mocks/world/jobs.ts';
import { caseState } from '#mocks/world/lab/case-state.ts';
import { policyMap } from '#mocks/world/lab/policy-map/policy-map.ts';
import type { WorldState } from '#mocks/world/state.ts';
import { emptyResolver } from '#model/decision/session.ts';
import type { FirewallPolicy } from '#model/fortios/tables.ts';
import { type EstateSize, estateSizes, makeEstate } from '#test/generators/estate.ts';

/** As many as are in sight of a page, and around it. */
const inSight = 20;
const rounds = 15;
const device = 'FGT-1';

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function stateOf(name: string, size: EstateSize): WorldState {
  const { ems, fortigate } = makeEstate(size, 1, 'forward');
  const fortigates = [{ ...readConfig(''), ...fortigate, name: device }];
  const world = { name, ems, fortigates, sessions: [], resolver: emptyResolver, tests: [] };
  return caseState(world, []);
}

function policiesIn(state: WorldState): readonly FirewallPolicy[] {
  return state.fortigates[0]?.config['firewall policy'] ?? [];
}

function withPolicies(state: WorldState, policies: readonly FirewallPolicy[]): WorldState {
  return {
    ...state,
    fortigates: state.fortigates.map((one) => ({
      ...one,
      config: { ...one.config, 'firewall policy': policies },
    })),
  };
}

/** Asks until all that is in sight is counted, as the page does; the milliseconds of each answer. */
function counted(state: WorldState, beside: Beside, first: number, to: string): readonly number[] {
  const ids = policiesIn(state)
    .slice(first, first + inSight)
    .map(({ policyid }) => policyid)
    .join();
  const spent: number[] = [];
  for (;;) {
    const begin = performance.now();
    const { counting } = policyMap(
      state,
      { fortigate: device, list: 'policy', kind: 'standard', ids, server: '', to, srcintf: '' },
      beside,
    );
    spent.push(performance.now() - begin);
    if (counting === null) return spent;
  }
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

const changes = {
  action: (policies: readonly FirewallPolicy[], at: number) =>
    policies.map((one, i): FirewallPolicy =>
      i === at ? { ...one, action: one.action === 'accept' ? 'deny' : 'accept' } : one,
    ),
  tag: (policies: readonly FirewallPolicy[], at: number) =>
    policies.map((one, i) =>
      i === at ? { ...one, 'ztna-ems-tag': [...one['ztna-ems-tag'], 'EMS1_ZTNA_Tag-0001'] } : one,
    ),
  move: (policies: readonly FirewallPolicy[], at: number) => {
    const [one, other] = [policies[at], policies[at + 1]];
    return one && other ? policies.with(at, other).with(at + 1, one) : policies;
  },
};

function measure(name: string, size: EstateSize, to: string) {
  let state = stateOf(name, size);
  const beside = new Beside();
  const begin = counted(state, beside, 0, to);
  // Somewhere in the middle of the list, as one who scrolls there.
  const first = Math.floor(size.policies / 2);
  const there = counted(state, beside, first, to);
  const after: Record<string, number> = {};
  const longest: number[] = [];
  for (const [what, change] of Object.entries(changes)) {
    const times: number[] = [];
    for (let i = 0; i < rounds; i++) {
      state = withPolicies(state, change(policiesIn(state), first + (i % (inSight - 2))));
      const spent = counted(state, beside, first, to);
      times.push(sum(spent));
      longest.push(Math.max(...spent));
    }
    after[what] = Math.round(median(times));
  }
  return {
    firstMs: Math.round(sum(begin)),
    thereMs: Math.round(sum(there)),
    ...after,
    longestAnswerMs: Math.round(Math.max(...begin, ...there, ...longest)),
  };
}

const named = process.argv.filter((one) => Object.hasOwn(estateSizes, one));
const sizes = Object.entries(estateSizes).filter(([name]) =>
  (named.length > 0 ? named : ['W2', 'W3']).includes(name),
);
console.table(
  Object.fromEntries(
    sizes.flatMap(([name, size]) => [
      [`${name}, to an address of each policy’s own`, measure(name, size, '')],
      [`${name}, to one address`, measure(name, size, '172.16.0.7:443')],
    ]),
  ),
);
