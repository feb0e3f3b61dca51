/** The addresses by which endpoints come, as the device's daemons keep them: `fcnacd 8` and `33`, `find-…`. */
import type { Endpoint, EndpointRoute } from '#model/ems/ems.ts';
import { byUid, knownEndpoints, sharedTags } from './endpoint-records.ts';
import { routesGiven } from './routes-given.ts';
import type { CliWorld } from '../session.ts';

interface Routed {
  readonly endpoint: Endpoint;
  readonly route: EndpointRoute;
}

/** Of the endpoints that EMS gives to the device. */
function routesHere(world: CliWorld): readonly Routed[] {
  return knownEndpoints(world).flatMap((endpoint) =>
    routesGiven(world, endpoint).map((route) => ({ endpoint, route })),
  );
}

/** `diagnose test application fcnacd 8` [assumed: no document shows what it prints]. */
export function routeCache(world: CliWorld): readonly string[] {
  const { serial, tenant } = world.ems;
  return [
    'Route Cache:',
    ...routesHere(world).map(
      ({ endpoint: { uid }, route: { ip } }, i) =>
        `${i}: IP:${ip}, vdom:root(0), UID:${uid}, EMS:${serial} ${tenant}`,
    ),
  ];
}

/** `diagnose test application fcnacd 33`: the VPN connections that end at a Fabric device [866827]. */
export function vpnGatewayCache(world: CliWorld): readonly string[] {
  const serialOf = (name: string | null): string =>
    world.ems.fabricDevices.find((one) => one.name === name)?.serial ?? '';
  const byEndpoint = Map.groupBy(
    routesHere(world).filter(({ route }) => route.vpn),
    ({ endpoint }) => endpoint,
  );
  const entries = [...byEndpoint];
  return [
    'Gateway VPN Cache:',
    ...entries.flatMap(([{ uid }, routed], i) => [
      `${i}:`,
      `  uid: ${uid}`,
      ...routed.flatMap(({ route }, r) => [
        `    route#${r}:`,
        '    vdom: root',
        `    intf: ${route.interface ?? ''}`.trimEnd(),
        `    sn: ${serialOf(route.gateway)}`.trimEnd(),
        `    IP: ${route.ip}`,
      ]),
    ]),
    'Gateway IPv4 Cache:',
    ...entries
      .flatMap(([{ uid }, routed]) => routed.map(({ route }) => `root_${route.ip}: ${uid}`))
      .map((line, i) => `${i}: ${line}`),
    'Gateway IPv6 Cache:',
  ];
}

/** What the local lookup service has of one endpoint [assumed but for what is known of it]. */
function found(world: CliWorld, endpoint: Endpoint | undefined): readonly string[] {
  if (!endpoint) return ['status code: not found'];
  const routes = routesGiven(world, endpoint);
  const tags = sharedTags(world, endpoint);
  return [
    `UID: ${endpoint.uid}`,
    '        status code: ok',
    `        User: ${endpoint.user ?? ''}`.trimEnd(),
    `        Cert SN: ${endpoint.certificateSerial}`.trimEnd(),
    `        EMS SN: ${world.ems.serial}`,
    `        Routes(${routes.length}):`,
    ...routes.map(({ ip }, i) => `         - route[${i}]: IP=${ip}, VDom=root`),
    `        Tags(${tags.length}):`,
    ...tags.map(({ name }, i) => `         - tag[${i}]: name=${name}`),
  ];
}

export function lookupByUid(world: CliWorld, uid: string): readonly string[] {
  return found(world, byUid(world, uid));
}

/** There is one VDOM here, `root`. */
export function lookupByIp(world: CliWorld, ip: string, vdom: string): readonly string[] {
  const one = routesHere(world).find(({ route }) => route.ip === ip);
  return found(world, vdom === 'root' ? one?.endpoint : undefined);
}

/** `diagnose user device list`: devices behind this FortiGate that EMS tells of [assumed]. */
export function deviceList(world: CliWorld): readonly string[] {
  const here = routesHere(world).filter(
    ({ route }) => !route.vpn && route.gateway === world.fortigate.name,
  );
  return [
    'hosts',
    ...here.flatMap(({ endpoint, route }) => [
      `  vd root/0  ${route.mac ?? ''}  gen 1  req 0`,
      `    seen 0s  ${route.interface ?? ''}`.trimEnd(),
      `    ip ${route.ip}  src forticlient`,
      `    host '${endpoint.host}'  src forticlient`,
      ...(endpoint.user === null ? [] : [`    user '${endpoint.user}'  src forticlient`]),
    ]),
  ];
}
