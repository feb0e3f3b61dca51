/** How many other pairs of an endpoint and a ZTNA server each of some changes flips. */
import type { Endpoint } from '#model/ems/ems.ts';
import type { Change } from '#model/decision/repair.ts';
import type { Resolver, Session } from '#model/decision/session.ts';
import { type Installation, applyChange } from '../repairs/apply-change.ts';
import type { FortiGateInput } from '../decide/compile.ts';
import { addressOf, addressesFor } from '../decide/route.ts';
import { endpointsOfAll } from '../sync/lines.ts';
import { macsOf, routesOf } from '../sync/routes.ts';
import { PlainDecisions } from './plain-decisions.ts';
import { Sliced } from './sliced.ts';

export interface SideEffects {
  /** Pairs that were denied and would be accepted, and the other way round. */
  readonly opens: number;
  readonly closes: number;
}

/** The first pairs of each kind, as `HANS to ZTNA-web`. */
export interface NamedEffects {
  readonly opens: readonly string[];
  readonly closes: readonly string[];
}
const mostNamed = 2;

/** The endpoints that a change is made on; a certificate is the session's own. */
function changedUids(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(
    changes.flatMap((change) =>
      'uid' in change &&
      change.kind !== 'present-certificate' &&
      change.kind !== 'withhold-certificate'
        ? [change.uid]
        : [],
    ),
  );
}

/** Addresses, also those that the name of a real server resolves to. */
function realServers({ config }: FortiGateInput, resolver: Resolver): readonly string[] {
  return config['firewall access-proxy'].flatMap((proxy) =>
    proxy['api-gateway'].flatMap((gateway) =>
      gateway.realservers.flatMap((server) =>
        addressesFor(addressOf(config, server), { resolver }),
      ),
    ),
  );
}

/** The FortiGates and endpoints whose pairs the changes can flip. */
function reachOf(
  changes: readonly Change[],
  { ems, fortigates }: Installation,
  resolver: Resolver,
) {
  const named = new Set(
    changes.flatMap((change) =>
      'fortigate' in change ? [change.fortigate] : 'device' in change ? [change.device] : [],
    ),
  );
  const uids = changedUids(changes);
  const all = endpointsOfAll(ems);
  const changed = all.filter((one) => uids.has(one.uid));
  const ips = new Set(changed.flatMap((one) => routesOf(one).map(({ ip }) => ip)));
  const macs = new Set(changed.flatMap(macsOf));
  // Whoever has an address of the changed one, by any route, can be taken for it.
  const isAlike = (one: Endpoint): boolean =>
    routesOf(one).some(({ ip }) => ips.has(ip)) || macsOf(one).some((mac) => macs.has(mac));
  const touched = fortigates.filter((one) => uids.size > 0 || named.has(one.name));
  // An endpoint that is a server as well matters to everyone.
  const everyone =
    named.size > 0 ||
    touched.some((one) => realServers(one, resolver).some((address) => ips.has(address)));
  return {
    fortigates: touched,
    endpoints: everyone ? all : all.filter(isAlike),
  };
}

/** Looking at one pair again and at what it was. */
const stepCost = 1;
/** What a FortiGate learns from another EMS is worked out anew, for each endpoint. */
const learningCost = 2;

/**
 * Counts for each of some repairs against the same installation, slice by slice. The session's own pair,
 * of its endpoint and `server`, does not count.
 */
export class SideEffectCount {
  /** So far, in the order of the repairs. */
  readonly effects: readonly SideEffects[];
  readonly named: readonly NamedEffects[];
  readonly work: Sliced;

  constructor(
    before: Installation,
    session: Session,
    server: string | null,
    resolver: Resolver,
    repairs: readonly (readonly Change[])[],
  ) {
    const options = { srcintf: null, at: session.at };
    const effects = repairs.map(() => ({ opens: 0, closes: 0 }));
    this.effects = effects;
    const named = repairs.map((): { opens: string[]; closes: string[] } => ({
      opens: [],
      closes: [],
    }));
    this.named = named;
    const known = new Map<string, PlainDecisions>();
    const decisionsBefore = (fortigate: FortiGateInput): PlainDecisions => {
      const decisions =
        known.get(fortigate.name) ?? new PlainDecisions(before.ems, fortigate, options, resolver);
      known.set(fortigate.name, decisions);
      return decisions;
    };
    const isOwn = (fortigate: FortiGateInput, endpoint: Endpoint, at: number): boolean =>
      endpoint.uid === session.endpointUid &&
      fortigate.name === session.fortigate &&
      fortigate.config['firewall access-proxy'][at]?.name === server;

    function* count(): Generator<number, void> {
      for (const [i, changes] of repairs.entries()) {
        const effect = effects[i] ?? { opens: 0, closes: 0 };
        const names = named[i];
        const after = changes.reduce(
          (installation, change) => applyChange(installation, change, session.at.epochMs),
          before,
        );
        const changed = new Map(endpointsOfAll(after.ems).map((one) => [one.uid, one]));
        const { fortigates, endpoints } = reaches[i] ?? { fortigates: [], endpoints: [] };
        for (const fortigate of fortigates) {
          const then = after.fortigates.find((one) => one.name === fortigate.name) ?? fortigate;
          const was = decisionsBefore(fortigate);
          const will = new PlainDecisions(after.ems, then, options, resolver);
          let extra = after.ems === before.ems ? 0 : learningCost * after.ems.endpoints.length;
          for (const endpoint of endpoints) {
            const spent = was.spent + will.spent;
            const now = will.of(changed.get(endpoint.uid) ?? endpoint);
            for (const [at, outcome] of was.of(endpoint).entries()) {
              if (outcome?.action === now[at]?.action || isOwn(fortigate, endpoint, at)) continue;
              const way = now[at]?.action === 'accept' ? 'opens' : 'closes';
              effect[way]++;
              if (names && names[way].length < mostNamed)
                names[way].push(
                  `${endpoint.host} to ${fortigate.config['firewall access-proxy'][at]?.name ?? ''}`,
                );
            }
            yield stepCost + extra + was.spent + will.spent - spent;
            extra = 0;
          }
        }
      }
    }
    const reaches = repairs.map((changes) => reachOf(changes, before, resolver));
    this.work = new Sliced(
      reaches.reduce(
        (sum, { fortigates, endpoints }) => sum + fortigates.length * endpoints.length,
        0,
      ),
      count(),
    );
  }
}
