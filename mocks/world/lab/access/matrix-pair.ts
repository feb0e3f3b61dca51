/** One pair of the access matrix in full. */
import { plainSession } from '#engine/analysis/plain-session.ts';
import { type Sweep, sweepOf } from '#engine/analysis/sweep.ts';
import { decide } from '#engine/decide/decide.ts';
import { explain } from '#engine/explain/explain.ts';
import { endpointOfAny } from '#engine/sync/lines.ts';
import type { Vip } from '#model/fortios/tables.ts';
import type { MatrixPair, MatrixPairAnswer, PairSweep } from '#model/lab/access-matrix.ts';
import { noEndpoint } from '#model/words/refusals.ts';
import { notFound } from '../../refusal.ts';
import { type FortiGate, type WorldState, fortigateNamed } from '../../state.ts';

/** Hours that come to the same, one after the other, are one. */
function shownSweep({ facts, combinations, allowed }: Sweep): PairSweep {
  return {
    combinations,
    allowed,
    facts: facts.map(({ fact, values }) => {
      const shown: PairSweep['facts'][number]['values'] = [];
      for (const { value, outcome, isOwn } of values) {
        const { action, policyid, error } = outcome;
        const last = shown.at(-1);
        const isSame =
          fact === 'hour' &&
          last?.action === action &&
          last.policyid === policyid &&
          last.error === error;
        if (isSame) last.to = value;
        else shown.push({ value, action, policyid, error, isOwn });
      }
      return { fact, values: shown };
    }),
  };
}

/** The VIP at which a server of a FortiGate is reached. */
export function reachedAt(
  state: WorldState,
  name: string,
  server: string,
): { readonly fortigate: FortiGate; readonly vip: Vip } {
  const fortigate = fortigateNamed(state, name, 'fortigate');
  const proxy =
    fortigate.config['firewall access-proxy'].find((one) => one.name === server) ??
    notFound(`${name} has no ZTNA server ${server}.`, 'server');
  const vip =
    fortigate.config['firewall vip'].find((one) => one.name === proxy.vip) ??
    notFound(
      `The ZTNA server ${server} uses the VIP ${proxy.vip}, which does not exist.`,
      'server',
    );
  return { fortigate, vip };
}

/** One pair with its explanation, as the matrix has it. */
export function matrixPair(
  state: WorldState,
  { fortigate: name, server, uid, srcintf }: MatrixPair,
): MatrixPairAnswer {
  const { fortigate, vip } = reachedAt(state, name, server);
  const endpoint = endpointOfAny(state.ems, uid) ?? notFound(noEndpoint(uid), 'uid');
  const session = plainSession(endpoint, name, vip, {
    srcintf: srcintf === '' ? null : srcintf,
    at: state.clock,
  });
  const decision = decide(state.ems, fortigate, session, state.names);
  return {
    host: endpoint.host,
    explanation: explain(decision, session, state.ems, fortigate),
    sweep: shownSweep(sweepOf(state.ems, fortigate, endpoint, session, state.names)),
    request: {
      fortigate: name,
      source: { kind: 'endpoint', uid, srcip: endpoint.ip },
      srcintf: session.srcintf,
      destination: { kind: 'server', server, path: '/', host: null },
      certificate: endpoint.registered ? 'valid' : 'none',
    },
  };
}
