/** Pairs that somebody watches while building: decided in the world as it is, without a connection. */
import { forwardSession } from '#engine/analysis/forward-session.ts';
import { type PlainOptions, plainSession, serversOf } from '#engine/analysis/plain-session.ts';
import { decide } from '#engine/decide/decide.ts';
import { explain } from '#engine/explain/explain.ts';
import { endpointOfAny } from '#engine/sync/lines.ts';
import { decidingList } from '#model/decision/decision.ts';
import type { Session } from '#model/decision/session.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { DecidedPin, PinnedPair } from '#model/lab/policy-map.ts';
import { headline } from '#model/words/decision.ts';
import { plain } from '#model/words/sentence.ts';
import { type FortiGate, type WorldState, findFortiGate } from '../../state.ts';
import { placeNamed } from './forward-policies.ts';

/** Undefined where the FortiGate has no such server. */
function sessionOf(
  fortigate: FortiGate,
  endpoint: Endpoint,
  { server, to }: PinnedPair,
  options: PlainOptions,
): Session | undefined {
  const place = placeNamed(fortigate, to);
  if (place) return forwardSession(endpoint, fortigate, place, options);
  const vip = serversOf(fortigate.config).find(({ name }) => name === server)?.vip;
  return vip && plainSession(endpoint, fortigate.name, vip, options);
}

function decided(state: WorldState, pair: PinnedPair, srcintf: string): DecidedPin {
  const { ems, names, clock } = state;
  const fortigate = findFortiGate(state, pair.fortigate);
  const endpoint = endpointOfAny(ems, pair.uid);
  const options = { srcintf: srcintf === '' ? null : srcintf, at: clock };
  const session = fortigate && endpoint && sessionOf(fortigate, endpoint, pair, options);
  if (!session) return { ...pair, host: endpoint?.host ?? '', outcome: null };
  const decision = decide(ems, fortigate, session, names);
  const { action, policyid } = decision;
  const policytype = decidingList(decision);
  const why = plain(headline(explain(decision, session, ems, fortigate)));
  return { ...pair, host: endpoint.host, outcome: { action, policytype, policyid, why } };
}

export function decidePins(
  state: WorldState,
  { pairs, srcintf }: { readonly pairs: readonly PinnedPair[]; readonly srcintf: string },
): { readonly pins: DecidedPin[]; readonly revision: number } {
  return { pins: pairs.map((pair) => decided(state, pair, srcintf)), revision: state.revision };
}
