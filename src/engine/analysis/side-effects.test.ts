/** How many other pairs of endpoint and server a change flips; whole matrices are compared in test/repairs.test.ts. */
import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { deviceOf, emsOf, endpointOf, sessionOf } from '#test/fixtures/installation.ts';
import type { Endpoint } from '#model/ems.ts';
import type { Change } from '#model/repair.ts';
import { emptyResolver } from '#model/session.ts';
import { sideEffects } from './side-effects.ts';

const server = (name: string, ip: string): string => `config firewall vip
    edit "${name}"
        set type access-proxy
        set extip ${ip}
        set extintf "any"
        set extport 443
    next
end
config firewall access-proxy
    edit "${name}"
        set vip "${name}"
        config api-gateway
            edit 1
                config realservers
                    edit 1
                        set address "real"
                    next
                end
            next
        end
    next
end
`;
const policy = (id: number, vip: string, more: string): string => `config firewall policy
    edit ${id}
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "${vip}"
        set ztna-status enable
        set schedule "always"
        set service "ALL"
        ${more}
    next
end
`;
const text = `config firewall address
    edit "real"
        set subnet 10.0.1.9 255.255.255.255
    next
end
${server('web', '10.9.0.1')}${server('files', '10.9.0.2')}config firewall access-proxy
    edit "without a VIP"
        set vip "gone"
    next
end
${policy(1, 'web', 'set ztna-ems-tag "EMS1_CLASS_Low"')}${policy(2, 'files', 'set ztna-ems-tag "EMS1_ZTNA_AV"')}`;

const low = { category: 'classification', name: 'Low', since: 0 } as const;
const av = { category: 'zero_trust', name: 'AV', since: 0 } as const;
const pc = (n: number, values: Partial<Endpoint> = {}): Endpoint =>
  endpointOf({ uid: `PC-${n}`, host: `PC-${n}`, ip: `10.0.1.${n}`, tags: [low], ...values });

function counter(
  endpoints: readonly Endpoint[],
  names: readonly string[] = ['FGT-A'],
  config = text,
) {
  const ems = emsOf(
    endpoints,
    names.map((name) => deviceOf({ name })),
  );
  const fortigates = names.map((name) => ({ name, connector: 1, ...readConfig(config) }));
  return sideEffects({ ems, fortigates }, sessionOf({ endpointUid: 'PC-1' }), 'web', emptyResolver);
}

const share: Change = { kind: 'share-type', device: 'FGT-A', category: 'classification' };
const onTwo = { uid: 'PC-2', host: 'PC-2' };
const giveAv: Change = { kind: 'add-tag', ...onTwo, tag: { category: 'zero_trust', name: 'AV' } };

describe('the pairs that a change flips', () => {
  test('are everyone’s but the session’s own', () => {
    const count = counter([pc(1), pc(2), pc(3, { tags: [] })]);
    expect(count([share])).toEqual({ opens: 1, closes: 0 });
    // The same change asked for once more, and another one after it: each is held against the same start.
    expect(count([share])).toEqual({ opens: 1, closes: 0 });
    expect(count([{ kind: 'deny-device', device: 'FGT-A' }])).toEqual({ opens: 0, closes: 0 });
  });

  test('are those of the session’s endpoint at other servers as well', () => {
    const give: Change = { ...giveAv, uid: 'PC-1', host: 'PC-1' };
    expect(counter([pc(1), pc(2)])([give])).toEqual({ opens: 1, closes: 0 });
  });

  test('are those of two changes together', () => {
    expect(counter([pc(1), pc(2)])([share, giveAv])).toEqual({ opens: 2, closes: 0 });
  });

  test('close where they were open', () => {
    const count = counter([pc(1, { tags: [av] }), pc(2, { tags: [av] })]);
    expect(count([{ kind: 'unregister', ...onTwo }])).toEqual({ opens: 0, closes: 1 });
    const disable: Change = {
      kind: 'disable-policy',
      fortigate: 'FGT-A',
      policytype: 'policy',
      policyid: 2,
    };
    expect(count([disable])).toEqual({ opens: 0, closes: 2 });
  });

  test('on one FortiGate are that one’s, on an endpoint every one’s', () => {
    const count = counter([pc(1), pc(2)], ['FGT-A', 'FGT-B']);
    expect(count([share])).toEqual({ opens: 1, closes: 0 });
    expect(count([{ ...share, device: 'FGT-B' }])).toEqual({ opens: 2, closes: 0 });
    expect(count([giveAv])).toEqual({ opens: 2, closes: 0 });
  });

  test('of a certificate are none: it is the session’s own', () => {
    const count = counter([pc(1), pc(2)]);
    const own = { uid: 'PC-1', host: 'PC-1' };
    expect(count([{ kind: 'present-certificate', ...own }])).toEqual({ opens: 0, closes: 0 });
    expect(count([{ kind: 'withhold-certificate', ...own }])).toEqual({ opens: 0, closes: 0 });
  });

  test('are everyone’s where the endpoint is a server that a policy names by its tag', () => {
    const full = `${text}config firewall proxy-policy
    edit 4
        set srcintf "any"
        set srcaddr "all"
        set dstaddr "EMS1_ZTNA_AV"
        set proxy access-proxy
        set access-proxy "web"
        set schedule "always"
        set action accept
    next
end
`;
    const give: Change = { ...giveAv, uid: 'PC-9', host: 'PC-9' };
    const endpoints = [pc(1), pc(2), pc(9)];
    // PC-2 and PC-9 reach `web` through the full policy now, and PC-9 reaches `files` by its own tag.
    expect(counter(endpoints, ['FGT-A'], full)([give])).toEqual({ opens: 3, closes: 0 });
  });

  test('are those of another endpoint at the same address too', () => {
    const text2 = text.replaceAll('set vip "', 'set empty-cert-action accept\nset vip "');
    const twin = pc(3, { ip: '10.0.1.2', registered: false });
    const count = counter([pc(1), pc(2), twin], ['FGT-A'], text2);
    // Without a certificate PC-3 is taken for PC-2.
    expect(count([giveAv])).toEqual({ opens: 2, closes: 0 });
  });

  test('are not counted where too many policies would have to be asked', () => {
    // Three servers and two policies each.
    const many = (count: number) =>
      Array.from({ length: count }, (_, i) => pc(i + 1, { tags: [] }));
    expect(counter(many(30_000))([giveAv])).toEqual({ opens: 1, closes: 0 });
    expect(counter(many(30_001))([share])).toBeNull();
    const disable = { fortigate: 'FGT-A', policytype: 'policy', policyid: 9 } as const;
    expect(counter(many(30_001))([{ kind: 'disable-policy', ...disable }])).toBeNull();
  });
});
