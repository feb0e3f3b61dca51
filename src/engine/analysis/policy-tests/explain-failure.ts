/** A failing pair of a policy test as it is shown: why it is so, and how to try it in *Connect*. */
import type { ConnectRequest } from '#model/lab/connect-request.ts';
import type { FailingPair } from '#model/lab/policy-test.ts';
import { portRange } from '#model/fortios/ip.ts';
import { hasPorts } from '#model/fortios/services.ts';
import { decide } from '../../decide/decide.ts';
import { explain } from '../../explain/explain.ts';
import type { TestPlace } from './places.ts';
import type { FailingSession } from './test-run.ts';
import type { TestWorld } from './test-world.ts';

/** What `/tcp?address=A&port=P` asks for; null for any other path. */
function forwardedIn(path: string): { readonly address: string; readonly port: number } | null {
  if (!path.startsWith('/tcp?')) return null;
  const asked = new URLSearchParams(path.slice(path.indexOf('?')));
  const [address, port] = [asked.get('address') ?? '', Number(asked.get('port'))];
  return address === '' || !Number.isInteger(port) || port < 1 ? null : { address, port };
}

function destinationOf({ place, session }: FailingSession): ConnectRequest['destination'] {
  const { server, dstip, dstport, protocol, dstintf } = place;
  const { host, path } = session;
  const first = server ? portRange(server.vip.extport)?.first : undefined;
  // A server is tried at the first of its ports.
  if (!server || first !== dstport) return { kind: 'address', dstip, protocol, dstport, dstintf };
  const asked = forwardedIn(path);
  return asked
    ? { kind: 'tcp-forwarding', server: server.name, ...asked, host }
    : { kind: 'server', server: server.name, path, host };
}

function requestOf(failing: FailingSession): ConnectRequest {
  const { maker, session } = failing;
  const { fortigate, srcip, srcintf, certificate, user, groups, login, os } = session;
  const isReported =
    user === (maker?.user ?? null) && groups.join('\n') === (maker?.groups ?? []).join('\n');
  return {
    fortigate,
    source: maker ? { kind: 'endpoint', uid: maker.uid, srcip } : { kind: 'unknown', srcip, os },
    srcintf,
    destination: destinationOf(failing),
    certificate,
    ...(isReported ? {} : { user: { name: user, groups: [...groups] } }),
    ...(login ? { login: { ...login, groups: [...login.groups] } } : {}),
  };
}

function destinationWords({ server, dstip, dstport, protocol }: TestPlace): string {
  if (server) return server.name;
  return hasPorts(protocol) ? `${dstip}:${dstport}` : dstip;
}

export function explainFailure(failing: FailingSession, world: TestWorld): FailingPair {
  const { maker, place, expected, of, session, isBlocked } = failing;
  const { fortigate } = place;
  const decision = decide(world.ems, fortigate, session, world.resolver);
  const explanation = explain(decision, session, world.ems, fortigate);
  const policy = explanation.deciding === null ? null : explanation.policies[explanation.deciding];
  return {
    endpoint: maker && { uid: maker.uid, host: maker.host },
    fortigate: fortigate.name,
    destination: destinationWords(place),
    expected,
    of,
    request: requestOf(failing),
    // With the deciding policy alone: there may be a thousand.
    explanation: isBlocked
      ? null
      : { ...explanation, policies: policy ? [policy] : [], deciding: policy ? 0 : null },
  };
}
