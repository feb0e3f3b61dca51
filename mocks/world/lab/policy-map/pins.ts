/** Pairs that somebody watches while building: decided in the world as it is, without a connection. */
import { plainSession, serversOf } from '#engine/analysis/plain-session.ts';
import { decide } from '#engine/decide/decide.ts';
import { explain } from '#engine/explain/explain.ts';
import { endpointOfAny } from '#engine/sync/lines.ts';
import type { DecidedPin, PinnedPair } from '#model/lab/policy-map.ts';
import { headline } from '#model/words/decision.ts';
import { plain } from '#model/words/sentence.ts';
import { type WorldState, findFortiGate } from '../../state.ts';

function decided(state: WorldState, pair: PinnedPair, srcintf: string): DecidedPin {
  const { ems, names, clock } = state;
  const fortigate = findFortiGate(state, pair.fortigate);
  const endpoint = endpointOfAny(ems, pair.uid);
  const vip =
    fortigate && serversOf(fortigate.config).find(({ name }) => name === pair.server)?.vip;
  if (!fortigate || !endpoint || !vip)
    return { ...pair, host: endpoint?.host ?? '', outcome: null };
  const session = plainSession(endpoint, fortigate.name, vip, {
    srcintf: srcintf === '' ? null : srcintf,
    at: clock,
  });
  const decision = decide(ems, fortigate, session, names);
  const { action, policytype, policyid } = decision;
  const why = plain(headline(explain(decision, session, ems, fortigate)));
  return { ...pair, host: endpoint.host, outcome: { action, policytype, policyid, why } };
}

export function decidePins(
  state: WorldState,
  { pairs, srcintf }: { readonly pairs: readonly PinnedPair[]; readonly srcintf: string },
): { readonly pins: DecidedPin[]; readonly revision: number } {
  return { pins: pairs.map((pair) => decided(state, pair, srcintf)), revision: state.revision };
}
