/** What policies name: addresses, services, schedules. */
import { type TableAbout, names, number, option, text, toggle, word, words } from '../fields.ts';
import { tagObjects, services, schedules } from './targets.ts';

export const objectTables = {
  'firewall address': {
    key: 'name',
    kept: 'associated-interface allow-routing color fabric-object cache-ttl interface macaddr sdn sdn-tag filter clearpass-spt fsso-group route-tag hw-vendor hw-model os sw-version node-ip-only organization policy-group passive-fqdn-learning tenant subnet-name',
    fields: {
      name: text(79),
      uuid: word('uuid'),
      type: option(
        [
          'ipmask',
          'iprange',
          'fqdn',
          'geography',
          'wildcard',
          // Of earlier releases; 7.6 has a table of its own for them.
          'wildcard-fqdn',
          'dynamic',
          'interface-subnet',
          'mac',
          'route-tag',
        ],
        'ipmask',
      ),
      'sub-type': word(),
      'obj-tag': text(255),
      'tag-type': text(63),
      'tag-detection-level': text(15),
      'obj-type': option(['ip', 'mac'], 'ip'),
      dirty: option(['dirty', 'clean'], 'dirty'),
      subnet: word('subnet', '0.0.0.0 0.0.0.0'),
      'start-ip': word('ip'),
      'end-ip': word('ip'),
      fqdn: text(255),
      country: text(2),
      wildcard: word('wildcard', '0.0.0.0 0.0.0.0'),
      comment: text(255),
    },
  },
  'firewall addrgrp': {
    key: 'name',
    kept: 'type allow-routing color fabric-object',
    fields: {
      name: text(79),
      category: option(['default', 'ztna-ems-tag', 'ztna-geo-tag', 'telemetry'], 'default'),
      member: names(tagObjects),
      comment: text(255),
      uuid: word('uuid'),
      exclude: toggle('disable'),
      'exclude-member': names(tagObjects),
    },
  },
  'firewall service custom': {
    key: 'name',
    kept: 'proxy category helper app-category app-service-type fqdn iprange icmptype icmpcode sctp-portrange session-ttl tcp-halfclose-timer tcp-halfopen-timer tcp-rst-timer tcp-timewait-timer udp-idle-timer check-reset-range color visibility fabric-object uuid',
    fields: {
      name: text(79),
      protocol: option(['TCP/UDP/SCTP', 'ICMP', 'ICMP6', 'IP', 'ALL'], 'TCP/UDP/SCTP'),
      'protocol-number': number(0, 0, 254),
      'tcp-portrange': words(),
      'udp-portrange': words(),
      comment: text(255),
    },
  },
  'firewall service group': {
    key: 'name',
    kept: 'proxy color fabric-object uuid',
    fields: { name: text(79), member: names(services), comment: text(255) },
  },
  'firewall schedule onetime': {
    key: 'name',
    kept: 'color expiration-days fabric-object uuid',
    fields: { name: text(31), start: word(), end: word() },
  },
  'firewall schedule recurring': {
    key: 'name',
    kept: 'color fabric-object label-day uuid',
    fields: {
      name: text(31),
      start: word('any', '00:00'),
      end: word('any', '00:00'),
      day: words('none'),
    },
  },
  'firewall schedule group': {
    key: 'name',
    kept: 'color fabric-object uuid',
    fields: { name: text(31), member: names(schedules) },
  },
} as const satisfies Record<string, TableAbout>;
