import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { referenceWarnings } from './reference-warnings.ts';

test('dangling references are named, with the line that refers to them', () => {
  const reading = readConfig(`config firewall address
    edit "lan"
        set subnet 10.0.1.0 255.255.255.0
    next
end
config firewall addrgrp
    edit "g1"
        set member "g2" "lan"
    next
    edit "g2"
        set member "g1"
    next
    edit "fine"
        set member "lan"
    next
end
config firewall policy
    edit 7
        set srcintf "any"
        set srcaddr "lan" "nowhere"
        set dstaddr "all"
        set schedule "always"
        set service "HTTPS" "NOPE"
        set ztna-ems-tag "EMS1_ZTNA_AD" "EMS1_ZTNA_Nobody" "EMS_ALL_UNKNOWN_CLIENTS"
    next
end
`);
  const warnings = referenceWarnings(reading, (name) => name === 'EMS1_ZTNA_AD');
  expect(warnings.map(({ line, message }) => `${line} ${message.split(/[,:.]/)[0] ?? ''}`)).toEqual(
    ['20 firewall policy 7', '23 firewall policy 7', '24 firewall policy 7'],
  );
  expect(warnings.map(({ message }) => message).join(' ')).toMatch(
    /nowhere.*NOPE.*EMS1_ZTNA_Nobody, but this FortiGate does not know the tag/,
  );
});

test('a line in a sub-table is found as well', () => {
  const reading = readConfig(`config firewall access-proxy
    edit "web"
        set vip "missing"
        config api-gateway
            edit 1
                set virtual-host "no host"
            next
        end
    next
end
`);
  expect(referenceWarnings(reading, () => false).map(({ line }) => line)).toEqual([3, 6]);
});
