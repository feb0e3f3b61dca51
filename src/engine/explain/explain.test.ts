import { describe, expect, test } from 'vitest';
import { caseWorld, readCases } from '#formats/case.ts';
import { decide } from '../decide/decide.ts';
import { explain } from './explain.ts';
import { headline } from '#model/words/decision.ts';
import { plain } from '#model/words/sentence.ts';

const policies = (...written: string[]): string => `config firewall address
    edit "all"
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
${written.join('\n')}
end
`;

function policy(id: number, action: 'accept' | 'deny', settings: string): string {
  return `    edit ${id}
        set srcintf "any"
        set dstintf "any"
        set srcaddr "all"
        set dstaddr "web"
        set action ${action}
        set schedule "always"
        set service "ALL"
        set ztna-status enable
        ${settings}
    next`;
}

function explained(config: string, tags: readonly string[], session: object = {}) {
  const [one] = readCases(
    JSON.stringify({
      name: 'explain',
      ems: {
        endpoints: [
          {
            host: 'PC-1',
            uid: '1'.repeat(32),
            os: 'windows',
            ip: '10.0.1.2',
            mac: '02:00:00:00:00:01',
            gateway: 'FGT-A',
            user: 'ann',
            tags: { zero_trust: tags, classification: ['Low'] },
          },
        ],
        fabricDevices: [{ name: 'FGT-A', serial: 'FGVM000000000001' }],
      },
      fortigates: [{ name: 'FGT-A', config }],
      sessions: [
        {
          fortigate: 'FGT-A',
          endpoint: 'PC-1',
          srcintf: 'port1',
          dstip: '10.0.3.10',
          dstport: 443,
          ...session,
        },
      ],
    }),
  );
  if (!one) throw new Error('no case');
  const world = caseWorld(one);
  const [fortigate] = world.fortigates;
  const [first] = world.sessions;
  if (!fortigate || !first) throw new Error('no session');
  const decision = decide(world.ems, fortigate, first.session, world.resolver);
  return explain(decision, first.session, world.ems, fortigate);
}

const asks = (...tags: string[]): string =>
  `set ztna-ems-tag ${tags.map((tag) => `"EMS1_ZTNA_${tag}"`).join(' ')}`;

const all = (...tags: string[]): string =>
  `${asks(...tags)}
        set ztna-tags-match-logic and`;

describe('the policy that is looked at first', () => {
  test.each([
    [
      'an accepting one that lacks a tag, before a denying one that lacks one',
      [policy(1, 'deny', asks('Malware')), policy(2, 'accept', asks('AD'))],
      2,
      'policy-asks',
    ],
    [
      'the one that fails on its tags alone, before one that fails elsewhere',
      [policy(1, 'accept', 'set srcintf "port9"'), policy(2, 'accept', asks('AD'))],
      2,
      'policy-asks',
    ],
    [
      'the one with fewer tags missing of all, before one with more',
      [policy(1, 'accept', all('AD', 'VPN')), policy(2, 'accept', all('all', 'VPN'))],
      2,
      'policy-asks',
    ],
    [
      'the first of two of which one tag would do',
      [policy(1, 'accept', asks('AD', 'VPN')), policy(2, 'accept', all('all', 'VPN'))],
      1,
      'policy-asks',
    ],
    [
      'the first of two that come equally near',
      [policy(1, 'accept', asks('AD')), policy(2, 'accept', asks('VPN'))],
      1,
      'policy-asks',
    ],
    ['a denying one where there is no other', [policy(1, 'deny', asks('AD'))], 1, 'policy-asks'],
    ['the one that matched', [policy(1, 'deny', ''), policy(2, 'accept', '')], 1, 'decision'],
  ])('%s', (_, written, id, broke) => {
    const explanation = explained(policies(...written), ['all']);
    expect(explanation.action).toBe('deny');
    const place = explanation.deciding ?? -1;
    expect(explanation.policies[place]?.policyid).toBe(id);
    expect(explanation.broke).toBe(broke);
  });
});

describe('why a tag does not count, in one sentence', () => {
  test.each([
    [['AD'], '"EMS1_ZTNA_AD" "EMS1_ZTNA_ad"', {}, 'It has AD, which differs in case'],
    [
      ['Low'],
      '"EMS1_ZTNA_Low-Risk"',
      {},
      'It has Low, a security posture tag, which is another tag',
    ],
    [[], '"EMS1_ZTNA_Low"', {}, 'It has Low as a classification tag, which is another tag'],
    [[], '"EMS1_CLASS_Low"', {}, 'EMS does not share Classification Tags with FGT-A'],
    [['AntiVirus'], '"EMS1_ZTNA_AntiVirsu"', {}, 'which is spelled differently'],
    [['AD'], '"EMS1_ZTNA_ADx1"', {}, 'PC-1 does not have ADx1.'],
    [
      ['AD'],
      '"EMS1_ZTNA_AD"',
      { certificate: 'mismatch' },
      'differs from the one in EMS (error 001)',
    ],
    [['AD'], '"EMS1_ZTNA_AD"', { certificate: 'revoked' }, 'is revoked (error 063)'],
    [['AD'], '"EMS1_ZTNA_AD"', { certificate: 'none' }, 'presented no client certificate'],
  ])('endpoint has %j, policy asks for %s: %j', (tags, asked, session, sentence) => {
    const config = policies(
      policy(1, 'accept', `set ztna-ems-tag ${asked}\n        set ztna-tags-match-logic and`),
    );
    expect(plain(headline(explained(config, tags, session)))).toContain(sentence);
  });
});
