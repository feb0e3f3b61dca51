/** Carries a change of `model/decision/repair.ts` out: on EMS and FortiGates, and on the session that it is about. */
import { withEndpoint } from '../sync/endpoint-index.ts';
import type { Ems, EmsServer, Endpoint, FabricDevice } from '#model/ems/ems.ts';
import { type EmsConnector, connectorsIn } from '#model/fortios/fctems.ts';
import { withTable } from '#model/fortios/rows.parse.ts';
import type {
  FirewallPolicy,
  FortiosConfig,
  ProxyPolicy,
  SecurityPolicy,
} from '#model/fortios/tables.ts';
import type { Change } from '#model/decision/repair.ts';
import type { Session } from '#model/decision/session.ts';
import {
  type Tag,
  allRegisteredClients,
  builtInClassificationTags,
  sameTag,
} from '#model/tagging/tags.ts';
import type { FortiGateInput } from '../decide/compile.ts';
import { fabricRoot, isConnected } from '../sync/connection.ts';

/** EMS and the FortiGates; whatever else a caller knows of a FortiGate is kept. */
export interface Installation<F extends FortiGateInput = FortiGateInput> {
  readonly ems: Ems;
  readonly fortigates: readonly F[];
}

function withDevice<S extends EmsServer>(ems: S, name: string, values: Partial<FabricDevice>): S {
  return {
    ...ems,
    fabricDevices: ems.fabricDevices.map((one) =>
      one.name === name ? { ...one, ...values } : one,
    ),
  };
}

function changedEndpoint<S extends EmsServer>(
  ems: S,
  uid: string,
  change: (one: Endpoint) => Endpoint,
): S {
  const endpoint = ems.endpoints.find((one) => one.uid === uid);
  return endpoint ? withEndpoint(ems, endpoint, change(endpoint)) : ems;
}

function withTag(endpoint: Endpoint, tag: Tag, since: number): Endpoint {
  return endpoint.tags.some((one) => sameTag(one, tag))
    ? endpoint
    : { ...endpoint, tags: [...endpoint.tags, { ...tag, since }] };
}

function addTag<S extends EmsServer>(ems: S, uid: string, tag: Tag, since: number): S {
  const isNew =
    tag.category === 'classification' &&
    !ems.customClassificationTags.includes(tag.name) &&
    !builtInClassificationTags.some((name) => name === tag.name);
  return changedEndpoint(
    isNew ? { ...ems, customClassificationTags: [...ems.customClassificationTags, tag.name] } : ems,
    uid,
    (one) => withTag(one, tag, since),
  );
}

function connectedAgain({ downSince: _, ...device }: FabricDevice): FabricDevice {
  return { ...device, connected: true, expired: false };
}

/**
 * The connection of a device that is down comes back, where nothing stands between: a device of a Security
 * Fabric connects through its root. With the root, those come back whose connection had expired [445705].
 */
function reconnected<S extends EmsServer>(ems: S, name: string): S {
  const device = ems.fabricDevices.find((one) => one.name === name);
  if (!device) return ems;
  const root = fabricRoot(ems, device);
  if (root && !isConnected(root)) return ems;
  const { lastKnown } = ems;
  return {
    ...ems,
    ...(lastKnown ? { lastKnown: lastKnown.filter((one) => one.device.name !== name) } : {}),
    fabricDevices: ems.fabricDevices.map((one) =>
      one === device || (one.expired && fabricRoot(ems, one) === device)
        ? connectedAgain(one)
        : one,
    ),
  };
}

function inEms<S extends EmsServer>(ems: S, change: Change, at: number): S {
  switch (change.kind) {
    case 'share-type': {
      const device = ems.fabricDevices.find((one) => one.name === change.device);
      return withDevice(ems, change.device, {
        tagTypes: [...new Set([...(device?.tagTypes ?? []), change.category])],
      });
    }
    case 'stop-sharing-type': {
      const device = ems.fabricDevices.find((one) => one.name === change.device);
      return withDevice(ems, change.device, {
        tagTypes: (device?.tagTypes ?? []).filter((one) => one !== change.category),
      });
    }
    case 'widen-endpoint-sharing':
    case 'narrow-endpoint-sharing': {
      const { endpointSharing, selected } = change;
      return withDevice(ems, change.device, { endpointSharing, selected });
    }
    case 'authorize':
      return withDevice(ems, change.device, { authorized: true });
    case 'reconnect':
      return reconnected(ems, change.device);
    case 'deny-device':
      return withDevice(ems, change.device, { authorized: false });
    case 'add-tag':
      return addTag(ems, change.uid, change.tag, at);
    case 'remove-tag':
      return changedEndpoint(ems, change.uid, (one) => ({
        ...one,
        tags: one.tags.filter((tag) => !sameTag(tag, change.tag)),
      }));
    case 'register':
      return changedEndpoint(ems, change.uid, (one) =>
        withTag({ ...one, registered: true }, allRegisteredClients, at),
      );
    case 'unregister':
      return changedEndpoint(ems, change.uid, (one) => ({ ...one, registered: false }));
    case 'bring-online':
      return changedEndpoint(ems, change.uid, (one) => ({ ...one, online: true }));
    case 'take-offline':
      return changedEndpoint(ems, change.uid, (one) => ({ ...one, online: false }));
    case 'swap-tag':
    case 'mac-to-ip':
    case 'match-any':
    case 'match-all':
    case 'enable-policy':
    case 'disable-policy':
    case 'move-policy':
    case 'name-in-policy':
    case 'set-fqdn':
    case 'enable-real-server':
    case 'disable-real-server':
    case 'log-in':
    case 'enable-connector':
    case 'set-connector-serial':
    case 'verify-connector':
    case 'pull-tags':
    case 'present-certificate':
    case 'withhold-certificate':
      return ems;
  }
}

function swapped(names: readonly string[], from: string, to: string): readonly string[] {
  return [...new Set(names.map((name) => (name === from ? to : name)))];
}

type AnyPolicy = FirewallPolicy | ProxyPolicy | SecurityPolicy;

/** A policy of any table after a change that is about that one policy. */
function changedPolicy<P extends AnyPolicy>(policy: P, change: Change): P {
  switch (change.kind) {
    case 'swap-tag':
    case 'mac-to-ip': {
      const { list, from, to } = change;
      // A security policy has no tags of its own: they stand among its addresses.
      if (!('ztna-ems-tag' in policy)) return policy;
      if (list === 'primary')
        return { ...policy, 'ztna-ems-tag': swapped(policy['ztna-ems-tag'], from, to) };
      return 'ztna-ems-tag-secondary' in policy
        ? {
            ...policy,
            'ztna-ems-tag-secondary': swapped(policy['ztna-ems-tag-secondary'], from, to),
          }
        : policy;
    }
    case 'match-any':
    case 'match-all': {
      const logic = change.kind === 'match-any' ? 'or' : 'and';
      return 'ztna-tags-match-logic' in policy
        ? { ...policy, 'ztna-tags-match-logic': logic }
        : policy;
    }
    case 'name-in-policy': {
      const { field, from, to } = change;
      if (!(field in policy)) return policy;
      const names: readonly string[] = policy[field];
      return {
        ...policy,
        [field]: from === null ? [...new Set([...names, to])] : swapped(names, from, to),
      };
    }
    case 'enable-policy':
      return { ...policy, status: 'enable' };
    case 'disable-policy':
      return { ...policy, status: 'disable' };
    default:
      return policy;
  }
}

function inList<P extends AnyPolicy>(
  policies: readonly P[],
  id: number,
  change: Change,
): readonly P[] {
  const at = policies.findIndex((one) => one.policyid === id);
  const policy = policies[at];
  if (!policy) return policies;
  if (change.kind !== 'move-policy') return policies.with(at, changedPolicy(policy, change));
  const rest = policies.toSpliced(at, 1);
  const place = rest.findIndex((one) => one.policyid === change.before);
  return place < 0 ? policies : rest.toSpliced(place, 0, policy);
}

/** The table whose connectors are in force. */
function connectorTable(config: FortiosConfig) {
  const own = 'endpoint-control fctems-override' as const;
  return connectorsIn(config) === config[own] ? own : ('endpoint-control fctems' as const);
}
type ConnectorChange = Extract<Change, { readonly connector: number }>;

function changedConnector(entry: EmsConnector, change: ConnectorChange): EmsConnector {
  switch (change.kind) {
    case 'enable-connector':
      return { ...entry, status: 'enable' };
    case 'set-connector-serial':
      return { ...entry, 'serial-number': change.serial };
    case 'pull-tags':
      return { ...entry, 'pull-tags': 'enable' };
    case 'verify-connector':
      return entry;
  }
}

/** A connector that is verified learns from the certificate which EMS it is. */
function verified<F extends FortiGateInput>(fortigate: F, number: number, ems: Ems): F {
  const { config, unverified } = fortigate;
  const rows = connectorsIn(config).map((one) =>
    one['ems-id'] === number && one['serial-number'] === ''
      ? { ...one, 'serial-number': ems.serial, 'tenant-id': ems.tenant }
      : one,
  );
  return {
    ...fortigate,
    config: withTable(config, connectorTable(config), rows),
    ...(unverified ? { unverified: unverified.filter((one) => one !== number) } : {}),
  };
}

function withConnector<F extends FortiGateInput>(
  fortigate: F,
  change: ConnectorChange,
  ems: Ems,
): F {
  const { config } = fortigate;
  if (change.kind === 'verify-connector') return verified(fortigate, change.connector, ems);
  const rows = connectorsIn(config).map((one) =>
    one['ems-id'] === change.connector ? changedConnector(one, change) : one,
  );
  return { ...fortigate, config: withTable(config, connectorTable(config), rows) };
}

function withChange<F extends FortiGateInput>(fortigate: F, change: Change, ems: Ems): F {
  return 'connector' in change
    ? withConnector(fortigate, change, ems)
    : { ...fortigate, config: inConfig(fortigate.config, change) };
}

function withRealServer(
  config: FortiosConfig,
  change: Extract<Change, { readonly realServer: number }>,
): FortiosConfig {
  const status: 'active' | 'disable' = change.kind === 'enable-real-server' ? 'active' : 'disable';
  const rows = config['firewall access-proxy'].map((proxy) =>
    proxy.name === change.server
      ? {
          ...proxy,
          'api-gateway': proxy['api-gateway'].map((gateway) =>
            gateway.id === change.gateway
              ? {
                  ...gateway,
                  realservers: gateway.realservers.map((one) =>
                    one.id === change.realServer ? { ...one, status } : one,
                  ),
                }
              : gateway,
          ),
        }
      : proxy,
  );
  return withTable(config, 'firewall access-proxy', rows);
}

function withFqdn(
  config: FortiosConfig,
  { address, from, to }: Extract<Change, { kind: 'set-fqdn' }>,
): FortiosConfig {
  const rows = config['firewall address'].map((one) =>
    one.name === address && one.fqdn === from ? { ...one, fqdn: to } : one,
  );
  return withTable(config, 'firewall address', rows);
}

function inConfig(config: FortiosConfig, change: Change): FortiosConfig {
  if (change.kind === 'set-fqdn') return withFqdn(config, change);
  if ('realServer' in change) return withRealServer(config, change);
  if (!('policytype' in change)) return config;
  const { policyid } = change;
  switch (change.policytype) {
    case 'policy': {
      const rows = inList(config['firewall policy'], policyid, change);
      return withTable(config, 'firewall policy', rows);
    }
    case 'proxy-policy': {
      const rows = inList(config['firewall proxy-policy'], policyid, change);
      return withTable(config, 'firewall proxy-policy', rows);
    }
    case 'security-policy': {
      const rows = inList(config['firewall security-policy'], policyid, change);
      return withTable(config, 'firewall security-policy', rows);
    }
  }
}

/** On the server that has the endpoint, or that the change names; else on the first. */
function inServers(ems: Ems, change: Change, at: number): Ems {
  const others = ems.otherServers ?? [];
  const place = others.findIndex(({ serial, endpoints }) =>
    'uid' in change
      ? endpoints.some(({ uid }) => uid === change.uid)
      : 'ems' in change && serial === change.ems,
  );
  const other = others[place];
  return other
    ? { ...ems, otherServers: others.with(place, inEms(other, change, at)) }
    : inEms(ems, change, at);
}

/**
 * EMS and FortiGates after the change; those that it does not touch are the very same objects. What it
 * names and is not there changes nothing.
 * @param at milliseconds of the epoch, from when an added tag counts
 */
export function applyChange<F extends FortiGateInput>(
  { ems, fortigates }: Installation<F>,
  change: Change,
  at: number,
): Installation<F> {
  return {
    ems: inServers(ems, change, at),
    fortigates:
      'fortigate' in change
        ? fortigates.map((one) =>
            one.name === change.fortigate ? withChange(one, change, ems) : one,
          )
        : fortigates,
  };
}

/** The session after the change: only a certificate is the session's own. */
export function changedSession(session: Session, change: Change): Session {
  switch (change.kind) {
    case 'present-certificate':
      return { ...session, certificate: 'valid' };
    case 'withhold-certificate':
      return { ...session, certificate: 'none' };
    case 'log-in': {
      const { user, groups } = change;
      return { ...session, login: { user, groups, ok: true } };
    }
    default:
      return session;
  }
}
