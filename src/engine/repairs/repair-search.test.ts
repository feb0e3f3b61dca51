/** How repairs are searched, ranked and limited. */
import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { deviceOf, emsOf, endpointOf, sessionOf } from '#test/fixtures/installation.ts';
import type { Endpoint, FabricDevice } from '#model/ems/ems.ts';
import type { Session } from '#model/decision/session.ts';
import { decide } from '../decide/decide.ts';
import { changesTo, relevantEms, repairsFor } from './repairs.ts';

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
        set empty-cert-action accept
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
`;
const policy = (id: number, action: string, more = ''): string => `config firewall policy
    edit ${id}
        set srcintf "any"
        set dstintf "any"
        set srcaddr "all"
        set dstaddr "vip"
        set schedule "always"
        set service "ALL"
        set ztna-status enable
        set action ${action}
        ${more}
    next
end
`;
const tags = (...names: readonly string[]): string =>
  `set ztna-ems-tag ${names.map((name) => `"${name}"`).join(' ')}`;

interface Given {
  readonly from?: Partial<Endpoint>;
  readonly others?: readonly Endpoint[];
  readonly device?: Partial<FabricDevice>;
  readonly session?: Partial<Session>;
}
const av = { category: 'zero_trust', name: 'AV', since: 0 } as const;
const low = { category: 'classification', name: 'Low', since: 0 } as const;

function offered(text: string, { from, others = [], device, session: asked }: Given = {}) {
  const { config } = readConfig(server('vip', '10.9.0.1') + text);
  const ems = emsOf(
    [endpointOf({ host: 'PC-1', tags: [av, low], ...from }), ...others],
    [deviceOf({ ...device })],
  );
  const fortigate = { name: 'FGT-A', connector: 1, config };
  const other = { ...fortigate, name: 'FGT-B' };
  const session = sessionOf({ ...asked });
  const decision = decide(ems, fortigate, session);
  return repairsFor(decision, session, { ems, fortigates: [other, fortigate] });
}
const kinds = (text: string, given?: Given): string[] =>
  offered(text, given).repairs.map(({ changes }) => changes.map(({ kind }) => kind).join(' + '));

describe('equal repairs stand in the order in which they are easier undone', () => {
  test('for a denied session', () => {
    expect(
      kinds(
        policy(1, 'accept', tags('EMS1_CLASS_Low', 'EMS1_ZTNA_Low')) +
          policy(2, 'accept', 'set status disable') +
          policy(
            3,
            'accept',
            `${tags('EMS1_ZTNA_AV', 'EMS1_ZTNA_No')}\nset ztna-tags-match-logic and`,
          ) +
          policy(4, 'deny') +
          policy(5, 'accept'),
      ),
    ).toEqual([
      'share-type',
      'add-tag',
      'add-tag',
      'match-any',
      'enable-policy',
      'move-policy',
      'disable-policy',
    ]);
  });

  test('for one without a certificate, and one that is offline', () => {
    const away = { session: { certificate: 'none', srcip: '10.0.9.9' } } as const;
    const none =
      policy(1, 'accept', tags('EMS1_ZTNA_AV')) + policy(2, 'accept', 'set status disable');
    expect(kinds(none, away)).toEqual(['present-certificate', 'enable-policy']);
    expect(kinds(none, { from: { online: false } })).toEqual(['bring-online', 'enable-policy']);
    expect(kinds(none, { from: { registered: false } })).toEqual(['register', 'enable-policy']);
    expect(kinds(none, { device: { authorized: false } })).toEqual(['authorize', 'enable-policy']);
  });

  test('for an accepted session', () => {
    expect(
      kinds(
        policy(2, 'deny', tags('EMS1_ZTNA_No')) +
          policy(3, 'deny', 'set status disable') +
          policy(1, 'accept', tags('EMS1_CLASS_Low', 'EMS1_ZTNA_Other')) +
          policy(4, 'deny'),
        {
          device: { tagTypes: ['zero_trust', 'classification'] },
        },
      ),
    ).toEqual([
      'add-tag',
      'remove-tag',
      'match-all',
      'stop-sharing-type',
      'take-offline',
      'unregister',
      'deny-device',
      'enable-policy',
      'move-policy',
      'disable-policy',
    ]);
  });

  test('and what mends the named cause goes before fewer flipped pairs', () => {
    const colleague = endpointOf({ uid: '2'.repeat(32), ip: '10.0.1.2', tags: [low] });
    const { repairs } = offered(policy(1, 'accept', tags('EMS1_CLASS_Low', 'EMS1_ZTNA_No')), {
      others: [colleague],
    });
    expect(repairs.map(({ changes, flips }) => [changes[0]?.kind, flips])).toEqual([
      ['share-type', 1],
      ['add-tag', 0],
    ]);
  });
});

test('what mends the named cause goes first, however many pairs it flips', () => {
  const colleague = (n: number, ...own: Endpoint['tags']) =>
    endpointOf({ uid: String(n).repeat(32), ip: `10.0.1.${n}`, tags: own });
  const { repairs } = offered(
    policy(1, 'accept', tags('EMS1_CLASS_Low')) +
      policy(2, 'accept', `${tags('EMS1_ZTNA_AV')}\nset status disable`),
    { others: [colleague(2, low), colleague(3, low), colleague(4, av)] },
  );
  expect(repairs.map(({ changes, flips }) => [changes[0]?.kind, flips])).toEqual([
    ['share-type', 2],
    ['enable-policy', 1],
  ]);
});

test('pairs that begin alike are ranked by their second change', () => {
  const asksLow = policy(1, 'accept', tags('EMS1_ZTNA_Low'));
  const shared = { tagTypes: ['zero_trust', 'classification'] } as const;
  expect(kinds(asksLow, { from: { online: false }, device: shared })).toEqual([
    'bring-online + swap-tag',
    'bring-online + add-tag',
  ]);
});

describe('the search', () => {
  const many = Array.from({ length: 14 }, (_, i) => `EMS1_ZTNA_No${i}`);

  test('offers ten', () => {
    expect(kinds(policy(1, 'accept', tags(...many)))).toHaveLength(10);
  });

  test('offers those that are easier undone, where there are more than ten', () => {
    // Tags to give are tried before the one to ask for instead.
    const shared = { device: { tagTypes: ['zero_trust', 'classification'] } } as const;
    const found = kinds(policy(1, 'accept', tags(...many, 'EMS1_ZTNA_Low')), shared);
    expect(found).toHaveLength(10);
    expect(found[0]).toBe('swap-tag');
  });

  test('offers alone what showed only after another change, and does without it', () => {
    // Eight disabled policies are looked at; the ninth shows once one of them is on.
    const off = (id: number, more: string) => policy(id, 'accept', `set status disable\n${more}`);
    const idle = Array.from({ length: 8 }, (_, i) => off(i + 1, 'set srcintf "port9"')).join('');
    const { repairs } = offered(idle + off(9, ''));
    expect(repairs.map(({ changes }) => changes)).toEqual([
      [{ kind: 'enable-policy', fortigate: 'FGT-A', policytype: 'policy', policyid: 9, name: '' }],
    ]);
  });

  test('looks for two tags that would end an accept', () => {
    const found = kinds(
      policy(1, 'deny', `${tags('EMS1_ZTNA_A', 'EMS1_ZTNA_B')}\nset ztna-tags-match-logic and`) +
        policy(2, 'accept'),
    );
    expect(found).toContain('add-tag + add-tag');
  });

  test('offers a pair that ends an accept once, where no change alone does', () => {
    // Without what EMS tells, the second policy takes over from the first.
    const { aim, repairs } = offered(
      policy(1, 'accept', tags('EMS1_ZTNA_AV')) +
        policy(2, 'accept', `${tags('EMS1_ZTNA_Bad')}\nset ztna-ems-tag-negate enable`),
    );
    expect(aim).toBe('end');
    const found = repairs.map(({ changes }) => changes);
    expect(found).toContainEqual([
      expect.objectContaining({ kind: 'remove-tag' }),
      expect.objectContaining({ kind: 'add-tag' }),
    ]);
    const written = found.map((changes) => JSON.stringify(changes));
    expect(written).toEqual([...new Set(written)]);
  });

  test('looks for pairs where no single change does, each once, at most ten', () => {
    const pairs = kinds(
      policy(1, 'accept', tags(...many)) +
        policy(2, 'accept', `${tags(...many)}\nset status disable`),
      { from: { online: false, tags: [] } },
    );
    expect(pairs).toHaveLength(10);
    expect(new Set(pairs)).toEqual(new Set(['bring-online + add-tag']));
    const twice = kinds(
      policy(1, 'accept', `${tags('EMS1_ZTNA_A', 'EMS1_ZTNA_B')}\nset ztna-tags-match-logic and`),
      {
        from: { tags: [] },
      },
    );
    expect(twice).toEqual(['add-tag + add-tag', 'add-tag + match-any', 'add-tag + match-any']);
  });

  test('looks for what two tags an accept hangs on, beside what ends it alone', () => {
    const both = policy(1, 'accept', tags('EMS1_ZTNA_AV', 'EMS1_CLASS_Low'));
    const shared = { device: { tagTypes: ['zero_trust', 'classification'] } } as const;
    const found = kinds(both, shared);
    expect(found).toContain('remove-tag + remove-tag');
    expect(found).toContain('remove-tag + stop-sharing-type');
    expect(found).toContain('disable-policy');
    expect(kinds(policy(1, 'accept', tags('EMS1_ZTNA_AV')))).not.toContain(
      'remove-tag + remove-tag',
    );
  });

  test('finds nothing on a FortiGate that is not there', () => {
    const ems = emsOf([endpointOf({})], [deviceOf({})]);
    const { config } = readConfig(server('vip', '10.9.0.1'));
    const session = sessionOf({});
    const decision = decide(ems, { name: 'FGT-A', connector: 1, config }, session);
    expect(repairsFor(decision, session, { ems, fortigates: [] })).toEqual({
      aim: 'allow',
      counting: null,
      repairs: [],
    });
  });
});

test('a session depends on its endpoint, and on who shares an address with either end', () => {
  const at = (uid: string, ip: string, mac: string) => endpointOf({ uid, ip, mac });
  const own = at('own', '10.0.5.5', '02:00:00:00:00:01');
  const source = at('source', '10.0.1.5', '02:00:00:00:00:AA');
  const target = at('target', '10.9.0.1', '02:00:00:00:00:03');
  const twin = at('twin', '10.0.7.7', '02:00:00:00:00:aa');
  const far = at('far', '10.0.8.8', '02:00:00:00:00:08');
  const ems = emsOf([far, own, source, target, twin], [deviceOf({})]);
  const relevant = relevantEms(ems, sessionOf({ endpointUid: 'own' }));
  expect(relevant).toEqual({ ...ems, endpoints: [own, source, target, twin] });
});

test('changes to any outcome: ten at most, those first that are easier undone', () => {
  const many = Array.from({ length: 14 }, (_, i) => `EMS1_ZTNA_No${i}`);
  const asks = policy(1, 'accept', tags(...many, 'EMS1_ZTNA_Low'));
  const { config } = readConfig(server('vip', '10.9.0.1') + asks);
  const ems = emsOf(
    [endpointOf({ host: 'PC-1', tags: [av, low] })],
    [deviceOf({ tagTypes: ['zero_trust', 'classification'] })],
  );
  const fortigate = { name: 'FGT-A', connector: 1, config };
  const session = sessionOf({});
  const decision = decide(ems, fortigate, session);
  const found = (action: 'accept' | 'deny', error: number | null) =>
    changesTo((other) => other.action === action && other.error === error, decision, session, {
      ems,
      fortigate,
    }).map((changes) => changes.map(({ kind }) => kind).join(' + '));
  expect(found('accept', null)).toEqual([
    'swap-tag',
    ...Array.from({ length: 9 }, () => 'add-tag'),
  ]);
  // It is denied now for its tags (065); what would deny it otherwise is asked for as well.
  expect(found('deny', 67)).toEqual(['take-offline']);
  expect(found('deny', 66)).toEqual(['unregister', 'deny-device']);
});
