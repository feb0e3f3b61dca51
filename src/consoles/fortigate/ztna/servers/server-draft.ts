/** What saving the form of a ZTNA server sends, and where a refusal of it belongs in the form. */
import type { FieldPath } from 'react-hook-form';
import type { ZtnaServerDraft } from '#api/ztna-servers.ts';
import { portParts } from '#model/fortios/ip.ts';
import type { AccessProxy, ApiGateway, RealServer } from '#model/fortios/tables.ts';
import type { ServerFacts } from '#model/fortios/ztna-servers.ts';
import { type Server, certificateSettings } from './server.ts';
import { type ServerForm, isBalanced, isEdited } from './server-form.ts';

type GatewayForm = ServerForm['gateways'][number];
type RealServerForm = GatewayForm['servers'][number];

/** What one step of the change is about, in the order of the steps. */
export type ServerStep =
  | { readonly kind: 'address'; readonly gateway: number; readonly server: number }
  | { readonly kind: 'host'; readonly gateway: number }
  | { readonly kind: 'server' };

const maxName = 79;

/** The host's own name for its object, or the next free one. */
function freeHostName(host: string, isTaken: (name: string) => boolean): string {
  for (let n = 1; ; n++) {
    const ending = n === 1 ? '' : `-${n}`;
    const name = host.slice(0, maxName - ending.length) + ending;
    if (!isTaken(name)) return name;
  }
}

interface Hosts {
  /** The object's name for each mapping; blank for any host. */
  readonly names: readonly string[];
  readonly changes: readonly (ZtnaServerDraft['hosts'][number] & { readonly gateway: number })[];
}

/** A host that is there already, under the same match, needs no second object. */
function hostsOf({ gateways }: ServerForm, { virtualHosts }: ServerFacts): Hosts {
  const known = virtualHosts.map(({ name, host, hostType }) => ({ name, host, hostType }));
  const changes: Hosts['changes'][number][] = [];
  const names = gateways.map(({ service, virtualHost }, gateway) => {
    const { kind, host, hostType } = virtualHost;
    if (kind === 'any' || !isEdited(service)) return '';
    const same = known.find((one) => one.host === host && one.hostType === hostType);
    const name =
      virtualHost.name ||
      same?.name ||
      freeHostName(host, (taken) => known.some((one) => one.name === taken));
    const before = known.find((one) => one.name === name);
    if (before?.host === host && before.hostType === hostType) return name;
    const row = { host, 'host-type': hostType };
    changes.push(
      before ? { key: name, row, gateway } : { key: null, row: { name, ...row }, gateway },
    );
    if (before) known.splice(known.indexOf(before), 1);
    known.push({ name, host, hostType });
    return name;
  });
  return { names, changes };
}

/** Each domain name once: two servers may be of the same. */
function newAddresses({ gateways }: ServerForm) {
  const names = new Set<string>();
  return gateways.flatMap(({ service, servers }, gateway) =>
    servers.flatMap(({ addressType, isNewAddress, domainName }, server) => {
      const isWeb = service === 'http' || service === 'https';
      if (!isWeb || addressType !== 'fqdn' || !isNewAddress || names.has(domainName)) return [];
      names.add(domainName);
      return [
        { row: { name: domainName, type: 'fqdn', fqdn: domainName } as const, gateway, server },
      ];
    }),
  );
}

/** An entry without what no request can say; the FortiGate keeps that by the entry's number. */
function shown<Entry extends { readonly unknown: unknown }>({ unknown: _, ...rest }: Entry) {
  return rest;
}

/** @param old the real server as it was, in a mapping of the same kind of service */
function realServerDraft(gateway: GatewayForm, real: RealServerForm, old: RealServer | undefined) {
  const { service, loadBalancing } = gateway;
  const common = { ...(old ? shown(old) : {}), id: real.id, status: real.status };
  if (service === 'tcp-forwarding')
    return { ...common, address: real.address, mappedport: portParts(real.ports) };
  const isIp = real.addressType === 'ip';
  const kept = old?.['addr-type'] === 'ip' ? old.address : '';
  const address = real.isNewAddress ? real.domainName : real.address;
  return {
    ...common,
    'addr-type': real.addressType === 'fqdn' ? ('fqdn' as const) : ('ip' as const),
    ip: isIp ? real.ip : '',
    address: isIp ? kept : address,
    port: Number(real.port),
    weight:
      isBalanced(gateway) && loadBalancing === 'weighted'
        ? Number(real.weight)
        : (old?.weight ?? 1),
    'http-host': real.httpHost,
  };
}

function gatewayDraft(gateway: GatewayForm, virtualHost: string, old: ApiGateway | undefined) {
  const { service } = gateway;
  if (!isEdited(service)) return old ? shown(old) : { id: gateway.id, service };
  const isForwarding = service === 'tcp-forwarding';
  const isSameKind = old !== undefined && (old.service === 'tcp-forwarding') === isForwarding;
  return {
    ...(old ? shown(old) : {}),
    id: gateway.id,
    service,
    'url-map': gateway.urlMap,
    'url-map-type': gateway.urlMapType,
    'virtual-host': virtualHost,
    'ldb-method': gateway.loadBalancing,
    realservers: gateway.servers.map((real) =>
      realServerDraft(
        gateway,
        real,
        isSameKind ? old.realservers.find(({ id }) => id === real.id) : undefined,
      ),
    ),
  };
}

/** What stays at its default is not written, as on a device. */
function askedDraft(form: ServerForm, before: Server | null) {
  const was = before
    ? certificateSettings(before)
    : { clientCert: 'enable', emptyCertAction: 'block', userAgentDetect: 'enable' };
  return {
    ...(form.clientCert === was.clientCert ? {} : { 'client-cert': form.clientCert }),
    ...(form.emptyCertAction === was.emptyCertAction
      ? {}
      : { 'empty-cert-action': form.emptyCertAction }),
    ...(form.userAgentDetect === was.userAgentDetect
      ? {}
      : { 'user-agent-detect': form.userAgentDetect }),
  };
}

function oldGateway(proxy: AccessProxy | undefined, id: number): ApiGateway | undefined {
  return proxy?.['api-gateway'].find((one) => one.id === id);
}

/** The objects to send, and what each step is about. Settings that the form does not show stay as they are. */
export function draftOf(
  form: ServerForm,
  before: Server | null,
  facts: ServerFacts,
): { readonly draft: ZtnaServerDraft; readonly places: readonly ServerStep[] } {
  const vipName = before ? before.proxy.vip : form.name;
  const asked = askedDraft(form, before);
  const hosts = hostsOf(form, facts);
  const addresses = newAddresses(form);
  const certificates = before?.vip?.['ssl-certificate'] ?? [];
  return {
    draft: {
      addresses: addresses.map(({ row }) => row),
      hosts: hosts.changes.map(({ key, row }) => ({ key, row })),
      vip: {
        ...(before?.vip ? {} : { name: vipName, type: 'access-proxy', 'server-type': 'https' }),
        comment: form.comments,
        extip: form.extip,
        extintf: form.extintf,
        extport: form.extport,
        ...(facts.askedBy === 'vip' ? asked : {}),
        // A VIP can have several by CLI; the form shows the first.
        'ssl-certificate':
          certificates[0] === form.certificate ? certificates : [form.certificate].filter(Boolean),
      },
      proxy: {
        ...(before ? {} : { name: form.name, vip: vipName }),
        ...(facts.askedBy === 'access-proxy' ? asked : {}),
        'api-gateway': form.gateways.map((gateway, at) =>
          gatewayDraft(gateway, hosts.names[at] ?? '', oldGateway(before?.proxy, gateway.id)),
        ),
      },
    },
    places: [
      ...addresses.map(({ gateway, server }) => ({ kind: 'address', gateway, server }) as const),
      ...hosts.changes.map(({ gateway }) => ({ kind: 'host', gateway }) as const),
      { kind: 'server' },
      { kind: 'server' },
    ],
  };
}

type Path = FieldPath<ServerForm>;

function realServerField(gateway: number, server: number, field: string): Path | null {
  const at = `gateways.${gateway}.servers.${server}` as const;
  switch (field) {
    case 'ip':
    case 'address':
    case 'port':
    case 'weight':
      return `${at}.${field}`;
    case 'mappedport':
      return `${at}.ports`;
    case 'http-host':
      return `${at}.httpHost`;
    default:
      return null;
  }
}

function gatewayField(path: string): Path | null {
  const match = /^api-gateway\.(\d+)\.(?:realservers\.(\d+)\.)?([\w-]+)/.exec(path);
  if (!match) return null;
  const gateway = Number(match[1]);
  const field = match[3] ?? '';
  if (match[2] !== undefined) return realServerField(gateway, Number(match[2]), field);
  switch (field) {
    case 'url-map':
      return `gateways.${gateway}.urlMap`;
    case 'virtual-host':
      return `gateways.${gateway}.virtualHost.host`;
    default:
      return null;
  }
}

/** The form's field that FortiOS means by one of its own; null for a message about the whole. */
export function findServerField(fortiosField: string, place: ServerStep | undefined): Path | null {
  if (place?.kind === 'address')
    return `gateways.${place.gateway}.servers.${place.server}.domainName`;
  if (place?.kind === 'host') return `gateways.${place.gateway}.virtualHost.host`;
  switch (fortiosField) {
    case 'name':
    case 'vip':
      return 'name';
    case 'comment':
      return 'comments';
    case 'extip':
    case 'extport':
    case 'extintf':
      return fortiosField;
    case 'ssl-certificate':
      return 'certificate';
    case 'client-cert':
      return 'clientCert';
    case 'empty-cert-action':
      return 'emptyCertAction';
    case 'user-agent-detect':
      return 'userAgentDetect';
    default:
      return gatewayField(fortiosField);
  }
}
