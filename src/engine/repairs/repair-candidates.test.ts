/** Which changes are tried at all. They are guesses: that those offered do what they say is for repairs.test.ts. */
import type { Situation } from './situation.ts';
import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { deviceOf, emsOf, endpointOf, sessionOf } from '#test/fixtures/installation.ts';
import type { Endpoint, FabricDevice } from '#model/ems/ems.ts';
import type { Change } from '#model/decision/repair.ts';
import { type Session, emptyResolver } from '#model/decision/session.ts';
import { decide } from '../decide/decide.ts';
import { allowing, ending } from './repair-candidates.ts';

const base = `config firewall vip
    edit "vip"
        set type access-proxy
        set extip 10.9.0.1
        set extintf "any"
        set extport 443
    next
end
config firewall access-proxy
    edit "server"
        set vip "vip"
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
config firewall address
    edit "mac object"
        set type dynamic
        set sub-type ems-tag
        set obj-tag "Source"
        set tag-type "classification"
        set obj-type mac
    next
    edit "country"
        set type geography
        set country "CH"
    next
    edit "tag object"
        set type dynamic
        set sub-type ems-tag
        set obj-tag "Source"
        set tag-type "classification"
        set obj-type ip
    next
end
config firewall addrgrp
    edit "group"
        set category ztna-ems-tag
        set member "EMS1_ZTNA_InGroup" "nested" "EMS_ALL_UNKNOWN_CLIENTS"
    next
    edit "nested"
        set category ztna-ems-tag
        set member "EMS1_FABRIC_Nested"
    next
end
`;
const lines = (id: number, action: string, more: string): string =>
  `edit ${id}\nset srcintf "any"\nset dstintf "any"\nset srcaddr "all"\nset dstaddr "vip"\nset schedule "always"\nset service "ALL"\nset ztna-status enable\nset action ${action}\n${more}\nnext\n`;
const accept = (id: number, more = ''): string => lines(id, 'accept', more);
const deny = (id: number, more = ''): string => lines(id, 'deny', more);
const full = (id: number, action: string, more = ''): string =>
  `edit ${id}\nset srcintf "any"\nset srcaddr "all"\nset dstaddr "all"\nset schedule "always"\nset proxy access-proxy\nset access-proxy "server"\nset action ${action}\n${more}\nnext\n`;
const tags = (...names: readonly string[]): string =>
  `set ztna-ems-tag ${names.map((name) => `"${name}"`).join(' ')}`;

interface Given {
  readonly from?: Partial<Endpoint>;
  readonly device?: Partial<FabricDevice>;
  readonly session?: Partial<Session>;
  readonly full?: string;
}

function situation(policies: string, given: Given = {}): Situation {
  const { config } = readConfig(
    `${base}config firewall policy\n${policies}end\nconfig firewall proxy-policy\n${given.full ?? ''}end\n`,
  );
  const from = endpointOf({
    host: 'PC-1',
    tags: [
      { category: 'zero_trust', name: 'all_registered_clients', since: 0 },
      { category: 'zero_trust', name: 'AV', since: 0 },
      { category: 'classification', name: 'Low', since: 0 },
    ],
    ...given.from,
  });
  const everyType = ['zero_trust', 'classification', 'outbreak_alert', 'fabric'] as const;
  const ems = emsOf(
    [from],
    [deviceOf({ tagTypes: everyType, ...given.device }), deviceOf({ name: 'FGT-B' })],
  );
  const fortigate = { name: 'FGT-A', connector: 1, config };
  const session = sessionOf(given.session ?? {});
  const decision = decide(ems, fortigate, session);
  return { ems, fortigate, session, resolver: emptyResolver, decision };
}

/** A change in as few words as tell it from others. */
function brief(change: Change): string {
  const { kind } = change;
  if ('tag' in change && 'uid' in change) return `${kind} ${change.tag.name}`;
  if (change.kind === 'name-in-policy')
    return `${kind} ${change.policyid} ${change.field} ${change.from ?? '+'} > ${change.to}`;
  if (change.kind === 'set-fqdn') return `${kind} ${change.address} ${change.from} > ${change.to}`;
  if ('from' in change)
    return `${kind} ${change.policyid} ${change.list} ${change.from} > ${change.to}`;
  if ('before' in change)
    return `${kind} ${change.policytype} ${change.policyid} < ${change.before}`;
  if ('policyid' in change) return `${kind} ${change.policytype} ${change.policyid}`;
  if ('category' in change) return `${kind} ${change.category}`;
  if ('endpointSharing' in change)
    return `${kind} ${change.endpointSharing} ${change.selected.join()}`;
  return kind;
}
const tried = (policies: string, given?: Given) => allowing(situation(policies, given)).map(brief);
const hung = (policies: string, given?: Given) => ending(situation(policies, given)).map(brief);

describe('to allow a denied session', () => {
  test('the endpoint and what EMS does for it come first', () => {
    expect(
      tried('', {
        from: { online: false, registered: false, gateway: 'FGT-B' },
        device: { authorized: false, tagTypes: ['zero_trust', 'fabric'] },
        session: { certificate: 'none' },
      }),
    ).toEqual([
      'present-certificate',
      'register',
      'bring-online',
      'authorize',
      'share-type classification',
      'share-type outbreak_alert',
      'widen-endpoint-sharing selected FGT-B',
    ]);
    expect(tried('')).toEqual([]);
  });

  test.each([
    ['that is asked for becomes everybody', '', 'all'],
    ['that is excluded becomes nobody', 'set srcaddr-negate enable', 'none'],
  ])('a source that no ZTNA policy can use and %s', (_name, more, to) => {
    expect(tried(accept(1, `set srcaddr "country"\n${more}`))).toContain(
      `name-in-policy 1 srcaddr country > ${to}`,
    );
  });

  test.each<[string, Partial<FabricDevice>, string | null, string[]]>([
    ['what is shared anyway', {}, 'FGT-A', []],
    ['all, without a gateway', { selected: ['FGT-C'] }, null, ['widen-endpoint-sharing all FGT-C']],
    ['all, with a gateway that EMS does not know', {}, 'FGT-X', ['widen-endpoint-sharing all ']],
    [
      'one more',
      { endpointSharing: 'selected', selected: ['a', 'b', 'c'] },
      'FGT-B',
      ['widen-endpoint-sharing selected a,b,c,FGT-B'],
    ],
    [
      'all, where four are selected',
      { endpointSharing: 'selected', selected: ['a', 'b', 'c', 'd'] },
      'FGT-B',
      ['widen-endpoint-sharing all a,b,c,d'],
    ],
    [
      'one, whatever an idle list holds',
      { selected: ['a', 'b', 'c', 'd'] },
      'FGT-B',
      ['widen-endpoint-sharing selected FGT-B'],
    ],
  ])('endpoint sharing is widened to %s', (_, device, gateway, changes) => {
    expect(tried('', { device, from: { gateway } })).toEqual(changes);
  });

  test('nothing of an endpoint that EMS does not know, nor of a FortiGate that it does not know', () => {
    expect(tried(accept(1, tags('EMS1_ZTNA_No')), { session: { endpointUid: null } })).toEqual([]);
    expect(tried('', { device: { name: 'FGT-X' } })).toEqual([]);
  });

  test('tags that are asked for are given: each of a group, none that comes by itself', () => {
    expect(
      tried(
        accept(1, tags('EMS1_ZTNA_No', 'group', 'EMS1_ZTNA_all_registered_clients', 'nothing')),
        {
          from: { tags: [] },
        },
      ),
    ).toEqual(['add-tag No', 'add-tag InGroup', 'add-tag Nested']);
  });

  test('where all are asked for, what is there is not given again, and any would do', () => {
    const all = `${tags('EMS1_ZTNA_No', 'EMS1_ZTNA_AV')}\nset ztna-tags-match-logic and`;
    expect(tried(accept(1, all))).toEqual(['add-tag No', 'match-any policy 1']);
    const one = `${tags('EMS1_ZTNA_No')}\nset ztna-tags-match-logic and`;
    expect(tried(accept(1, one))).toEqual(['add-tag No']);
    expect(tried('', { full: full(4, 'accept', all) })).toEqual([
      'add-tag No',
      'match-any proxy-policy 4',
    ]);
  });

  test('a negated tag is taken', () => {
    expect(
      tried(accept(1, `${tags('EMS1_ZTNA_AV', 'EMS1_ZTNA_No')}\nset ztna-ems-tag-negate enable`)),
    ).toEqual(['remove-tag AV']);
  });

  test('a near miss is put right, under the kind of address that was written', () => {
    expect(
      tried(accept(1, tags('MAC_EMS1_ZTNA_Low', 'EMS2_ZTNA_AV', 'MAC_EMS2_ZTNA_AV', 'av'))),
    ).toEqual([
      'add-tag Low',
      'swap-tag 1 primary MAC_EMS1_ZTNA_Low > MAC_EMS1_CLASS_Low',
      'swap-tag 1 primary EMS2_ZTNA_AV > EMS1_ZTNA_AV',
      'swap-tag 1 primary MAC_EMS2_ZTNA_AV > MAC_EMS1_ZTNA_AV',
      'swap-tag 1 primary av > EMS1_ZTNA_AV',
    ]);
    expect(allowing(situation(accept(1, tags('EMS1_ZTNA_Low'))))).toContainEqual({
      kind: 'swap-tag',
      fortigate: 'FGT-A',
      policytype: 'policy',
      policyid: 1,
      name: '',
      list: 'primary',
      from: 'EMS1_ZTNA_Low',
      to: 'EMS1_CLASS_Low',
      asked: { category: 'zero_trust', name: 'Low' },
      tag: { category: 'classification', name: 'Low' },
    });
    expect(allowing(situation(accept(1, tags('low'))))).toEqual([
      expect.objectContaining({ kind: 'swap-tag', from: 'low', to: 'EMS1_CLASS_Low', asked: null }),
    ]);
  });

  const has = (...names: readonly string[]): Given => ({
    from: { tags: names.map((name) => ({ category: 'zero_trust', name, since: 0 })) },
  });

  test.each<[string, string, Given, string[]]>([
    [
      'of a tag that is known',
      `${tags('EMS1_ZTNA_AV', 'EMS1_ZTNA_No')}\nset ztna-tags-match-logic and`,
      has('AV', 'av'),
      ['add-tag No', 'match-any policy 1'],
    ],
    ['of a group', tags('group'), has('Group'), ['add-tag InGroup', 'add-tag Nested']],
    ['of a list that holds', `${tags('EMS1_ZTNA_AV')}\nset srcintf "port9"`, has('AV', 'av'), []],
  ])('no near miss is put right %s', (_, asks, given, changes) => {
    expect(tried(accept(1, asks), given)).toEqual(changes);
  });

  test('a list that holds wants nothing more, whatever else the policy fails on', () => {
    const holds = `${tags('EMS1_ZTNA_AV', 'EMS1_ZTNA_No')}\nset srcintf "port9"`;
    expect(tried(accept(1, holds))).toEqual([]);
  });

  test('an object’s tag is put right, under the kind of address that the object is', () => {
    expect(tried(accept(1, tags('mac object', 'tag object')), has('source'))).toEqual([
      'add-tag Source',
      'add-tag Source',
      'swap-tag 1 primary mac object > MAC_EMS1_ZTNA_source',
      'swap-tag 1 primary tag object > EMS1_ZTNA_source',
    ]);
  });

  const asAll = (...names: readonly string[]): string =>
    `${tags(...names)}\nset ztna-tags-match-logic and`;
  const twoOfAll = accept(1, asAll('EMS1_ZTNA_P', 'EMS1_ZTNA_Q'));
  test.each<[string, string, string]>([
    ['one of three', accept(2, tags('EMS1_ZTNA_X', 'EMS1_ZTNA_Y', 'EMS1_ZTNA_Z')), 'X'],
    [
      'one that is missing of three',
      accept(2, asAll('EMS1_ZTNA_AV', 'EMS1_CLASS_Low', 'EMS1_ZTNA_X')),
      'X',
    ],
    ['a source', accept(2, 'set srcaddr "tag object"'), 'Source'],
  ])('of two policies, that comes first which wants less: %s', (_, nearer, name) => {
    expect(tried(twoOfAll + nearer)[0]).toBe(`add-tag ${name}`);
    expect(tried(twoOfAll.replace('edit 1', 'edit 3') + nearer)[0]).toBe(`add-tag ${name}`);
  });

  test('policies that are off, or matched, hide none that failed', () => {
    const off = Array.from({ length: 9 }, (_, i) => accept(i + 1, 'set status disable')).join('');
    expect(tried(off + accept(20, tags('EMS1_ZTNA_Yes')))[0]).toBe('add-tag Yes');
  });

  const onward = { dstip: '10.88.0.3' };
  test('in a forward session the IP tag stands in for the MAC tag, in either list; sources are tags too', () => {
    const behind = {
      from: { gateway: 'FGT-B' },
      device: { endpointSharing: 'all' },
      session: onward,
    } as const;
    const all = 'set dstaddr "all"';
    expect(tried(accept(1, `${all}\n${tags('MAC_EMS1_ZTNA_AV')}`), behind)).toEqual([
      'mac-to-ip 1 primary MAC_EMS1_ZTNA_AV > EMS1_ZTNA_AV',
    ]);
    expect(
      tried(
        accept(1, `${all}\nset ztna-ems-tag-secondary "MAC_EMS1_CLASS_Low" "EMS1_ZTNA_Other"`),
        behind,
      ),
    ).toEqual(['add-tag Other', 'mac-to-ip 1 secondary MAC_EMS1_CLASS_Low > EMS1_CLASS_Low']);
    expect(tried(accept(1, `${all}\nset srcaddr "tag object" "nothing"`), behind)).toEqual([
      'add-tag Source',
    ]);
    expect(
      tried(
        accept(1, `${all}\nset srcaddr "EMS1_ZTNA_AV" "tag object"\nset srcaddr-negate enable`),
        behind,
      ),
    ).toEqual(['remove-tag AV']);
    // In ZTNA a MAC tag is as good as an IP tag.
    expect(tried(accept(1, tags('MAC_EMS1_ZTNA_No')))).toEqual(['add-tag No']);
  });

  test('what stands in the way is made to fail, switched off, and passed', () => {
    expect(tried(deny(1, tags('EMS1_ZTNA_AV', 'EMS1_ZTNA_No')) + deny(2) + accept(3))).toEqual([
      'remove-tag AV',
      'match-all policy 1',
      'disable-policy policy 1',
      'move-policy policy 3 < 1',
    ]);
    expect(tried(deny(1, `${tags('EMS1_ZTNA_No')}\nset ztna-ems-tag-negate enable`))).toEqual([
      'add-tag No',
      'disable-policy policy 1',
    ]);
    expect(tried(deny(1, tags('EMS1_ZTNA_AV')))).toEqual([
      'remove-tag AV',
      'disable-policy policy 1',
    ]);
  });

  test('a policy moves in its own list alone', () => {
    const redirect = accept(1, 'set ztna-policy-redirect enable');
    const inVain = full(4, 'deny') + full(5, 'accept');
    expect(tried(redirect, { full: inVain })).toEqual([
      'disable-policy proxy-policy 4',
      'move-policy proxy-policy 5 < 4',
    ]);
    // Handed on in vain: no full policy takes it.
    expect(tried(redirect, { full: full(4, 'accept', tags('EMS1_ZTNA_No')) })).toEqual([
      'add-tag No',
      'disable-policy policy 1',
    ]);
    expect(tried(deny(1), { full: full(4, 'accept') })).toEqual(['disable-policy policy 1']);
    expect(tried(redirect, {})).toEqual(['disable-policy policy 1']);
    expect(tried(redirect + accept(2))).toEqual([
      'disable-policy policy 1',
      'move-policy policy 2 < 1',
    ]);
  });

  test('a policy passes at most eight others', () => {
    const blockers = (count: number) =>
      Array.from({ length: count }, (_, i) => deny(i + 1)).join('') + accept(50);
    expect(tried(blockers(7))).toContain('move-policy policy 50 < 1');
    expect(tried(blockers(8))).not.toContain('move-policy policy 50 < 1');
  });

  test('policies that are off are switched on, and those that failed least are looked at, eight of each', () => {
    const off = Array.from({ length: 10 }, (_, i) => accept(i + 1, 'set status disable')).join('');
    expect(tried(off)).toEqual(
      Array.from({ length: 8 }, (_, i) => `enable-policy policy ${i + 1}`),
    );
    const far = Array.from({ length: 10 }, (_, i) =>
      accept(i + 1, `${tags(`EMS1_ZTNA_No${i + 1}`)}\nset srcintf "port9"`),
    ).join('');
    expect(tried(far + accept(20, tags('EMS1_ZTNA_Yes')))).toEqual([
      'add-tag Yes',
      ...Array.from({ length: 7 }, (_, i) => `add-tag No${i + 1}`),
    ]);
  });
});

describe('an accepted session may hang on', () => {
  const always = ['deny-device', 'take-offline', 'unregister', 'withhold-certificate'];
  const only = { device: { tagTypes: ['zero_trust'] } } as const;

  test('its policy’s tags, every tag of the endpoint, and all that makes them known', () => {
    expect(hung(accept(1, tags('EMS1_CLASS_Low', 'EMS1_ZTNA_No')))).toEqual([
      'remove-tag Low',
      'match-all policy 1',
      'remove-tag AV',
      'remove-tag Low',
      'stop-sharing-type classification',
      'stop-sharing-type outbreak_alert',
      'stop-sharing-type fabric',
      ...always,
      'disable-policy policy 1',
    ]);
  });

  test('the absence of a tag', () => {
    expect(
      hung(accept(1, `${tags('EMS1_ZTNA_No')}\nset ztna-ems-tag-negate enable`), only),
    ).toEqual([
      'add-tag No',
      'remove-tag AV',
      'remove-tag Low',
      ...always,
      'disable-policy policy 1',
    ]);
  });

  test('what earlier policies lack, those that are off, and the order', () => {
    expect(
      hung(
        deny(1, `${tags('EMS1_ZTNA_No', 'EMS1_ZTNA_Low')}\nset ztna-tags-match-logic and`) +
          deny(2, 'set status disable') +
          accept(3) +
          deny(4),
        only,
      ),
    ).toEqual([
      'remove-tag AV',
      'remove-tag Low',
      'add-tag No',
      'add-tag Low',
      ...always,
      'disable-policy policy 3',
      'move-policy policy 4 < 3',
      'enable-policy policy 2',
    ]);
  });

  test('the logic of several tags, where any of them counts', () => {
    const both = tags('EMS1_ZTNA_AV', 'EMS1_CLASS_Low');
    expect(hung(accept(1, both))).toContain('match-all policy 1');
    const all = hung(accept(1, `${both}\nset ztna-tags-match-logic and`));
    expect(all).not.toContain('match-all policy 1');
    // A standard policy knows no All.
    const session = { dstip: '10.88.0.3' };
    const standard = hung(accept(1, `set dstaddr "all"\n${both}`), { session });
    expect(standard).toContain('remove-tag AV');
    expect(standard).not.toContain('match-all policy 1');
  });

  test('what the nearest of earlier policies lack, those first that deny', () => {
    const asks = (name: string) => tags(`EMS1_ZTNA_${name}`);
    const given = (policies: string) =>
      hung(policies + accept(30)).filter((one) => one.startsWith('add-tag'));
    expect(
      given(accept(1, asks('A')) + deny(2, asks('D')) + accept(3, asks('B')) + deny(4, asks('E'))),
    ).toEqual(['add-tag D', 'add-tag E', 'add-tag A', 'add-tag B']);
    const off = Array.from({ length: 10 }, (_, i) => deny(i + 1, 'set status disable')).join('');
    expect(given(off + deny(20, asks('D')))).toEqual(['add-tag D']);
    expect(hung(off + accept(30)).filter((one) => one.startsWith('enable'))).toEqual(
      Array.from({ length: 8 }, (_, i) => `enable-policy policy ${i + 1}`),
    );
  });

  test('endpoint sharing, where it is wider than it need be', () => {
    const changes = hung(accept(1), {
      device: { endpointSharing: 'selected', selected: ['FGT-B'] },
    });
    expect(changes).toContain('narrow-endpoint-sharing connected FGT-B');
    expect(hung(accept(1))).not.toContain('narrow-endpoint-sharing connected ');
  });

  test('nothing that is not so anyway', () => {
    const settings = base.replace('set vip "vip"', 'set vip "vip"\nset client-cert disable');
    const { config } = readConfig(`${settings}config firewall policy\n${accept(1)}end\n`);
    const fortigate = { name: 'FGT-A', connector: 1, config };
    const ems = emsOf(
      [endpointOf({ online: false, registered: false })],
      [deviceOf({ authorized: false })],
    );
    const session = sessionOf({ certificate: 'none' });
    const decision = decide(ems, fortigate, session);
    const found = ending({ ems, fortigate, session, resolver: emptyResolver, decision });
    expect(found.map(brief)).toEqual(['disable-policy policy 1']);
    const stranger = { ...session, endpointUid: null, certificate: 'valid' } as const;
    const other = ending({
      ems: emsOf([], []),
      fortigate,
      session: stranger,
      resolver: emptyResolver,
      decision: decide(emsOf([], []), fortigate, stranger),
    });
    expect(other.map(brief)).toEqual(['disable-policy policy 1']);
  });
});
