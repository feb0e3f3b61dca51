/** The configurations of the FortiGates of *Two sites*. */
import { connectorText } from '#model/ems/ems-connector.ts';

export const emsSerial = 'FCTEMS8824093638';

const interfaces = (third: number): string => `config system interface
    edit "port1"
        set ip 10.0.${third}.1 255.255.255.0
        set role lan
        set alias "LAN"
    next
    edit "port2"
        set ip 10.88.${third}.1 255.255.255.0
        set role dmz
        set alias "Servers"
    next
    edit "port3"
        set ip 203.0.113.${third} 255.255.255.0
        set role wan
        set alias "Internet"
    next
end
`;

/** Those of the endpoints' users who may log in at a FortiGate. EMS has them in the same groups. */
const hqUsers = [
  'ann.berg',
  'bob.ito',
  'build',
  'carla.diaz',
  'dev.rao',
  'eva.lind',
  'fred.okoye',
  'gina.rossi',
  'hans.vogel',
  'iris.chen',
  'jon.snyder',
  'nia.adams',
  'olga.petrova',
];
const branchUsers = ['kim.park', 'leo.martin', 'mia.novak', 'pos'];

/** Whose endpoint is quarantined. */
const suspended = 'jon.snyder';

const users = (names: readonly string[]): string => `config user local
${names
  .map(
    (name) => `    edit "${name}"
${name === suspended ? '        set status disable\n' : ''}        set type password
    next
`,
  )
  .join('')}end
`;

export const hqConfig = `${interfaces(1)}${connectorText(emsSerial)}config firewall address
    edit "all"
        set uuid b458a65a-f759-51ea-d7df-ef2e750026d1
    next
    edit "HQ-LAN"
        set subnet 10.0.1.0 255.255.255.0
    next
    edit "Branch-LAN"
        set subnet 10.0.2.0 255.255.255.0
    next
    edit "HQ-Servers"
        set subnet 10.88.1.0 255.255.255.0
    next
    edit "Finance-Server"
        set subnet 10.88.1.20 255.255.255.254
    next
end
config firewall addrgrp
    edit "All-Sites"
        set member "HQ-LAN" "Branch-LAN"
    next
    edit "Suspicious"
        set category ztna-ems-tag
        set member "EMS1_ZTNA_Malicious-File-Detected" "EMS1_FABRIC_IOC-Suspicious"
    next
end
config firewall schedule recurring
    edit "Office-Hours"
        set day monday tuesday wednesday thursday friday
        set start 07:00
        set end 19:00
    next
end
config firewall vip
    edit "ZTNA-webserver"
        set type access-proxy
        set extip 203.0.113.10
        set extintf "any"
        set server-type https
        set extport 9443
        set ssl-certificate "Fortinet_Factory"
    next
    edit "ZTNA-finance"
        set type access-proxy
        set extip 203.0.113.11
        set extintf "any"
        set server-type https
        set extport 443
        set ssl-certificate "Fortinet_Factory"
    next
end
config firewall access-proxy
    edit "ZTNA-webserver"
        set vip "ZTNA-webserver"
        config api-gateway
            edit 1
                config realservers
                    edit 1
                        set ip 10.88.1.10
                    next
                end
            next
        end
    next
    edit "ZTNA-finance"
        set vip "ZTNA-finance"
        config api-gateway
            edit 1
                set url-map "/app"
                config realservers
                    edit 1
                        set ip 10.88.1.20
                    next
                end
            next
            edit 2
                config realservers
                    edit 1
                        set ip 10.88.1.21
                    next
                end
            next
        end
    next
end
${users(hqUsers)}config user group
    edit "Finance"
        set member "ann.berg" "carla.diaz" "hans.vogel"
    next
    edit "Staff"
        set member "ann.berg" "bob.ito" "carla.diaz" "fred.okoye" "gina.rossi" "hans.vogel" "jon.snyder" "nia.adams"
    next
    edit "Engineering"
        set member "dev.rao" "eva.lind" "iris.chen" "olga.petrova"
    next
end
config firewall policy
    edit 3
        set name "ZTNA-deny-malicious"
        set srcintf "any"
        set dstintf "any"
        set srcaddr "all"
        set dstaddr "ZTNA-webserver"
        set ztna-ems-tag "Suspicious"
        set ztna-status enable
        set service "ALL"
        set schedule "always"
        set logtraffic all
    next
    edit 17
        set name "ZTNA-webserver-allow"
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "ZTNA-webserver"
        set ztna-ems-tag "EMS1_ZTNA_FortiAD" "EMS1_ZTNA_Low-Risk"
        set ztna-tags-match-logic and
        set ztna-status enable
        set service "ALL"
        set schedule "always"
        set logtraffic all
    next
    edit 5
        set name "LAN-to-servers"
        set srcintf "port1"
        set dstintf "port2"
        set action accept
        set srcaddr "HQ-LAN"
        set dstaddr "HQ-Servers"
        set ztna-ems-tag "EMS1_ZTNA_AV-Running"
        set ztna-status enable
        set service "HTTPS" "SSH"
        set schedule "Office-Hours"
        set logtraffic all
    next
    edit 6
        set name "Branch-to-servers"
        set srcintf "port3"
        set dstintf "port2"
        set action accept
        set srcaddr "Branch-LAN"
        set dstaddr "HQ-Servers"
        set ztna-ems-tag "MAC_EMS1_ZTNA_FortiAD"
        set ztna-status enable
        set service "HTTPS"
        set schedule "always"
        set logtraffic all
    next
    edit 9
        set name "Old-any-any"
        set srcintf "port1"
        set dstintf "port2"
        set action accept
        set status disable
        set srcaddr "all"
        set dstaddr "all"
        set service "ALL"
        set schedule "always"
    next
end
config firewall proxy-policy
    edit 1
        set name "Finance-critical-deny"
        set proxy access-proxy
        set access-proxy "ZTNA-finance"
        set srcintf "any"
        set srcaddr "all"
        set dstaddr "all"
        set ztna-ems-tag "EMS1_ZTNA_Malicious-File-Detected"
        set schedule "always"
        set logtraffic all
    next
    edit 2
        set name "Finance-allow"
        set proxy access-proxy
        set access-proxy "ZTNA-finance"
        set srcintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "Finance-Server"
        set ztna-ems-tag "EMS1_ZTNA_Low-Risk" "EMS1_CLASS_Finance"
        set ztna-tags-match-logic and
        set schedule "always"
        set logtraffic all
        set groups "Finance"
    next
end
`;

export const branchConfig = `${interfaces(2)}${connectorText(emsSerial)}config firewall address
    edit "all"
        set uuid b458a65a-f759-51ea-d7df-ef2e750026d1
    next
    edit "Branch-LAN"
        set subnet 10.0.2.0 255.255.255.0
    next
end
config firewall vip
    edit "ZTNA-store"
        set type access-proxy
        set extip 203.0.113.20
        set extintf "any"
        set server-type https
        set extport 443
        set empty-cert-action accept-unmanageable
        set ssl-certificate "Fortinet_Factory"
    next
end
config firewall access-proxy
    edit "ZTNA-store"
        set vip "ZTNA-store"
        config api-gateway
            edit 1
                config realservers
                    edit 1
                        set ip 10.88.2.10
                    next
                end
            next
        end
    next
end
${users(branchUsers)}config user group
    edit "Staff"
        set member "kim.park" "leo.martin"
    next
end
config firewall policy
    edit 1
        set name "ZTNA-store-phones"
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "ZTNA-store"
        set ztna-ems-tag "EMS_ALL_UNMANAGEABLE_CLIENTS"
        set ztna-status enable
        set service "ALL"
        set schedule "always"
        set logtraffic all
    next
    edit 2
        set name "ZTNA-store-staff"
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "ZTNA-store"
        set ztna-ems-tag "EMS1_ZTNA_FortiAD"
        set ztna-status enable
        set service "ALL"
        set schedule "always"
        set logtraffic all
        set groups "Staff"
    next
end
`;
