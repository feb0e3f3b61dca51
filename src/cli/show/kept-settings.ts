/**
 * Settings that FortiOS has in the lab's tables and that the lab does not interpret: it takes them, keeps
 * them and shows them as they were typed. Names are FortiOS 7.6's, as far as they are common in published
 * configurations; a setting that stands in none of the lists is an unknown word.
 */
import type { ConfigStatement } from '#model/fortios/config-tree.ts';

const profiles =
  'utm-status inspection-mode profile-type profile-group profile-protocol-options ssl-ssh-profile av-profile webfilter-profile dnsfilter-profile emailfilter-profile dlp-profile file-filter-profile ips-sensor application-list voip-profile casb-profile virtual-patch-profile videofilter-profile sctp-filter-profile diameter-filter-profile waf-profile icap-profile ssh-filter-profile telemetry-profile';

const kept: Readonly<Record<string, string>> = {
  'system interface':
    'vdom mode allowaccess type vlanid interface description status snmp-index device-identification lldp-transmission lldp-reception estimated-upstream-bandwidth estimated-downstream-bandwidth monitor-bandwidth distance defaultgw dns-server-override mtu mtu-override speed macaddr member color secondary-IP dhcp-relay-service dhcp-relay-ip fortilink explicit-web-proxy',
  'system zone': 'intrazone description',
  'endpoint-control fctems':
    'pull-avatars preserve-ssl-session verified-cn status-check-interval certificate',
  'firewall address':
    'associated-interface allow-routing color fabric-object cache-ttl interface macaddr sdn sdn-tag filter clearpass-spt fsso-group route-tag hw-vendor hw-model os sw-version node-ip-only organization policy-group passive-fqdn-learning tenant subnet-name',
  'firewall addrgrp': 'type allow-routing color fabric-object',
  'firewall service custom':
    'proxy category helper app-category app-service-type fqdn iprange icmptype icmpcode protocol sctp-portrange session-ttl tcp-halfclose-timer tcp-halfopen-timer tcp-rst-timer tcp-timewait-timer udp-idle-timer check-reset-range color visibility fabric-object uuid',
  'firewall service group': 'proxy color fabric-object uuid',
  'firewall schedule onetime': 'color expiration-days fabric-object uuid',
  'firewall schedule recurring': 'color fabric-object label-day uuid',
  'firewall schedule group': 'color fabric-object uuid',
  'firewall vip':
    'id mappedip mapped-addr portforward protocol mappedport arp-reply nat-source-vip portmapping-type color src-filter srcintf-filter service monitor ldb-method persistence http-host max-embryonic-connections status ssl-mode ssl-min-version ssl-max-version ssl-algorithm ssl-http-location-conversion http-redirect http-multiplex h2-support h3-support gratuitous-arp-interval srv-pkt-interval nat44 nat46 add-nat46-route outlook-web-access websphere-server weblogic-server one-click-gslb-server',
  'firewall access-proxy-virtual-host':
    'client-cert empty-cert-action replacemsg-group user-agent-detect',
  'firewall access-proxy':
    'log-blocked-traffic add-vhost-domain-to-dnsdb decrypted-traffic-mirror svr-pool-multiplex svr-pool-ttl svr-pool-server-max-request svr-pool-server-max-concurrent-request http-supported-max-version',
  'user local':
    'passwd ldap-server radius-server tacacs+-server two-factor two-factor-authentication fortitoken email-to sms-phone sms-server passwd-policy passwd-time authtimeout workstation username-sensitivity id',
  'user group':
    'group-type authtimeout auth-concurrent-override auth-concurrent-value http-digest-realm sso-attribute-value user-id password user-name sponsor company email mobile-phone expire-type expire',
  'firewall policy': `${profiles} srcaddr6 dstaddr6 internet-service internet-service-name internet-service-group internet-service-custom internet-service-src internet-service-src-name reputation-minimum rtp-nat schedule-timeout policy-expiry tos tos-mask tos-negate anti-replay tcp-session-without-syn geoip-anycast geoip-match dynamic-shaping passive-wan-health-measurement logtraffic-start capture-packet auto-asic-offload np-acceleration wanopt webcache traffic-shaper traffic-shaper-reverse per-ip-shaper pcp-inbound pcp-outbound pcp-poolname permit-any-host permit-stun-host fixedport port-preserve ippool poolname poolname6 session-ttl vlan-cos-fwd vlan-cos-rev inbound outbound natinbound natoutbound fec wccp ntlm fsso-groups auth-path disclaimer email-collect vpntunnel natip match-vip match-vip-only diffserv-copy diffserv-forward diffserv-reverse tcp-mss-sender tcp-mss-receiver label global-label auth-cert auth-redirect-addr redirect-url identity-based-route block-notification custom-log-fields replacemsg-override-group timeout-send-rst captive-portal-exempt decrypted-traffic-mirror dsri radius-mac-auth-bypass radius-ip-auth-bypass delay-tcp-npu-session vlan-filter sgt-check sgt src-vendor-mac nat64 nat46 ztna-geo-tag http-policy-redirect ssh-policy-redirect ztna-ems-tag-negate internet-service-negate internet-service-src-negate send-deny-packet firewall-session-dirty`,
  'firewall proxy-policy': `${profiles} service service-negate srcaddr6 dstaddr6 poolname access-proxy6 internet-service internet-service-name session-ttl disclaimer webproxy-profile webproxy-forward-server webcache webcache-https http-tunnel-auth logtraffic-start label global-label block-notification redirect-url ssh-policy-redirect transparent detect-https-in-http-request decrypted-traffic-mirror replacemsg-override-group ztna-proxy isolator-server log-http-transaction`,
  'api-gateway':
    'ldb-method persistence http-cookie-age http-cookie-domain http-cookie-domain-from-host http-cookie-generation http-cookie-path http-cookie-share https-cookie-secure saml-server saml-redirect application h2-support h3-support ssl-algorithm ssl-min-version ssl-max-version ssl-renegotiation ssl-dh-bits ssl-vpn-web-portal',
  realservers:
    'domain http-host weight health-check health-check-proto holddown-interval translate-host ssh-client-cert ssh-host-key ssh-host-key-validation type external-auth tunnel-encryption verify-cert',
};

/** The settings that an entry of the table, or of the sub-table, may have besides the lab's own. */
export function keptSettings(path: string, unknown: readonly ConfigStatement[]): readonly string[] {
  const here = unknown.flatMap((one) => (one.kind === 'set' ? [one.name] : []));
  const known = Object.hasOwn(kept, path) ? (kept[path] ?? '').split(' ') : [];
  return [...new Set([...known, ...here])];
}
