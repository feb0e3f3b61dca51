/** The maps of FortiGates that were asked about, each following its FortiGate from change to change. */
import { Population } from '#engine/analysis/columns/population.ts';
import { ServerPlans } from '#engine/analysis/columns/server-plans.ts';
import { ForwardMap } from '#engine/analysis/policy-map/forward-map.ts';
import { PacketColumns } from '#engine/analysis/policy-map/packet-columns.ts';
import { PolicyAsks } from '#engine/analysis/policy-map/policy-ask.ts';
import { PolicyMap } from '#engine/analysis/policy-map/policy-map.ts';
import { type FortiGateInput, compileAfter, leadsByPolicies } from '#engine/decide/compile.ts';
import type { Counting } from '#model/lab/counting.ts';
import type { FortiGate, WorldState } from '../../state.ts';

/** Of a large world: some 30 ms. */
const readAtOnce = 10_000;

interface Input {
  readonly state: Pick<WorldState, 'ems' | 'names' | 'clock'>;
  readonly fortigate: FortiGate;
  /** The incoming interface of every session; null for each one's own. */
  readonly srcintf: string | null;
}

/** The policies of one FortiGate as it is; each part is made when somebody asks for it. */
export class FortiGateMap {
  readonly input: Input;
  private readonly packets: PacketColumns;
  readonly asks: PolicyAsks;
  private made: { servers: PolicyMap | null; forward: ForwardMap | null };
  /** Of a configuration that differs in its firewall policies alone. */
  private readonly former: FortiGateMap['made'];

  constructor(input: Input, before?: FortiGateMap) {
    this.input = input;
    const { state, fortigate, srcintf } = input;
    const follows = before && leadsByPolicies(before.input.fortigate, fortigate);
    if (follows) compileAfter(before.input.fortigate, fortigate);
    const options = { srcintf, at: state.clock };
    this.packets = follows
      ? before.packets
      : new PacketColumns(new Population(state.ems, fortigate, options, state.names));
    // What tags and addresses stand for is the same: what was counted of policies that are still there holds.
    this.asks = follows ? before.asks : new PolicyAsks(this.packets);
    this.made = { servers: null, forward: null };
    this.former = follows
      ? {
          servers: before.made.servers ?? before.former.servers,
          forward: before.made.forward ?? before.former.forward,
        }
      : { servers: null, forward: null };
  }

  get population(): Population {
    return this.packets.population;
  }

  get endpoints(): number {
    return this.population.endpoints.length;
  }

  /** Looks at more endpoints, as their tags are counted; null once all are looked at. */
  read(): Counting | null {
    const { population } = this.packets;
    const done = population.advance(readAtOnce);
    return done < this.endpoints ? { done, total: this.endpoints } : null;
  }

  private get options() {
    const { state, srcintf } = this.input;
    return { srcintf, at: state.clock };
  }

  get servers(): PolicyMap {
    const { state, fortigate } = this.input;
    const { ems, names: resolver } = state;
    const { population } = this.packets;
    this.made.servers ??=
      this.former.servers?.after(fortigate) ??
      new PolicyMap(
        new ServerPlans({
          ems,
          fortigate,
          options: this.options,
          resolver,
          knowing: 'fortigate',
          population,
        }),
      );
    return this.made.servers;
  }

  get forward(): ForwardMap {
    const { state, fortigate } = this.input;
    this.made.forward ??=
      this.former.forward?.after(fortigate) ??
      new ForwardMap(this.packets, fortigate, this.options, state.names);
    return this.made.forward;
  }
}

/** In a large world each is a hundred megabytes. */
const most = 2;
const minuteMs = 60_000;

/** Schedules know no seconds. */
function isSameWorld(a: Input['state'], b: Input['state']): boolean {
  return (
    a.ems === b.ems &&
    a.names === b.names &&
    Math.floor(a.clock.epochMs / minuteMs) === Math.floor(b.clock.epochMs / minuteMs)
  );
}

function questionOf({ name }: Pick<FortiGate, 'name'>, srcintf: string): string {
  return `${name} ${srcintf}`;
}

export class PolicyMaps {
  private readonly kept = new Map<string, FortiGateMap>();

  /** What is known of the endpoints of a state, each session coming in by its own interface; null where nobody asked. */
  populationOf(state: Input['state'], fortigate: FortiGateInput): Population | null {
    const found = this.kept.get(questionOf(fortigate, ''));
    return found &&
      isSameWorld(found.input.state, state) &&
      leadsByPolicies(found.input.fortigate, fortigate)
      ? found.population
      : null;
  }

  /** @param srcintf the incoming interface of every session; empty for each one's own */
  take(state: WorldState, fortigate: FortiGate, srcintf: string): FortiGateMap {
    const question = questionOf(fortigate, srcintf);
    const found = this.kept.get(question);
    const { ems, names, clock } = state;
    const input = {
      state: { ems, names, clock },
      fortigate,
      srcintf: srcintf === '' ? null : srcintf,
    };
    const before = found && isSameWorld(found.input.state, state) ? found : undefined;
    const isSame =
      before?.input.fortigate.config === fortigate.config &&
      before.input.fortigate.connector === fortigate.connector;
    const made = isSame ? before : new FortiGateMap(input, before);
    this.kept.delete(question);
    this.kept.set(question, made);
    for (const old of [...this.kept.keys()].slice(0, -most)) this.kept.delete(old);
    return made;
  }
}
