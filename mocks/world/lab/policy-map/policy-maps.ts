/** The maps of FortiGates that were asked about, each following its FortiGate from change to change. */
import { ServerPlans } from '#engine/analysis/columns/server-plans.ts';
import { PolicyAsks } from '#engine/analysis/policy-map/policy-ask.ts';
import { PolicyMap } from '#engine/analysis/policy-map/policy-map.ts';
import type { FortiGate, WorldState } from '../../state.ts';

interface Kept {
  readonly state: Pick<WorldState, 'ems' | 'names'>;
  readonly fortigate: FortiGate;
  /** Schedules know no seconds. */
  readonly minute: number;
  readonly map: PolicyMap;
  readonly asks: PolicyAsks;
}

/** In a large world each is a hundred megabytes. */
const most = 2;

function begun({ ems, names, clock }: WorldState, fortigate: FortiGate, srcintf: string) {
  const plans = new ServerPlans({
    ems,
    fortigate,
    options: { srcintf: srcintf === '' ? null : srcintf, at: clock },
    resolver: names,
    knowing: 'fortigate',
  });
  return { map: new PolicyMap(plans), asks: new PolicyAsks(plans) };
}

function followed({ map, asks }: Kept, fortigate: FortiGate) {
  // What tags and addresses stand for is the same: what was counted of policies that are still there holds.
  const isSame = map.plans.leadsTo(fortigate);
  const after = map.after(fortigate);
  return { map: after, asks: isSame ? asks : new PolicyAsks(after.plans) };
}

export class PolicyMaps {
  private readonly kept = new Map<string, Kept>();

  /** @param srcintf the incoming interface of every session; empty for that of each server's VIP */
  take(state: WorldState, fortigate: FortiGate, srcintf: string): Pick<Kept, 'map' | 'asks'> {
    const question = `${fortigate.name} ${srcintf}`;
    const { ems, names } = state;
    const minute = Math.floor(state.clock.epochMs / 60_000);
    const found = this.kept.get(question);
    const isSameWorld =
      found !== undefined &&
      found.state.ems === ems &&
      found.state.names === names &&
      found.minute === minute;
    const isSame =
      isSameWorld &&
      found.fortigate.config === fortigate.config &&
      found.fortigate.connector === fortigate.connector;
    const made = isSame
      ? found
      : isSameWorld
        ? followed(found, fortigate)
        : begun(state, fortigate, srcintf);
    this.kept.delete(question);
    this.kept.set(question, { state: { ems, names }, fortigate, minute, ...made });
    for (const old of [...this.kept.keys()].slice(0, -most)) this.kept.delete(old);
    return made;
  }
}
