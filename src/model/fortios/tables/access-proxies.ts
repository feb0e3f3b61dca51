/** Virtual IPs and access proxies: the parts of a ZTNA server. */
import {
  type TableAbout,
  names,
  number,
  option,
  subTable,
  text,
  toggle,
  word,
  words,
} from '../fields.ts';
import { interfaces, addresses, vips, virtualHosts } from './targets.ts';

/** Settings that an access proxy takes from its VIP where it has none of its own (rule R1). */
const clientCertificate = {
  'client-cert': option(['', 'enable', 'disable'], ''),
  'user-agent-detect': option(['', 'enable', 'disable'], ''),
  'empty-cert-action': option(['', 'accept', 'block', 'accept-unmanageable'], ''),
} as const;

export const accessProxyTables = {
  'firewall vip': {
    key: 'name',
    kept: 'id mappedip mapped-addr portforward protocol mappedport arp-reply nat-source-vip portmapping-type color src-filter srcintf-filter service monitor ldb-method persistence http-host max-embryonic-connections status ssl-mode ssl-min-version ssl-max-version ssl-algorithm ssl-http-location-conversion http-redirect http-multiplex h2-support h3-support gratuitous-arp-interval srv-pkt-interval nat44 nat46 add-nat46-route outlook-web-access websphere-server weblogic-server one-click-gslb-server',
    fields: {
      name: text(79),
      uuid: word('uuid'),
      type: option(
        [
          'static-nat',
          'load-balance',
          'server-load-balance',
          'dns-translation',
          'fqdn',
          'access-proxy',
        ],
        'static-nat',
      ),
      extip: word('ip'),
      extintf: text(35, '', interfaces),
      'server-type': word(),
      extport: word('port-range'),
      ...clientCertificate,
      'ssl-certificate': names(),
      comment: text(255),
    },
  },
  'firewall access-proxy-virtual-host': {
    key: 'name',
    kept: 'client-cert empty-cert-action replacemsg-group user-agent-detect',
    fields: {
      name: text(79),
      'ssl-certificate': names(),
      host: text(79),
      'host-type': option(['sub-string', 'wildcard'], 'sub-string'),
    },
  },
  'firewall access-proxy': {
    key: 'name',
    kept: 'log-blocked-traffic add-vhost-domain-to-dnsdb decrypted-traffic-mirror svr-pool-multiplex svr-pool-ttl svr-pool-server-max-request svr-pool-server-max-concurrent-request http-supported-max-version',
    fields: {
      name: text(79),
      vip: text(79, '', vips),
      ...clientCertificate,
      'auth-portal': toggle('disable'),
      'api-gateway': subTable(
        {
          id: number(0, 0, 4294967295),
          'url-map': text(511, '/'),
          'url-map-type': option(['sub-string', 'wildcard', 'regex'], 'sub-string'),
          service: option(
            ['https', 'http', 'tcp-forwarding', 'samlsp', 'web-portal', 'saas'],
            'https',
          ),
          'virtual-host': text(79, '', virtualHosts),
          realservers: subTable(
            {
              id: number(0, 0, 4294967295),
              'addr-type': option(['ip', 'fqdn'], 'ip'),
              ip: word('any'),
              address: text(79, '', addresses),
              port: number(443, 0, 65535),
              mappedport: words(),
              status: option(['active', 'standby', 'disable'], 'active'),
            },
            'domain http-host weight health-check health-check-proto holddown-interval translate-host ssh-client-cert ssh-host-key ssh-host-key-validation type external-auth tunnel-encryption verify-cert',
          ),
        },
        'ldb-method persistence http-cookie-age http-cookie-domain http-cookie-domain-from-host http-cookie-generation http-cookie-path http-cookie-share https-cookie-secure saml-server saml-redirect application h2-support h3-support ssl-algorithm ssl-min-version ssl-max-version ssl-renegotiation ssl-dh-bits ssl-vpn-web-portal',
      ),
    },
  },
} as const satisfies Record<string, TableAbout>;
