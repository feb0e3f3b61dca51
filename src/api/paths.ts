/** Every address of the console, built in one place. */
function query(values: Readonly<Record<string, string | undefined>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && value !== '') parameters.set(name, value);
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

interface ConnectStart {
  readonly endpoint?: string;
  readonly fortigate?: string;
  readonly server?: string;
  readonly certificate?: string;
  readonly srcintf?: string;
  readonly srcip?: string;
  readonly path?: string;
  readonly host?: string;
  readonly now?: '1';
}

function fgt(device: string) {
  const base = `/fortigate/${encodeURIComponent(device)}`;
  return {
    base: () => base,
    ztnaServers: () => `${base}/ztna/servers`,
    ztnaTags: () => `${base}/ztna/tags`,
    /** `uses`: only those that name this object. */
    firewallPolicies: (filter: { uses?: string } = {}) => `${base}/firewall-policy${query(filter)}`,
    firewallPolicy: (id: string) => `${base}/firewall-policy?edit=${encodeURIComponent(id)}`,
    proxyPolicies: (filter: { uses?: string } = {}) => `${base}/proxy-policy${query(filter)}`,
    proxyPolicy: (id: string) => `${base}/proxy-policy?edit=${encodeURIComponent(id)}`,
    ztnaTraffic: () => `${base}/ztna-traffic`,
    configuration: (tab: 'import' | 'export' | 'compare' = 'import') =>
      `${base}/configuration/${tab}`,
    commandLine: () => `${base}/cli`,
  };
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
  lab: {
    scenarios: () => '/lab/scenarios',
    /** With what is chosen; `now` connects at once. */
    connect: (start: ConnectStart = {}) => `/lab/connect${query({ ...start })}`,
    sessions: () => '/lab/sessions',
    /** `line`: one to begin with, of that FortiGate. */
    explainLog: (start: { line?: string; fortigate?: string } = {}) =>
      `/lab/explain-log${query(start)}`,
    /** `subject`: a uid, or `category/name`. */
    whoKnows: (subject: { endpoint?: string; tag?: string } = {}) =>
      `/lab/who-knows-what${query(subject)}`,
  },
  about: () => '/about',
};
