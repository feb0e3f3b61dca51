/** The bar: a decision with its trace in under 1 ms at 1,000 policies, when none before the last matches. */
import { describe, expect, test } from 'vitest';
import { caseWorld, readCases } from '#formats/case.ts';
import { decide } from '#engine/decide/decide.ts';
import { explain } from '#engine/explain/explain.ts';

const policies = 1000;

const config = `config firewall address
    edit "all"
    next
    edit "lan"
        set subnet 10.0.1.0 255.255.255.0
    next
end
config firewall vip
    edit "web"
        set type access-proxy
        set extip 10.0.3.10
        set extintf "any"
        set extport 443
    next
end
config firewall access-proxy
    edit "web"
        set vip "web"
        config api-gateway
            edit 1
                config realservers
                    edit 1
                        set ip 10.88.0.3
                    next
                end
            next
        end
    next
end
config firewall policy
${Array.from(
  { length: policies },
  (_, i) => `    edit ${i + 1}
        set srcintf "any"
        set dstintf "any"
        set srcaddr "lan"
        set dstaddr "web"
        set action accept
        set schedule "always"
        set service "ALL"
        set ztna-status enable
        set ztna-ems-tag "EMS1_ZTNA_Tag-${i % 40}" "EMS1_ZTNA_${i === policies - 1 ? 'AD' : 'No'}"
        set ztna-tags-match-logic ${i % 2 === 0 ? 'and' : 'or'}
    next`,
).join('\n')}
end
`;

const [one] = readCases(
  JSON.stringify({
    name: 'bench',
    ems: {
      endpoints: [
        {
          host: 'PC-1',
          uid: '1'.repeat(32),
          os: 'windows',
          ip: '10.0.1.2',
          mac: '02:00:00:00:00:01',
          gateway: 'FGT-A',
          tags: { zero_trust: ['AD', 'all_registered_clients'] },
        },
      ],
      fabricDevices: [{ name: 'FGT-A', serial: 'FGVM000000000001' }],
    },
    fortigates: [{ name: 'FGT-A', config }],
    sessions: [
      { fortigate: 'FGT-A', endpoint: 'PC-1', srcintf: 'port1', dstip: '10.0.3.10', dstport: 443 },
    ],
  }),
);
if (!one) throw new Error('no case');
const world = caseWorld(one);
const [fortigate] = world.fortigates;
const [first] = world.sessions;
if (!fortigate || !first) throw new Error('no session');
const { session } = first;

describe(`one session at ${policies} policies, the last of which matches`, () => {
  const decision = decide(world.ems, fortigate, session, world.resolver);
  test('decide, with its trace', async ({ bench }) => {
    // What is measured must be the long way.
    expect(decision.policyid).toBe(policies);
    await bench('decide', () => decide(world.ems, fortigate, session, world.resolver)).run();
  });
  test('explain', async ({ bench }) => {
    await bench('explain', () => explain(decision, session, world.ems, fortigate)).run();
  });
});
