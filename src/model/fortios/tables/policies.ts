/** Firewall policies and proxy policies. */
import { type TableAbout, names, number, option, text, toggle, word } from '../fields.ts';
import {
  interfaces,
  addresses,
  tagObjects,
  services,
  schedules,
  localUsers,
  userGroups,
  accessProxies,
} from './targets.ts';

/** What firewall policies and proxy policies have in common, in different orders. */
const action = option(['deny', 'accept'], 'deny');
const logtraffic = option(['all', 'utm', 'disable'], 'utm');
const matchLogic = option(['or', 'and'], 'or');

const profiles =
  'profile-type profile-group profile-protocol-options ssl-ssh-profile av-profile webfilter-profile dnsfilter-profile emailfilter-profile dlp-profile file-filter-profile ips-sensor application-list voip-profile casb-profile virtual-patch-profile videofilter-profile sctp-filter-profile diameter-filter-profile waf-profile icap-profile ssh-filter-profile telemetry-profile';

export const policyTables = {
  'firewall policy': {
    key: 'policyid',
    kept: `${profiles} srcaddr6 dstaddr6 internet-service internet-service-name internet-service-group internet-service-custom internet-service-src internet-service-src-name reputation-minimum rtp-nat schedule-timeout policy-expiry tos tos-mask tos-negate anti-replay tcp-session-without-syn geoip-anycast geoip-match dynamic-shaping passive-wan-health-measurement capture-packet auto-asic-offload np-acceleration wanopt webcache traffic-shaper traffic-shaper-reverse per-ip-shaper pcp-inbound pcp-outbound pcp-poolname permit-any-host permit-stun-host fixedport port-preserve ippool poolname poolname6 session-ttl vlan-cos-fwd vlan-cos-rev inbound outbound natinbound natoutbound fec wccp ntlm fsso-groups auth-path disclaimer email-collect vpntunnel natip match-vip-only diffserv-copy diffserv-forward diffserv-reverse tcp-mss-sender tcp-mss-receiver label global-label auth-cert auth-redirect-addr redirect-url identity-based-route block-notification custom-log-fields replacemsg-override-group timeout-send-rst captive-portal-exempt decrypted-traffic-mirror dsri radius-mac-auth-bypass radius-ip-auth-bypass delay-tcp-npu-session vlan-filter sgt-check sgt src-vendor-mac nat64 nat46 http-policy-redirect ssh-policy-redirect internet-service-negate internet-service-src-negate send-deny-packet firewall-session-dirty`,
    fields: {
      policyid: number(0, 0, 4294967294),
      status: toggle('enable'),
      name: text(35),
      uuid: word('uuid'),
      srcintf: names(interfaces),
      dstintf: names(interfaces),
      action,
      'ztna-status': toggle('disable'),
      'ztna-device-ownership': toggle('disable'),
      srcaddr: names(addresses),
      dstaddr: names(addresses),
      'ztna-ems-tag': names(tagObjects),
      'ztna-ems-tag-secondary': names(tagObjects),
      'ztna-tags-match-logic': matchLogic,
      'ztna-geo-tag': names(),
      schedule: text(35, '', schedules),
      service: names(services),
      'ztna-policy-redirect': toggle('disable'),
      'utm-status': toggle('disable'),
      'inspection-mode': option(['proxy', 'flow'], 'flow'),
      logtraffic,
      'logtraffic-start': toggle('disable'),
      nat: toggle('disable'),
      groups: names(userGroups),
      users: names(localUsers),
      'match-vip': toggle('enable'),
      comments: text(1023),
      'srcaddr-negate': toggle('disable'),
      'dstaddr-negate': toggle('disable'),
      'ztna-ems-tag-negate': toggle('disable'),
      'service-negate': toggle('disable'),
    },
  },
  'firewall proxy-policy': {
    key: 'policyid',
    kept: `utm-status inspection-mode ${profiles} service service-negate srcaddr6 dstaddr6 poolname access-proxy6 internet-service internet-service-name session-ttl disclaimer webproxy-profile webproxy-forward-server webcache webcache-https http-tunnel-auth logtraffic-start label global-label block-notification redirect-url ssh-policy-redirect transparent detect-https-in-http-request decrypted-traffic-mirror replacemsg-override-group ztna-proxy isolator-server log-http-transaction`,
    fields: {
      policyid: number(0, 0, 4294967294),
      uuid: word('uuid'),
      name: text(35),
      proxy: option(
        [
          'explicit-web',
          'transparent-web',
          'ftp',
          'ssh',
          'ssh-tunnel',
          'access-proxy',
          'ztna-proxy',
          'wanopt',
        ],
        'explicit-web',
      ),
      'access-proxy': names(accessProxies),
      srcintf: names(interfaces),
      dstintf: names(interfaces),
      srcaddr: names(addresses),
      dstaddr: names(addresses),
      'ztna-ems-tag': names(tagObjects),
      'ztna-tags-match-logic': matchLogic,
      'device-ownership': toggle('disable'),
      'srcaddr-negate': toggle('disable'),
      'dstaddr-negate': toggle('disable'),
      'ztna-ems-tag-negate': toggle('disable'),
      action,
      status: toggle('enable'),
      schedule: text(35, '', schedules),
      logtraffic,
      groups: names(userGroups),
      users: names(localUsers),
      comments: text(1023),
    },
  },
} as const satisfies Record<string, TableAbout>;
