/** How many other pairs of endpoint and server a change flips; whole matrices are compared in test/repairs.test.ts. */
import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { deviceOf, emsOf, endpointOf, sessionOf } from '#test/fixtures/installation.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { Change } from '#model/decision/repair.ts';
import { emptyResolver } from '#model/decision/session.ts';
import { SideEffectCount, type SideEffects } from './side-effects.ts';

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
  endpointOf({
    uid: `PC-${n}`,
    host: `PC-${n}`,
    ip: `10.0.1.${n}`,
    mac: `02:00:00:00:01:0${n}`,
    tags: [low],
    ...values,
  });

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
  return (...repairs: (readonly Change[])[]): SideEffectCount =>
    new SideEffectCount(
      { ems, fortigates },
      sessionOf({ endpointUid: 'PC-1' }),
      'web',
      emptyResolver,
      repairs,
    );
}

/** Counts to the end. */
function counted(count: SideEffectCount): SideEffects | undefined {
  count.work.finish();
  return count.effects[0];
}

const share: Change = { kind: 'share-type', device: 'FGT-A', category: 'classification' };
const onTwo = { uid: 'PC-2', host: 'PC-2' };
const giveAv: Change = { kind: 'add-tag', ...onTwo, tag: { category: 'zero_trust', name: 'AV' } };

describe('the pairs that a change flips', () => {
  test('are everyone’s but the session’s own', () => {
    const countOf = counter([pc(1), pc(2), pc(3, { tags: [] })]);
    expect(counted(countOf([share]))).toEqual({ opens: 1, closes: 0 });
    // The same change asked for once more, and another one after it: each is held against the same start.
    expect(counted(countOf([share]))).toEqual({ opens: 1, closes: 0 });
    expect(counted(countOf([{ kind: 'deny-device', device: 'FGT-A' }]))).toEqual({
      opens: 0,
      closes: 0,
    });
  });

  test('are those of the session’s endpoint at other servers as well', () => {
    const give: Change = { ...giveAv, uid: 'PC-1', host: 'PC-1' };
    expect(counted(counter([pc(1), pc(2)])([give]))).toEqual({ opens: 1, closes: 0 });
  });

  test('are those of two changes together', () => {
    expect(counted(counter([pc(1), pc(2)])([share, giveAv]))).toEqual({ opens: 2, closes: 0 });
  });

  test('close where they were open', () => {
    const countOf = counter([pc(1, { tags: [av] }), pc(2, { tags: [av] })]);
    expect(counted(countOf([{ kind: 'unregister', ...onTwo }]))).toEqual({ opens: 0, closes: 1 });
    const disable: Change = {
      kind: 'disable-policy',
      fortigate: 'FGT-A',
      policytype: 'policy',
      policyid: 2,
      name: '',
    };
    expect(counted(countOf([disable]))).toEqual({ opens: 0, closes: 2 });
  });

  test('on one FortiGate are that one’s, on an endpoint every one’s', () => {
    const countOf = counter([pc(1), pc(2)], ['FGT-A', 'FGT-B']);
    expect(counted(countOf([share]))).toEqual({ opens: 1, closes: 0 });
    expect(counted(countOf([{ ...share, device: 'FGT-B' }]))).toEqual({ opens: 2, closes: 0 });
    expect(counted(countOf([giveAv]))).toEqual({ opens: 2, closes: 0 });
  });

  test('of a certificate are none: it is the session’s own', () => {
    const countOf = counter([pc(1), pc(2)]);
    const own = { uid: 'PC-1', host: 'PC-1' };
    for (const kind of ['present-certificate', 'withhold-certificate'] as const) {
      const count = countOf([{ kind, ...own }]);
      expect(count.work.total).toBe(0);
      expect(counted(count)).toEqual({ opens: 0, closes: 0 });
    }
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
    expect(counted(counter(endpoints, ['FGT-A'], full)([give]))).toEqual({ opens: 3, closes: 0 });
  });

  test('are everyone’s where one FortiGate of two has the endpoint as one of its servers', () => {
    const elsewhere = text.replaceAll('10.0.1.9', '10.0.1.99');
    const two = elsewhere.replace(
      'set address "real"',
      'set ip 10.0.1.9\nnext\nedit 2\nset address "real"',
    );
    const endpoints = [pc(1), pc(2), pc(9)];
    const ems = emsOf(endpoints, [deviceOf({}), deviceOf({ name: 'FGT-B' })]);
    const fortigates = [
      { name: 'FGT-A', connector: 1, ...readConfig(elsewhere) },
      { name: 'FGT-B', connector: 1, ...readConfig(two) },
    ];
    const totalOf = (uid: string): number => {
      const change: Change = { ...giveAv, uid, host: uid };
      const session = sessionOf({ endpointUid: 'PC-1' });
      return new SideEffectCount({ ems, fortigates }, session, 'web', emptyResolver, [[change]])
        .work.total;
    };
    expect([totalOf('PC-9'), totalOf('PC-2')]).toEqual([2 * 3, 2]);
  });

  test('are everyone’s where the name of a real server resolves to an address of the endpoint', () => {
    const byName = text.replace(
      'set subnet 10.0.1.9 255.255.255.255',
      'set type fqdn\nset fqdn "real.example"',
    );
    const vpn = { ip: '10.212.0.9', mac: null, interface: null, gateway: null, vpn: true };
    const ems = emsOf([pc(1), pc(2), pc(9, { routes: [vpn] })], [deviceOf({})]);
    const fortigates = [{ name: 'FGT-A', connector: 1, ...readConfig(byName) }];
    const totalWhere = (fqdn: Readonly<Record<string, readonly string[]>>): number =>
      new SideEffectCount(
        { ems, fortigates },
        sessionOf({ endpointUid: 'PC-1' }),
        'web',
        { ...emptyResolver, fqdn },
        [[{ ...giveAv, uid: 'PC-9', host: 'PC-9' }]],
      ).work.total;
    expect([totalWhere({ 'real.example': ['10.212.0.9'] }), totalWhere({})]).toEqual([3, 1]);
  });

  test('are those of devices of every EMS server', () => {
    const open = text.replaceAll(/set ztna-ems-tag ".*"/g, '');
    const other = { ...emsOf([pc(2), pc(3)], [deviceOf({})]), serial: 'FCTEMS01', name: 'Site' };
    const count = new SideEffectCount(
      {
        ems: { ...emsOf([pc(1)], [deviceOf({})]), otherServers: [other] },
        fortigates: [{ name: 'FGT-A', connector: 1, ...readConfig(open) }],
      },
      sessionOf({ endpointUid: 'PC-1' }),
      'web',
      emptyResolver,
      [
        [
          {
            kind: 'disable-policy',
            fortigate: 'FGT-A',
            policytype: 'policy',
            policyid: 2,
            name: '',
          },
        ],
      ],
    );
    expect(counted(count)).toEqual({ opens: 0, closes: 3 });
  });

  test('are of what the endpoint is after the change: without its registration it has no certificate', () => {
    // Nobody asks for tags: the certificate alone lets it in.
    const open = text.replaceAll(/set ztna-ems-tag ".*"/g, '');
    expect(
      counted(counter([pc(1), pc(2)], ['FGT-A'], open)([{ kind: 'unregister', ...onTwo }])),
    ).toEqual({
      opens: 0,
      closes: 2,
    });
  });

  test('are those of another endpoint at the same address too', () => {
    const text2 = text.replaceAll('set vip "', 'set empty-cert-action accept\nset vip "');
    const twin = pc(3, { ip: '10.0.1.2', registered: false });
    const countOf = counter([pc(1), pc(2), twin], ['FGT-A'], text2);
    // Without a certificate PC-3 is taken for PC-2.
    expect(counted(countOf([giveAv]))).toEqual({ opens: 2, closes: 0 });
  });

  test('are counted for each of several repairs by itself, from the same start', () => {
    const count = counter([pc(1), pc(2), pc(3, { tags: [] })])(
      [share],
      [{ kind: 'deny-device', device: 'FGT-A' }],
      [share, giveAv],
      [share],
    );
    count.work.finish();
    expect(count.effects).toEqual([
      { opens: 1, closes: 0 },
      { opens: 0, closes: 0 },
      { opens: 2, closes: 0 },
      { opens: 1, closes: 0 },
    ]);
  });

  test('are counted in slices, a pair of FortiGate and endpoint at a time', () => {
    const many = Array.from({ length: 40 }, (_, i) => pc(i + 1));
    const count = counter(many, ['FGT-A', 'FGT-B'])([share], [giveAv]);
    // The one touches a FortiGate and everyone, the other one endpoint and both FortiGates.
    expect(count.work.total).toBe(42);
    const seen: number[] = [];
    while (!count.work.isDone) {
      count.work.advance(1);
      seen.push(count.work.done);
    }
    expect(seen).toEqual(Array.from({ length: 42 }, (_, i) => i + 1));
    expect(count.effects).toEqual([
      { opens: 39, closes: 0 },
      { opens: 2, closes: 0 },
    ]);
  });

  test('cost as much for each endpoint, and what another EMS teaches, once', () => {
    const many = Array.from({ length: 300 }, (_, i) => pc(i + 1));
    const doneFor = (change: Change, cost: number): number => {
      const { work } = counter(many)([change]);
      work.advance(cost);
      return work.done;
    };
    // One for the step, and four for each of two servers, before and after.
    const step = 1 + 2 * 2 * 4;
    const disable: Change = {
      kind: 'disable-policy',
      fortigate: 'FGT-A',
      policytype: 'policy',
      policyid: 1,
      name: '',
    };
    // Two policies are asked in the first step, before; after it, one is left.
    expect(doneFor(disable, 100 * step + 4)).toBe(100);
    // Two for each of the 300 endpoints.
    expect(doneFor(share, 600)).toBe(1);
    expect(doneFor(share, 600 + 100 * step + 4)).toBe(100);
  });

  test('cost less where endpoints are alike', () => {
    const many = Array.from({ length: 300 }, (_, i) => pc(i + 1));
    const alike = counter(many)([share]);
    const costly = counter(
      many,
      ['FGT-A'],
      text.replaceAll('srcaddr "all"', 'srcaddr "real"'),
    )([share]);
    for (const { work } of [alike, costly]) work.advance(3000);
    expect(alike.work.done).toBeGreaterThan(costly.work.done);
  });
});
