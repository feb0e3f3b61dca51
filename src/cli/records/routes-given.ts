/** The routes of an endpoint that EMS gives to the device. */
import { gatewayInterface } from '#engine/decide/incoming-interface.ts';
import { knowledgeOf } from '#engine/sync/knowledge.ts';
import { ipsGiven } from '#engine/sync/routes.ts';
import type { Endpoint, EndpointRoute } from '#model/ems/ems.ts';
import type { CliWorld } from '../session.ts';

/** That of the endpoint's own record first. */
export function routesGiven(
  { ems, fortigate }: CliWorld,
  endpoint: Endpoint,
): readonly EndpointRoute[] {
  const { device } = knowledgeOf(ems, fortigate);
  if (!device) return [];
  const given = new Set(ipsGiven(device, endpoint));
  const { ip, mac, gateway, routes = [] } = endpoint;
  const interfaces = fortigate.config['system interface'];
  const own = gatewayInterface(fortigate.name, interfaces, endpoint);
  return [{ ip, mac, interface: own, gateway, vpn: false }, ...routes].filter((one) =>
    given.has(one.ip),
  );
}
