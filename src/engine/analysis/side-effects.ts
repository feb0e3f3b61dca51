/** How many other pairs of an endpoint and a ZTNA server a change flips. */
import type { Endpoint } from '#model/ems.ts';
import type { Change } from '#model/repair.ts';
import type { Resolver, Session } from '#model/session.ts';
import { type Installation, applyChange } from '../apply-change.ts';
import type { FortiGateInput } from '../compile.ts';
import { decide } from '../decide.ts';
import { addressOf } from '../route.ts';
import { plainSession, serversOf } from './matrix.ts';

/**
 * So many policies are asked, over all pairs, for one change: a tenth of a second or so. A larger count
 * would keep a person waiting.
 */
const mostAsked = 150_000;

export interface SideEffects {
  /** Pairs that were denied and would be accepted, and the other way round. */
  readonly opens: number;
  readonly closes: number;
}

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

function realServers({ config }: FortiGateInput): readonly string[] {
  return config['firewall access-proxy'].flatMap((proxy) =>
    proxy['api-gateway'].flatMap((gateway) =>
      gateway.realservers.map((server) => addressOf(config, server)),
    ),
  );
}

/** The FortiGates and endpoints whose pairs the changes can flip. */
function reachOf(changes: readonly Change[], { ems, fortigates }: Installation) {
  const named = new Set(
    changes.flatMap((change) =>
      'fortigate' in change ? [change.fortigate] : 'device' in change ? [change.device] : [],
    ),
  );
  const uids = changedUids(changes);
  const ips = new Set(ems.endpoints.filter((one) => uids.has(one.uid)).map((one) => one.ip));
  const touched = fortigates.filter((one) => uids.size > 0 || named.has(one.name));
  // Another endpoint at the same address can be taken for the changed one; an endpoint that is a server
  // as well matters to everyone.
  const everyone =
    named.size > 0 || touched.some((one) => realServers(one).some((address) => ips.has(address)));
  return {
    fortigates: touched,
    endpoints: everyone ? ems.endpoints : ems.endpoints.filter((one) => ips.has(one.ip)),
  };
}

/**
 * Counts for one change after the other against the same installation. The session's own pair, of its
 * endpoint and `server`, does not count. Null where there would be too many pairs to decide.
 */
export function sideEffects(
  before: Installation,
  session: Session,
  server: string | null,
  resolver: Resolver,
): (changes: readonly Change[]) => SideEffects | null {
  const reached = (
    { ems }: Installation,
    fortigate: FortiGateInput,
    endpoint: Endpoint,
  ): readonly (boolean | null)[] =>
    serversOf(fortigate.config).map(({ vip }) => {
      if (!vip) return null;
      const plain = plainSession(endpoint, fortigate.name, vip, {
        srcintf: null,
        at: session.at,
      });
      return decide(ems, fortigate, plain, resolver).action === 'accept';
    });
  const known = new Map<FortiGateInput, Map<Endpoint, readonly (boolean | null)[]>>();
  const reachedBefore = (fortigate: FortiGateInput, endpoint: Endpoint) => {
    const row = known.get(fortigate) ?? new Map<Endpoint, readonly (boolean | null)[]>();
    known.set(fortigate, row);
    const cells = row.get(endpoint) ?? reached(before, fortigate, endpoint);
    row.set(endpoint, cells);
    return cells;
  };

  return (changes) => {
    const { fortigates, endpoints } = reachOf(changes, before);
    const askedByOne = fortigates.reduce(
      (sum, { config }) =>
        sum +
        config['firewall access-proxy'].length +
        config['firewall policy'].length +
        config['firewall proxy-policy'].length,
      0,
    );
    if (endpoints.length * askedByOne > mostAsked) return null;
    const after = changes.reduce(
      (installation, change) => applyChange(installation, change, session.at.epochMs),
      before,
    );
    const changed = new Map(after.ems.endpoints.map((one) => [one.uid, one]));
    let [opens, closes] = [0, 0];
    for (const fortigate of fortigates) {
      const then = after.fortigates.find((one) => one.name === fortigate.name) ?? fortigate;
      for (const endpoint of endpoints) {
        const own = endpoint.uid === session.endpointUid && fortigate.name === session.fortigate;
        const now = reached(after, then, changed.get(endpoint.uid) ?? endpoint);
        for (const [i, was] of reachedBefore(fortigate, endpoint).entries()) {
          const name = fortigate.config['firewall access-proxy'][i]?.name;
          if (was === now[i] || (own && name === server)) continue;
          if (now[i]) opens++;
          else closes++;
        }
      }
    }
    return { opens, closes };
  };
}
