/** Every address of the console, built in one place. */
import type { ObjectUse } from '#model/fortios/fortios-api.ts';
import { nameBreak } from '#model/fortios/policy-list.ts';
import type { NamedPolicy } from '#model/words/policy-name.ts';

function query(values: Readonly<Record<string, string | undefined>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && value !== '') parameters.set(name, value);
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

type PolicyKey = Pick<NamedPolicy, 'policytype' | 'policyid'>;

/** A policy in an address. */
function policyQuery({ policytype, policyid }: Partial<PolicyKey>): string {
  return query({ policytype, policyid: policyid?.toString() });
}

/** Fields of *Connect*, as its address has them. */
export const connectFields = [
  'endpoint',
  'srcip',
  'os',
  'srcintf',
  'fortigate',
  /** `server`, `tcp` for its TCP forwarding, or `address`. */
  'to',
  'server',
  'path',
  'host',
  'address',
  'port',
  'dstip',
  'protocol',
  'dstport',
  'dstintf',
  'certificate',
  'user',
  'groups',
  /** `ok` or `failed`; empty where nobody logs in. */
  'login',
  'loginuser',
  'logingroups',
] as const;
export type ConnectField = (typeof connectFields)[number];
type ConnectStart = Readonly<Partial<Record<ConnectField, string>>> & {
  /** Connects at once. */
  readonly now?: '1';
};

function fgt(device: string) {
  const base = `/fortigate/${encodeURIComponent(device)}`;
  return {
    base: () => base,
    fabricConnectors: () => `${base}/fabric-connectors`,
    /** The connector to an EMS, by its number. */
    fabricConnector: (number: number) => `${base}/fabric-connectors?edit=EMS${number}`,
    /** The start of both tabs' addresses. */
    addressObjects: () => `${base}/addresses`,
    addresses: (opened: { edit?: string; search?: string } = {}) =>
      `${base}/addresses/address${query(opened)}`,
    addressGroups: (opened: { edit?: string; search?: string } = {}) =>
      `${base}/addresses/group${query(opened)}`,
    /** One form is open at a time. */
    interfaces: (opened: { interface?: string; zone?: string } = {}) =>
      `${base}/interfaces${query(opened)}`,
    users: (opened: { edit?: string; group?: string } = {}) =>
      `${base}/user-definition${query(opened)}`,
    userGroups: (opened: { edit?: string; search?: string } = {}) =>
      `${base}/user-groups${query(opened)}`,
    ztna: () => `${base}/ztna`,
    ztnaServers: () => `${base}/ztna/servers`,
    /** `tag` is a tag's key; one of its lists is shown, the one of the addresses `of` a kind. `group` is edited. */
    ztnaTags: (
      opened: {
        tag?: string;
        of?: 'ip' | 'mac';
        view?: 'matched' | 'resolved';
        group?: string;
      } = {},
    ) => `${base}/ztna/tags${query(opened)}`,
    /** `uses`: only those that name one of these objects. */
    firewallPolicies: (filter: { uses?: readonly string[] } = {}) =>
      `${base}/firewall-policy${query({ uses: filter.uses?.join(nameBreak) })}`,
    newZtnaPolicy: () => `${base}/firewall-policy?new=ztna`,
    firewallPolicy: (id: string) => `${base}/firewall-policy?edit=${encodeURIComponent(id)}`,
    proxyPolicies: (filter: { uses?: readonly string[] } = {}) =>
      `${base}/proxy-policy${query({ uses: filter.uses?.join(nameBreak) })}`,
    securityPolicies: (filter: { uses?: readonly string[] } = {}) =>
      `${base}/security-policy${query({ uses: filter.uses?.join(nameBreak) })}`,
    securityPolicy: (id: string) => `${base}/security-policy?edit=${encodeURIComponent(id)}`,
    proxyPolicy: (id: string) => `${base}/proxy-policy?edit=${encodeURIComponent(id)}`,
    /** `policy`: only its lines. */
    ztnaTraffic: (policy: Partial<PolicyKey> = {}) => `${base}/ztna-traffic${policyQuery(policy)}`,
    forwardTraffic: (policy: Partial<PolicyKey> = {}) =>
      `${base}/forward-traffic${policyQuery(policy)}`,
    configurations: () => `${base}/configuration`,
    configuration: (tab: 'import' | 'export' | 'compare' = 'import') =>
      `${base}/configuration/${tab}`,
    /** With a policy that is opened at its prompt. */
    commandLine: (policy: Partial<PolicyKey> = {}) => `${base}/cli${policyQuery(policy)}`,
  };
}

/** The form of a policy; null for the implicit deny, which has none. */
function policy(device: string, { policytype, policyid }: PolicyKey): string | null {
  if (policyid === 0) return null;
  const at = fgt(device);
  switch (policytype) {
    case 'policy':
      return at.firewallPolicy(String(policyid));
    case 'proxy-policy':
      return at.proxyPolicy(String(policyid));
    case 'security-policy':
      return at.securityPolicy(String(policyid));
  }
}

/** Where a use of an object can be seen; null for tables without a page. */
function objectUse(device: string, { table, key, isTagGroup }: ObjectUse): string | null {
  const at = fgt(device);
  switch (table) {
    case 'firewall policy':
      return at.firewallPolicy(key);
    case 'firewall proxy-policy':
      return at.proxyPolicy(key);
    case 'firewall access-proxy':
      return at.ztnaServers();
    case 'firewall addrgrp':
      return isTagGroup === false ? at.addressGroups({ edit: key }) : at.ztnaTags({ group: key });
    case 'firewall address':
      return at.addresses({ edit: key });
    case 'firewall security-policy':
      return at.securityPolicy(key);
    case 'user local':
      return at.users({ edit: key });
    case 'user group':
      return at.userGroups({ edit: key });
    case 'system interface':
      return at.interfaces({ interface: key });
    case 'system zone':
      return at.interfaces({ zone: key });
    default:
      return null;
  }
}

export const paths = {
  ems: {
    endpoints: (filter: { tag?: string; category?: string; search?: string } = {}) =>
      `/ems/endpoints${query(filter)}`,
    endpoint: (uid: string) => `/ems/endpoints/${encodeURIComponent(uid)}`,
    tags: () => '/ems/tags',
    /** `new` for a new one. */
    tag: (id: number | 'new') => `/ems/tags/${id}`,
    tagMonitor: (tag = '') => `/ems/tag-monitor${query({ tag })}`,
    outbreaks: () => '/ems/outbreak-alerts',
    fortiAnalyzer: () => '/ems/fortianalyzer',
    fabricDevices: () => '/ems/fabric-devices',
    /** The sync editor. `next`: where its news leads, as back to the connection that it was opened for. */
    fabricDevice: (serial: string, { next }: { next?: string | undefined } = {}) =>
      `/ems/fabric-devices/${encodeURIComponent(serial)}${query({ next })}`,
  },
  fgt,
  policy,
  objectUse,
  lab: {
    scenarios: () => '/lab/scenarios',
    /** `new` and `edit` open a form: of a new world, or of the one with the id. */
    draft: () => '/lab/draft',
    /** The page of a link that holds a world in its fragment. */
    openLink: () => '/lab/open',
    worlds: (opened: { new?: '1'; edit?: string } = {}) => `/lab/worlds${query(opened)}`,
    /** With what is chosen; `now` connects at once. */
    connect: (start: ConnectStart = {}) => {
      // What is empty is said, too: nobody in place of the user that EMS reports.
      const text = new URLSearchParams({ ...start }).toString();
      return text === '' ? '/lab/connect' : `/lab/connect?${text}`;
    },
    /** With a session that the policy takes. */
    connectForPolicy: (fortigate: string, { policytype, policyid }: PolicyKey) =>
      `/lab/connect${query({ fortigate, list: policytype, policy: String(policyid) })}`,
    /** With the session of the log line; `fortigate` wrote it, where that is known. */
    connectForLine: (line: string, fortigate: string | null) =>
      `/lab/connect${query({ line, fortigate: fortigate ?? undefined })}`,
    sessions: () => '/lab/sessions',
    /** `edit`: of what it is the name, and the name. */
    names: (opened: { edit?: string; search?: string } = {}) => `/lab/names${query(opened)}`,
    /** `test`: one that is opened, by its name. */
    policyTests: (opened: { test?: string; result?: 'failing' | 'passed' } = {}) =>
      `/lab/policy-tests${query(opened)}`,
    emsServers: () => '/lab/ems-servers',
    /** `table` and `key`: only those about that entry. `open`: the one whose panel is open. */
    findings: (filter: { fortigate?: string; table?: string; key?: string; open?: string } = {}) =>
      `/lab/findings${query(filter)}`,
    /** `line`: one to begin with, of that FortiGate. */
    explainLog: (start: { line?: string; fortigate?: string } = {}) =>
      `/lab/explain-log${query(start)}`,
    matrix: () => '/lab/matrix',
    /** `moment`: the change after which the other state is. */
    compare: (other: { moment?: string } = {}) => `/lab/compare${query(other)}`,
    fortigates: (opened: { new?: 'one' } = {}) => `/lab/fortigates${query(opened)}`,
    sideBySide: () => '/lab/side-by-side',
    flow: (start: { fortigate?: string; server?: string } = {}) => `/lab/flow${query(start)}`,
    history: (opened: { moment?: string } = {}) => `/lab/history${query(opened)}`,
    policyMap: (
      start: { fortigate?: string; of?: 'ztna' | 'proxy' | 'forward'; policy?: string } = {},
    ) => `/lab/policy-map${query(start)}`,
    /** `subject`: a uid, or `category/name`. */
    whoKnows: (subject: { endpoint?: string; tag?: string } = {}) =>
      `/lab/who-knows-what${query(subject)}`,
  },
  about: () => '/about',
};
