/** Where a policy test goes: ZTNA servers with the ways into them, or an address behind a FortiGate. */
import { portRange } from '#model/fortios/ip.ts';
import type { ApiGateway, FortiosConfig, Vip } from '#model/fortios/tables.ts';
import type { PolicyTest, TestProblem } from '#model/lab/policy-test.ts';
import { interfaceTowards } from '#model/lab/session-interfaces.ts';
import { nearestName } from '#model/nearest-name.ts';
import { type FortiGateInput, compile, vipOf } from '../../decide/compile.ts';
import { addressOf, usable } from '../../decide/route.ts';
import { serversOf } from '../plain-session.ts';
import { fortigatesOf } from './subjects.ts';
import type { TestWorld } from './test-world.ts';

/** A request to an API gateway. */
interface Way {
  readonly path: string;
  readonly host: string | null;
}

export interface TestPlace {
  readonly fortigate: FortiGateInput;
  /** Null for an address. */
  readonly server: { readonly name: string; readonly vip: Vip } | null;
  readonly dstip: string;
  readonly dstport: number;
  readonly protocol: number;
  readonly dstintf: string;
  /** Whoever gets in by one of them reaches the place. */
  readonly ways: readonly [Way, ...Way[]];
}

export interface TestPlaces {
  readonly places: readonly TestPlace[];
  readonly problems: readonly TestProblem[];
}

/** What FortiClient asks TCP forwarding for. */
function forwardPath(address: string, port: number): string {
  return `/tcp?address=${address}&port=${port}&tls=0`;
}

/** A path that the gateway's `url-map` matches, where one can be told from it. */
function pathTo({ 'url-map': map, 'url-map-type': type }: ApiGateway): string {
  const text =
    type === 'wildcard'
      ? map.replaceAll('*', '').replaceAll('?', 'a')
      : type === 'regex'
        ? map.replace(/^\^/, '').replace(/\$$/, '')
        : map;
  return text.startsWith('/') ? text : `/${text}`;
}

function hostTo(config: FortiosConfig, gateway: ApiGateway): string | null {
  const name = gateway['virtual-host'];
  const found = config['firewall access-proxy-virtual-host'].find((one) => one.name === name);
  return found ? found.host.replaceAll('*', 'www') : null;
}

function waysOf(config: FortiosConfig, gateway: ApiGateway): readonly Way[] {
  const host = hostTo(config, gateway);
  switch (gateway.service) {
    case 'tcp-forwarding':
      return usable(gateway.realservers).map((one) => {
        const address = one.domain === '' ? addressOf(config, one) : one.domain;
        const port = portRange(one.mappedport[0] ?? '')?.first ?? one.port;
        return { path: forwardPath(address, port), host };
      });
    // It answers log-ins alone.
    case 'samlsp':
      return [];
    case 'http':
    case 'https':
    case 'saas':
    case 'web-portal':
      return [{ path: pathTo(gateway), host }];
  }
}

const plainWay: Way = { path: '/', host: null };

/** The plain request, and one to each API gateway; or the one that the test asks for. */
function waysTo(
  config: FortiosConfig,
  server: string,
  { path, host, forward }: Extract<PolicyTest['to'], { kind: 'servers' }>,
): TestPlace['ways'] {
  if (forward) return [{ path: forwardPath(forward.address, forward.port), host }];
  if (path !== null || host !== null) return [{ path: path ?? '/', host }];
  const gateways =
    config['firewall access-proxy'].find(({ name }) => name === server)?.['api-gateway'] ?? [];
  const ways = new Map(
    [plainWay, ...gateways.flatMap((one) => waysOf(config, one))].map((way) => [
      JSON.stringify(way),
      way,
    ]),
  );
  const [first = plainWay, ...others] = ways.values();
  return [first, ...others];
}

/** What keeps a server from being reached at all, where the test names it. */
function serverProblem(
  fortigate: FortiGateInput,
  server: string,
  vip: Vip,
  { to, srcintf }: PolicyTest,
): TestProblem | null {
  const at = { server, fortigate: fortigate.name };
  const range = portRange(vip.extport);
  if (to.kind === 'servers' && to.port !== null && range) {
    const { first, last } = range;
    if (to.port < first || to.port > last)
      return { kind: 'other-port', ...at, asked: to.port, listens: vip.extport };
  }
  if (srcintf !== null && vip.extintf !== 'any' && vip.extintf !== srcintf)
    return { kind: 'other-interface', ...at, asked: srcintf, listens: vip.extintf };
  const dstport = range?.first ?? 0;
  const own = vip.extintf === 'any' || vip.extintf === '' ? 'port1' : vip.extintf;
  const reached = vipOf(compile(fortigate), {
    dstip: vip.extip,
    dstport,
    srcintf: srcintf ?? own,
  });
  return reached ? null : { kind: 'no-vip', ...at, vip: vip.name };
}

function serversTo(test: PolicyTest, world: TestWorld): TestPlaces {
  const { to } = test;
  if (to.kind !== 'servers') return { places: [], problems: [] };
  const devices = fortigatesOf(test, world);
  const all = devices.flatMap((fortigate) =>
    serversOf(fortigate.config).map((server) => ({ fortigate, ...server })),
  );
  const there = new Set(all.map(({ name }) => name));
  const problems = to.servers
    .filter((name) => !there.has(name))
    .map((name): TestProblem => ({
      kind: 'not-there',
      what: 'server',
      name,
      near: nearestName(name, there),
      on: [...test.through],
    }));
  const wanted =
    to.servers.length === 0 ? all : all.filter(({ name }) => to.servers.includes(name));
  const places: TestPlace[] = [];
  for (const { fortigate, name, vip } of wanted) {
    const { config } = fortigate;
    const problem: TestProblem | null = vip
      ? serverProblem(fortigate, name, vip, test)
      : {
          kind: 'no-vip',
          server: name,
          fortigate: fortigate.name,
          vip: config['firewall access-proxy'].find((one) => one.name === name)?.vip ?? '',
        };
    if (vip && problem === null)
      places.push({
        fortigate,
        server: { name, vip },
        dstip: vip.extip,
        dstport: to.port ?? portRange(vip.extport)?.first ?? 0,
        protocol: 6,
        dstintf: 'root',
        ways: waysTo(config, name, to),
      });
    // Any server is any that can be reached; one that is named has to be one.
    else if (problem && to.servers.length > 0) problems.push(problem);
  }
  if (places.length === 0 && problems.length === 0)
    problems.push({ kind: 'no-server', port: to.port });
  return { places, problems };
}

/** The interfaces that a test names, where the FortiGate's are known. */
function interfaceProblems(test: PolicyTest, devices: readonly FortiGateInput[]): TestProblem[] {
  const asked = [test.srcintf, test.to.kind === 'address' ? test.to.dstintf : null];
  return devices.flatMap(({ name: device, config }) => {
    const there = config['system interface'].map(({ name }) => name);
    if (there.length === 0) return [];
    return asked
      .filter((name) => name !== null && name !== 'any' && !there.includes(name))
      .map((name): TestProblem => ({
        kind: 'not-there',
        what: 'interface',
        name: name ?? '',
        near: nearestName(name ?? '', there),
        on: [device],
      }));
  });
}

export function placesOf(test: PolicyTest, world: TestWorld): TestPlaces {
  const { to, through } = test;
  const names = world.fortigates.map(({ name }) => name);
  const missing = through
    .filter((name) => !names.includes(name))
    .map((name): TestProblem => ({
      kind: 'not-there',
      what: 'fortigate',
      name,
      near: nearestName(name, names),
      on: [],
    }));
  if (missing.length > 0) return { places: [], problems: missing };
  const devices = fortigatesOf(test, world);
  if (to.kind === 'servers') {
    const { places, problems } = serversTo(test, world);
    // Those without a server that is asked for play no part.
    const used = devices.filter((one) => places.some(({ fortigate }) => fortigate === one));
    return { places, problems: [...problems, ...interfaceProblems(test, used)] };
  }
  const places = devices.map((fortigate): TestPlace => ({
    fortigate,
    server: null,
    dstip: to.dstip,
    dstport: to.dstport,
    protocol: to.protocol,
    dstintf: to.dstintf ?? interfaceTowards(fortigate.config['system interface'], to.dstip),
    ways: [plainWay],
  }));
  return { places, problems: interfaceProblems(test, devices) };
}
