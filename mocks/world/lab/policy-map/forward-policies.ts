/** What policies that forward come to: the sessions of all endpoints to an address. */
import type { ForwardPlace } from '#engine/analysis/forward-session.ts';
import type { ForwardMap } from '#engine/analysis/policy-map/forward-map.ts';
import type { Blocker } from '#engine/analysis/policy-map/server-walk.ts';
import type { ForwardPolicy } from '#model/fortios/tables.ts';
import { destinationText, readDestination } from '#model/lab/forward-destination.ts';
import type { Counting } from '#model/lab/counting.ts';
import type { MappedPolicy, PolicyMapAnswer } from '#model/lab/policy-map.ts';
import { interfaceTowards } from '#model/lab/session-interfaces.ts';
import type { FortiGate, WorldState } from '../../state.ts';
import { sampleDestination } from '../session-starts.ts';

/** The place that somebody named, by the interface towards it; null where nothing is named. */
export function placeNamed({ config }: FortiGate, text: string): ForwardPlace | null {
  const read = readDestination(text);
  if ('problem' in read) return null;
  const { destination } = read;
  const dstintf = interfaceTowards(config['system interface'], destination.dstip);
  return { ...destination, dstintf };
}

type Counted = Pick<MappedPolicy, 'fall' | 'idle' | 'way'> & {
  readonly blockers: readonly Blocker[];
};

export class ForwardPolicies {
  private readonly state: WorldState;
  private readonly fortigate: FortiGate;
  private readonly map: ForwardMap;
  /** Where all sessions go; null for an address of each policy's own. */
  private readonly named: ForwardPlace | null;

  constructor(state: WorldState, fortigate: FortiGate, map: ForwardMap, to: string) {
    this.state = state;
    this.fortigate = fortigate;
    this.map = map;
    this.named = placeNamed(fortigate, to);
  }

  private placeOf(policy: ForwardPolicy): ForwardPlace | null {
    if (this.named) return this.named;
    const place = sampleDestination(this.state, this.fortigate, policy);
    return place.kind === 'address' ? place : null;
  }

  /** @param isWanted whether some have what the policy asks for */
  count(policy: ForwardPolicy, isWanted: boolean): Counted {
    const { map } = this;
    const place = this.placeOf(policy);
    const alone = { fall: null, idle: null, way: null, blockers: [] };
    if (!place) return alone;
    const way = {
      to: destinationText(place),
      isOwn: this.named === null,
      dstintf: place.dstintf,
      from: null,
    };
    const idle = map.idle(policy, place);
    if (idle !== null) return { ...alone, way, idle };
    const sum = map.sum(policy, place);
    if (!sum) return { ...alone, way };
    const { reached, from, who, taken } = sum;
    return {
      fall: { servers: 1, reached, who, taken },
      idle: null,
      way: { ...way, from },
      blockers: taken === 0 && isWanted ? map.blockers(policy, place) : [],
    };
  }

  /** Walks to where these policies lead until so much is spent, at least to one; what is left to do. */
  advance(policies: readonly ForwardPolicy[], cost: number): Counting | null {
    const { map } = this;
    const open = policies.flatMap((policy) => {
      const place = this.placeOf(policy);
      return place && map.idle(policy, place) === null ? place : [];
    });
    let left = cost;
    let done = 0;
    for (const place of open) {
      while (!map.isWalked(place)) {
        if (left <= 0) return { done, total: open.length };
        left -= map.walk(place, left);
      }
      done++;
    }
    return null;
  }

  get ends(): PolicyMapAnswer['ends'] {
    return this.named && this.map.ends(this.named);
  }
}
