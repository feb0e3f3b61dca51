/** Which protocols and destination ports a service object stands for (rule F4). */
import { expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { serviceResolver } from './services.ts';

const { config } = readConfig(`config firewall service custom
    edit "web"
        set tcp-portrange 443 8080-8090
        set udp-portrange 443:1024-65535
    next
    edit "HTTPS"
        set tcp-portrange 9443
    next
    edit "no port"
        set tcp-portrange nothing
    next
    edit "ipsec"
        set protocol IP
        set protocol-number 50
    next
    edit "any protocol"
        set protocol IP
    next
    edit "everything"
        set protocol ALL
    next
    edit "ping"
        set protocol ICMP
    next
    edit "ping6"
        set protocol ICMP6
    next
    edit "shadowed"
        set tcp-portrange 1
    next
end
config firewall service group
    edit "both"
        set member "web" "inner"
    next
    edit "inner"
        set member "SSH" "both" "nowhere"
    next
    edit "shadowed"
        set member "ALL"
    next
    edit "empty"
    next
end
`);
const services = serviceResolver(config);
const [icmp, tcp, udp, esp, icmp6] = [1, 6, 17, 50, 58] as const;

test.each([
  ['web', tcp, 443, true],
  ['web', tcp, 442, false],
  ['web', tcp, 8079, false],
  ['web', tcp, 8080, true],
  ['web', tcp, 8090, true],
  ['web', tcp, 8091, false],
  // The source port behind the colon is not looked at.
  ['web', udp, 443, true],
  ['web', udp, 8080, false],
  ['web', udp, 1024, false],
  ['web', icmp, 443, false],
  // A service of one's own hides the predefined one.
  ['HTTPS', tcp, 443, false],
  ['HTTPS', tcp, 9443, true],
  ['no port', tcp, 0, false],
  ['ipsec', tcp, 50, false],
  ['ipsec', esp, 0, true],
  ['any protocol', esp, 0, true],
  ['any protocol', tcp, 1, true],
  ['everything', udp, 7, true],
  ['ping', icmp, 0, true],
  ['ping', icmp6, 0, false],
  ['ping6', icmp6, 0, true],
  ['ping6', icmp, 0, false],
  ['ALL', udp, 7, true],
  ['ALL_TCP', tcp, 7, true],
  ['ALL_TCP', udp, 7, false],
  ['ALL_UDP', udp, 7, true],
  ['ALL_ICMP', icmp, 0, true],
  ['ALL_ICMP', tcp, 0, false],
  ['SSH', tcp, 22, true],
  ['SSH', udp, 22, false],
  ['DNS', udp, 53, true],
  ['DNS', tcp, 53, true],
  ['PING', icmp, 0, true],
  ['nowhere', tcp, 443, false],
  ['constructor', tcp, 443, false],
  // Groups that name each other end; what else they name counts.
  ['both', tcp, 22, true],
  ['both', tcp, 8085, true],
  ['both', tcp, 23, false],
  ['inner', tcp, 443, true],
  ['shadowed', tcp, 2, false],
  ['shadowed', tcp, 1, true],
  ['empty', tcp, 443, false],
])('%s over protocol %i to port %i: %s', (name, protocol, port, contained) => {
  expect(services(name)(protocol, port)).toBe(contained);
  // The second answer comes from what the first one left behind.
  expect(services(name)(protocol, port)).toBe(contained);
});
