/** Lab > Flow: how sessions fall through the policies of a FortiGate. */
import { policyTypes } from '#model/fortios/policy-list.ts';
import type { FlowPolicy, PolicyFlow, policyFlowQuerySchema } from '#model/lab/policy-flow.ts';
import type { z } from '#model/zod.ts';
import type { Beside } from '../../jobs.ts';
import { notFound } from '../../refusal.ts';
import { type WorldState, fortigateNamed } from '../../state.ts';
import { policiesOf } from '../../fortigate/policy-list.ts';
import { mapSlice } from './policy-map.ts';

export function policyFlow(
  state: WorldState,
  { fortigate: name, server }: z.output<typeof policyFlowQuerySchema>,
  beside: Beside,
): PolicyFlow {
  const fortigate = fortigateNamed(state, name, 'fortigate');
  const map = beside.policyMaps.take(state, fortigate, '').servers;
  const place = map.plans.servers.findIndex((one) => one.name === server);
  if (server !== '' && place < 0) notFound(`${name} has no ZTNA server ${server}.`, 'server');
  const at = server === '' ? null : place;
  const wanted = at === null ? map.plans.servers.map((_, one) => one) : [at];
  const isWhole = map.advance(mapSlice, wanted);
  const policies = policyTypes.flatMap((policytype) =>
    policiesOf(fortigate, policytype).flatMap(
      ({ policyid, name: called, action }): FlowPolicy[] => {
        const sum = map.sum(policytype, policyid, at);
        if (!sum || sum.reached === 0) return [];
        const { reached, taken } = sum;
        const isAccept = action === 'accept';
        return [
          {
            policytype,
            policyid,
            name: called,
            action: isAccept ? 'accept' : 'deny',
            reached,
            taken,
          },
        ];
      },
    ),
  );
  const ends = map.ends(at);
  return {
    sessions: ends?.pairs ?? 0,
    servers: wanted.length,
    policies: isWhole ? policies : [],
    implicit: ends?.left ?? 0,
    before: ends?.before ?? 0,
    counting: isWhole ? null : map.progress,
  };
}
