/** What the form of a ZTNA server is told, from sections that the lab keeps as text too. */
import { expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { World } from '../../world.ts';
import { memoryStorage } from '../../storage/memory-storage.ts';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { withFortiGate } from '../../state.ts';
import { ztnaServerFacts } from './server-facts.ts';

const text = `config system global
    set admin-sport 8443
end
config system interface
    edit "port1"
        set ip 10.0.1.1 255.255.255.0
        set allowaccess ping https
    next
    edit "port2"
        set mode dhcp
        set allowaccess ping
    next
end
config vpn certificate local
    edit "web.example.com"
    next
end
config firewall access-proxy-virtual-host
    edit "web"
        set host "web.example.com"
        set ssl-certificate "vhost-cert"
        set client-cert disable
    next
end
config firewall access-proxy
    edit "intranet"
        config api-gateway
            edit 3
                set virtual-host "web"
            next
        end
    next
end
`;

test('interfaces with their management, certificates and virtual hosts with their users', async () => {
  const world = await World.open(memoryStorage(), scenarios);
  const fortigate = 'FGT-HQ';
  const facts = (version: string) =>
    world.ask(
      (state) =>
        ztnaServerFacts(
          withFortiGate(state, fortigate, (one) => ({
            ...one,
            version,
            config: readConfig(text).config,
          })),
          { fortigate },
        ),
      {},
    );
  expect(await facts('7.6.4')).toMatchObject({
    value: {
      askedBy: 'vip',
      adminPort: 8443,
      interfaces: [
        { name: 'port1', ip: '10.0.1.1', isManaged: true },
        { name: 'port2', ip: '', isManaged: false },
      ],
      certificates: ['Fortinet_Factory', 'vhost-cert', 'web.example.com'],
      virtualHosts: [
        {
          name: 'web',
          host: 'web.example.com',
          hostType: 'sub-string',
          asksItself: true,
          users: ['mapping 3 of intranet'],
        },
      ],
    },
  });
  expect(await facts('7.4.7')).toMatchObject({ value: { askedBy: 'access-proxy' } });
});
