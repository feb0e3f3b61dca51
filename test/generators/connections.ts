/** Sessions that a person tries in a world: to its ZTNA servers, and to any address. */
import type { ConnectRequest } from '#model/lab/connect-request.ts';
import { certificateStateSchema } from '#model/decision/session.ts';
import { connectTargets } from '#mocks/world/fortigate/fortigate-queries.ts';
import type { WorldState } from '#mocks/world/state.ts';
import type { Chooser } from './chooser.ts';

const nobody = 'nobody';

export function connectionRequest(state: WorldState, one: Chooser): ConnectRequest {
  const target = one.of(connectTargets(state, null));
  const interfaces = target?.interfaces ?? [];
  const endpoint = one.of(state.ems.endpoints);
  const srcip = endpoint?.ip ?? '10.0.1.20';
  const login = { user: 'amy', groups: ['staff'], ok: one.either(true, false) };
  return {
    fortigate: target?.fortigate ?? nobody,
    source:
      endpoint && one.either(true, true, true, true, false)
        ? { kind: 'endpoint', uid: endpoint.uid, srcip }
        : { kind: 'unknown', srcip, os: 'windows' },
    srcintf:
      target && target.extintf !== 'any' ? target.extintf : (one.of(interfaces)?.name ?? 'port1'),
    destination: one.either<ConnectRequest['destination']>(
      { kind: 'server', server: target?.server ?? nobody, path: '/', host: null },
      { kind: 'server', server: target?.server ?? nobody, path: '/', host: null },
      { kind: 'server', server: target?.server ?? nobody, path: '/app', host: 'web.example.com' },
      {
        kind: 'address',
        dstip: '10.88.0.9',
        protocol: one.either(6, 17),
        dstport: 443,
        dstintf: one.of(interfaces)?.name ?? 'any',
      },
    ),
    certificate: one.either('valid', ...certificateStateSchema.options),
    ...one.either({}, { login }),
  };
}
