/**
 * Services that FortiOS has from the start, and the ports by which a log line names them. The list is
 * the part of FortiOS's defaults that policies commonly use.
 */
export interface PredefinedService {
  readonly tcp?: readonly string[];
  readonly udp?: readonly string[];
  /** An IP protocol number; `all` for every protocol. */
  readonly protocol?: number | 'all';
}

export const predefinedServices: Readonly<Record<string, PredefinedService>> = {
  ALL: { protocol: 'all' },
  ALL_TCP: { tcp: ['1-65535'] },
  ALL_UDP: { udp: ['1-65535'] },
  ALL_ICMP: { protocol: 1 },
  ALL_ICMP6: { protocol: 58 },
  GRE: { protocol: 47 },
  AH: { protocol: 51 },
  ESP: { protocol: 50 },
  PING: { protocol: 1 },
  OSPF: { protocol: 89 },
  BGP: { tcp: ['179'] },
  DHCP: { udp: ['67-68'] },
  DNS: { tcp: ['53'], udp: ['53'] },
  FINGER: { tcp: ['79'] },
  FTP: { tcp: ['21'] },
  FTP_GET: { tcp: ['21'] },
  FTP_PUT: { tcp: ['21'] },
  GOPHER: { tcp: ['70'] },
  H323: { tcp: ['1720', '1503'], udp: ['1719'] },
  HTTP: { tcp: ['80'] },
  HTTPS: { tcp: ['443'] },
  IKE: { udp: ['500', '4500'] },
  IMAP: { tcp: ['143'] },
  IMAPS: { tcp: ['993'] },
  IRC: { tcp: ['6660-6669'] },
  'Internet-Locator-Service': { tcp: ['389'] },
  KERBEROS: { tcp: ['88', '464'], udp: ['88', '464'] },
  L2TP: { tcp: ['1701'], udp: ['1701'] },
  LDAP: { tcp: ['389'] },
  LDAP_UDP: { udp: ['389'] },
  MGCP: { udp: ['2427', '2727'] },
  'MS-SQL': { tcp: ['1433', '1434'] },
  MYSQL: { tcp: ['3306'] },
  NFS: { tcp: ['111', '2049'], udp: ['111', '2049'] },
  NNTP: { tcp: ['119'] },
  NTP: { tcp: ['123'], udp: ['123'] },
  NetMeeting: { tcp: ['1720'] },
  'PC-Anywhere': { tcp: ['5631'], udp: ['5632'] },
  POP3: { tcp: ['110'] },
  POP3S: { tcp: ['995'] },
  PPTP: { tcp: ['1723'] },
  QUAKE: { udp: ['26000', '27000', '27910', '27960'] },
  RADIUS: { udp: ['1812', '1813'] },
  'RADIUS-OLD': { udp: ['1645', '1646'] },
  RAUDIO: { udp: ['7070'] },
  RDP: { tcp: ['3389'] },
  REXEC: { tcp: ['512'] },
  RIP: { udp: ['520'] },
  RLOGIN: { tcp: ['513'] },
  RSH: { tcp: ['514'] },
  RTSP: { tcp: ['554', '7070', '8554'], udp: ['554'] },
  SAMBA: { tcp: ['139'] },
  SCCP: { tcp: ['2000'] },
  SIP: { tcp: ['5060'], udp: ['5060'] },
  'SIP-MSNmessenger': { tcp: ['1863'] },
  SMB: { tcp: ['445'] },
  SMTP: { tcp: ['25'] },
  SMTPS: { tcp: ['465'] },
  SNMP: { tcp: ['161-162'], udp: ['161-162'] },
  SOCKS: { tcp: ['1080'], udp: ['1080'] },
  SQUID: { tcp: ['3128'] },
  SSH: { tcp: ['22'] },
  SYSLOG: { udp: ['514'] },
  TALK: { udp: ['517-518'] },
  TELNET: { tcp: ['23'] },
  TFTP: { udp: ['69'] },
  TRACEROUTE: { udp: ['33434-33535'] },
  UUCP: { tcp: ['540'] },
  VDOLIVE: { tcp: ['7000-7010'] },
  VNC: { tcp: ['5900'] },
  WAIS: { tcp: ['210'] },
  WINFRAME: { tcp: ['1494', '2598'] },
  WINS: { tcp: ['1512'], udp: ['1512'] },
  'X-WINDOWS': { tcp: ['6000-6063'] },
};

export const predefinedServiceNames: ReadonlySet<string> = new Set(Object.keys(predefinedServices));

const wellKnown: Readonly<Record<number, string>> = {
  21: 'FTP',
  22: 'SSH',
  23: 'TELNET',
  25: 'SMTP',
  53: 'DNS',
  80: 'HTTP',
  110: 'POP3',
  143: 'IMAP',
  389: 'LDAP',
  443: 'HTTPS',
  445: 'SMB',
  993: 'IMAPS',
  1433: 'MS-SQL',
  3306: 'MYSQL',
  3389: 'RDP',
  5900: 'VNC',
};

/** Protocols that have ports, by their IP protocol numbers: TCP, UDP, SCTP. */
const withPorts: readonly number[] = [6, 17, 132];
export function hasPorts(protocol: number): boolean {
  return withPorts.includes(protocol);
}

/** `GRE`, `PING`; the services of all of a family name no single one. */
function portlessName(protocol: number): string {
  const found = Object.entries(predefinedServices).find(
    ([name, one]) => one.protocol === protocol && !name.startsWith('ALL'),
  );
  return found?.[0] ?? `proto ${protocol}`;
}

/** `service` in a log line: the well-known name, or `tcp/9043`; of a protocol without ports, its own [assumed]. */
export function serviceInLog(protocol: number, port: number): string {
  if (!hasPorts(protocol)) return portlessName(protocol);
  const name = Object.hasOwn(wellKnown, port) ? wellKnown[port] : undefined;
  return protocol === 6 && name !== undefined
    ? name
    : `${protocol === 17 ? 'udp' : protocol === 6 ? 'tcp' : 'sctp'}/${port}`;
}
