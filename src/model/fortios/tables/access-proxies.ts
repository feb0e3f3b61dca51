/** Virtual IPs and access proxies: the parts of a ZTNA server. */
import {
  type Release,
  type TableAbout,
  inherited,
  names,
  number,
  option,
  subTable,
  text,
  toggle,
  word,
  words,
} from '../fields.ts';
import { hasVerifiedServers, isAskedByVip } from './releases.ts';
import { interfaces, addresses, vips, virtualHosts } from './targets.ts';

/**
 * What a server asks of clients (rule R1). From 7.6.1 and 7.4.8 on, VIPs and virtual hosts have these settings;
 * access proxies have lost them [1035072; field ranges of the Ansible collection].
 */
const askedOfClients = (isIn: (release: Release) => boolean) =>
  ({
    'empty-cert-action': inherited(['accept', 'block', 'accept-unmanageable'], 'block', isIn),
    'user-agent-detect': inherited(['enable', 'disable'], 'enable', isIn),
    'client-cert': inherited(['enable', 'disable'], 'enable', isIn),
  }) as const;

export const accessProxyTables = {
  'firewall vip': {
    key: 'name',
    kept: 'id mapped-addr arp-reply nat-source-vip portmapping-type color src-filter srcintf-filter service monitor ldb-method persistence http-host max-embryonic-connections ssl-mode ssl-min-version ssl-max-version ssl-algorithm ssl-http-location-conversion http-redirect http-multiplex h2-support h3-support gratuitous-arp-interval srv-pkt-interval nat44 nat46 add-nat46-route outlook-web-access websphere-server weblogic-server one-click-gslb-server',
    fields: {
      name: text(79),
      uuid: word('uuid'),
      comment: text(255),
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
      // Here the samples of the guide [374354] stand against the schema, which has it before `extip`.
      extip: word('ip-range'),
      mappedip: names(),
      extintf: text(35, '', interfaces),
      'server-type': word(),
      portforward: toggle('disable'),
      status: toggle('enable'),
      protocol: option(['tcp', 'udp', 'sctp', 'icmp'], 'tcp'),
      extport: word('port-range'),
      mappedport: word('port-range'),
      ...askedOfClients(isAskedByVip),
      'ssl-certificate': names(),
    },
  },
  'firewall vipgrp': {
    key: 'name',
    kept: 'color',
    fields: {
      name: text(79),
      uuid: word('uuid'),
      interface: text(35, '', interfaces),
      comments: text(255),
      member: names(vips),
    },
  },
  'firewall access-proxy-virtual-host': {
    key: 'name',
    kept: 'replacemsg-group',
    fields: {
      name: text(79),
      'ssl-certificate': names(),
      host: text(79),
      'host-type': option(['sub-string', 'wildcard'], 'sub-string'),
      ...askedOfClients(isAskedByVip),
    },
  },
  /** Order and defaults of FortiOS 7.6.5 [schema 7.6.5]. */
  'firewall access-proxy': {
    key: 'name',
    kept: 'decrypted-traffic-mirror http-supported-max-version',
    fields: {
      name: text(79),
      vip: text(79, '', vips),
      ...askedOfClients((release) => !isAskedByVip(release)),
      'auth-portal': toggle('disable'),
      'auth-virtual-host': text(79, '', virtualHosts),
      'log-blocked-traffic': toggle('enable'),
      'add-vhost-domain-to-dnsdb': toggle('disable'),
      'svr-pool-multiplex': toggle('enable'),
      'svr-pool-ttl': number(15, 0, 2147483647),
      'svr-pool-server-max-request': number(0, 0, 2147483647),
      'svr-pool-server-max-concurrent-request': number(0, 0, 2147483647),
      'api-gateway': subTable(
        {
          id: number(0, 0, 4294967295),
          'url-map': text(511, '/'),
          service: option(
            ['https', 'http', 'tcp-forwarding', 'samlsp', 'web-portal', 'saas'],
            'https',
          ),
          'ldb-method': option(
            ['static', 'round-robin', 'weighted', 'first-alive', 'http-host'],
            'static',
          ),
          'virtual-host': text(79, '', virtualHosts),
          'url-map-type': option(['sub-string', 'wildcard', 'regex'], 'sub-string'),
          'h2-support': toggle('enable'),
          'h3-support': toggle('disable'),
          realservers: subTable(
            {
              id: number(0, 0, 4294967295),
              'addr-type': option(['ip', 'fqdn'], 'ip'),
              ip: word('any'),
              address: text(79, '', addresses),
              domain: text(255),
              port: number(443, 1, 65535),
              mappedport: words(),
              status: option(['active', 'standby', 'disable'], 'active'),
              type: option(['tcp-forwarding', 'ssh'], 'tcp-forwarding'),
              weight: number(1, 1, 255),
              'http-host': text(63),
              'health-check': toggle('disable'),
              'holddown-interval': toggle('enable'),
              'translate-host': toggle('enable'),
              'verify-cert': { ...toggle('enable'), isIn: hasVerifiedServers },
            },
            'health-check-proto ssh-client-cert ssh-host-key ssh-host-key-validation external-auth tunnel-encryption',
          ),
          persistence: option(['none', 'http-cookie'], 'none'),
          'saml-server': text(35),
          'saml-redirect': toggle('enable'),
        },
        'http-cookie-age http-cookie-domain http-cookie-domain-from-host http-cookie-generation http-cookie-path http-cookie-share https-cookie-secure application ssl-algorithm ssl-min-version ssl-max-version ssl-renegotiation ssl-dh-bits ssl-vpn-web-portal quic',
      ),
    },
  },
} as const satisfies Record<string, TableAbout>;
