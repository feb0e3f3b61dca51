/** Every sentence there is, each from the least explanation that gives it. */
import { describe, expect, test } from 'vitest';
import type {
  AskedCause,
  AskedTag,
  Cause,
  ConditionView,
  Explanation,
  PolicyView,
} from '#model/decision/explanation.ts';
import type { Tag } from '#model/tagging/tags.ts';
import { conditionSentence } from './condition.ts';
import { errorSentence, headline } from './decision.ts';
import { plain } from './sentence.ts';
import { causeSentence } from './tag-cause.ts';

const lowRisk: Tag = { category: 'zero_trust', name: 'Low-Risk' };
const low: Tag = { category: 'classification', name: 'Low' };

function asked(cause: AskedCause | null, values: Partial<AskedTag> = {}): AskedTag {
  return {
    name: 'EMS1_ZTNA_Low-Risk',
    kind: 'tag',
    tag: lowRisk,
    addressKind: 'ip',
    known: cause === null,
    cause,
    members: [],
    ...values,
  };
}
const lacks = asked({ kind: 'endpoint-lacks', near: null });
const known = asked(null, { name: 'EMS1_CLASS_Low', tag: low });

type Tags = Extract<ConditionView, { kind: 'tags' }>;
function tags(one: readonly AskedTag[], values: Partial<Tags> = {}): Tags {
  return {
    kind: 'tags',
    list: 'primary',
    logic: 'or',
    writtenLogic: 'or',
    negate: false,
    asked: [...one],
    held: false,
    ...values,
  };
}

function policy(
  conditions: readonly ConditionView[],
  values: Partial<PolicyView> = {},
): PolicyView {
  return {
    policytype: 'policy',
    policyid: 17,
    name: 'allow',
    action: 'accept',
    verdict: 'no-match',
    conditions: [...conditions],
    ...values,
  };
}

function explanation(values: Partial<Explanation>): Explanation {
  const [first] = values.policies ?? [];
  return {
    kind: 'ztna',
    action: 'deny',
    policyid: 0,
    policytype: 'policy',
    error: null,
    endpoint: { uid: '0'.repeat(32), host: 'PC-1' },
    takenFor: null,
    fortigate: { name: 'FGT-A', serial: 'S', connector: 1 },
    cause: null,
    nat: null,
    identity: null,
    broke: null,
    certificate: null,
    route: null,
    has: [],
    shares: { link: 'up', categories: [] },
    knows: { by: 'certificate', why: null, tags: [], builtIns: [], reached: true },
    policies: [],
    deciding: first ? 0 : null,
    ...values,
  };
}

const unknownDevice = { endpoint: null };

describe('why a tag does not count', () => {
  test.each<[AskedCause, string, Partial<Explanation>?]>([
    [{ kind: 'endpoint-lacks', near: null }, 'PC-1 does not have Low-Risk.'],
    [
      { kind: 'no-room', limit: 500 },
      'PC-1 has Low-Risk, but FGT-A refused the tag: its limit of 500 tags was reached.',
    ],
    [{ kind: 'endpoint-lacks', near: null }, 'The device does not have Low-Risk.', unknownDevice],
    [
      { kind: 'endpoint-lacks', near: { tag: low, how: 'prefix' } },
      'PC-1 does not have Low-Risk. It has Low, a classification tag, which is another tag.',
    ],
    [
      {
        kind: 'endpoint-lacks',
        near: { tag: { category: 'classification', name: 'Low-Risk' }, how: 'other-category' },
      },
      'PC-1 does not have Low-Risk. It has Low-Risk as a classification tag, which is another tag.',
    ],
    [
      {
        kind: 'endpoint-lacks',
        near: { tag: { category: 'fabric', name: 'Low-Risk' }, how: 'other-category' },
      },
      'PC-1 does not have Low-Risk. It has Low-Risk as a Fabric tag, which is another tag.',
    ],
    [
      {
        kind: 'endpoint-lacks',
        near: { tag: { category: 'outbreak_alert', name: 'Low' }, how: 'prefix' },
      },
      'PC-1 does not have Low-Risk. It has Low, an outbreak alert tag, which is another tag.',
    ],
    [
      {
        kind: 'endpoint-lacks',
        near: { tag: { category: 'zero_trust', name: 'Low' }, how: 'prefix' },
      },
      'PC-1 does not have Low-Risk. It has Low, a security posture tag, which is another tag.',
    ],
    [
      {
        kind: 'endpoint-lacks',
        near: { tag: { category: 'zero_trust', name: 'low-risk' }, how: 'other-case' },
      },
      'PC-1 does not have Low-Risk. It has low-risk, which differs in case. Tag names are compared exactly.',
    ],
    [
      {
        kind: 'endpoint-lacks',
        near: { tag: { category: 'zero_trust', name: 'Low-Rsik' }, how: 'spelling' },
      },
      'PC-1 does not have Low-Risk. It has Low-Rsik, which is spelled differently. Tag names are compared exactly.',
    ],
    [{ kind: 'dangling', near: null }, 'EMS1_ZTNA_Low-Risk is not a tag on FGT-A.'],
    [
      { kind: 'dangling', near: { tag: low, how: 'prefix' } },
      'EMS1_ZTNA_Low-Risk is not a tag on FGT-A. PC-1 has Low, a classification tag, which is another tag.',
    ],
    [
      { kind: 'dangling', near: { tag: low, how: 'other-connector' } },
      'EMS1_ZTNA_Low-Risk is not a tag on FGT-A. The name stands for Low of another EMS connector, which FGT-A does not have.',
    ],
    [
      { kind: 'type-not-shared', category: 'classification' },
      'PC-1 has Low-Risk, but EMS does not share Classification Tags with FGT-A.',
    ],
    [
      { kind: 'link', link: 'not-authorized' },
      'EMS has not authorized FGT-A, so FGT-A knows no tags.',
    ],
    [
      { kind: 'link', link: 'down' },
      'The connection of FGT-A to EMS is down, so FGT-A knows no tags.',
    ],
    [
      { kind: 'link', link: 'not-configured' },
      'FGT-A has no connection to EMS, so FGT-A knows no tags.',
    ],
    [
      { kind: 'not-registered' },
      'PC-1 is not registered to EMS, so FGT-A has no information about it.',
    ],
    [
      { kind: 'not-identified', certificateAsked: true },
      'PC-1 presented no certificate and FGT-A does not know its address, so FGT-A cannot identify the endpoint.',
    ],
    [
      { kind: 'not-identified', certificateAsked: false },
      'The server does not ask for a certificate and FGT-A does not know the address of PC-1, so FGT-A cannot identify the endpoint.',
    ],
    [
      { kind: 'no-endpoint' },
      'EMS does not know the device, so FGT-A knows no tags for it.',
      unknownDevice,
    ],
    [{ kind: 'offline' }, 'PC-1 is offline, so FGT-A ignores its tags.'],
    [
      { kind: 'mac-not-seen', gateway: 'FGT-B' },
      'The policy asks for Low-Risk as a MAC tag. PC-1 is behind FGT-B, so FGT-A does not see its MAC address. Use the IP tag of the same name.',
    ],
    [
      { kind: 'mac-not-seen', gateway: null },
      'The policy asks for Low-Risk as a MAC tag. PC-1 is behind another router, so FGT-A does not see its MAC address. Use the IP tag of the same name.',
    ],
    [
      { kind: 'address-not-shared', gateway: 'FGT-B' },
      'PC-1 has Low-Risk, but its gateway is FGT-B and FortiClient Endpoint Sharing does not share the addresses of that gateway’s endpoints with FGT-A.',
    ],
    [
      { kind: 'address-not-shared', gateway: null },
      'PC-1 has Low-Risk, but no Fabric device is its gateway and FortiClient Endpoint Sharing does not share its address with FGT-A.',
    ],
    [
      { kind: 'other-address', address: '10.9.9.9' },
      'Low-Risk resolves to the address of PC-1 in EMS, but the packet came from 10.9.9.9.',
    ],
    [
      { kind: 'other-ems', asked: 2, own: 1, has: true },
      'EMS1_ZTNA_Low-Risk stands for a tag of EMS2, but PC-1 belongs to the EMS server of connector EMS1. It has Low-Risk there: name the tag of EMS1 instead.',
    ],
    [
      { kind: 'other-ems', asked: 2, own: null, has: false },
      'EMS1_ZTNA_Low-Risk stands for a tag of EMS2, but PC-1 belongs to an EMS server to which FGT-A has no connector.',
    ],
    [{ kind: 'not-that-kind-of-device' }, 'EMS1_ZTNA_Low-Risk applies to another kind of device.'],
    [{ kind: 'no-member' }, 'No member of the group EMS1_ZTNA_Low-Risk is known.'],
  ])('%j: %s', (cause, sentence, more = {}) => {
    expect(plain(causeSentence(asked(cause), explanation(more)))).toBe(sentence);
  });

  test('nothing is said of one that counts', () => {
    expect(causeSentence(known, explanation({}))).toEqual([]);
  });

  test('its parts are chips where they are tags, a missing one marked; names of none stand out', () => {
    expect(causeSentence(lacks, explanation({}))[1]).toEqual({
      kind: 'tag',
      tag: lowRisk,
      missing: true,
    });
    const near = asked({ kind: 'endpoint-lacks', near: { tag: low, how: 'prefix' } });
    expect(causeSentence(near, explanation({}))).toContainEqual({
      kind: 'tag',
      tag: low,
      missing: false,
    });
    const none = asked({ kind: 'dangling', near: null }, { tag: null });
    expect(causeSentence(none, explanation({}))).toEqual([
      { kind: 'strong', text: 'EMS1_ZTNA_Low-Risk' },
      { kind: 'text', text: ' is not a tag on FGT-A.' },
    ]);
  });
});

describe('a condition', () => {
  const plainOne = { asked: ['a', 'b'], negate: false, found: 'c', held: true } as const;
  test.each<[ConditionView, string]>([
    [
      { ...plainOne, asked: ['a', 'b'], kind: 'srcintf' },
      'incoming interface: asks for a, b, found c',
    ],
    [{ ...plainOne, asked: ['a'], kind: 'dstintf' }, 'outgoing interface: asks for a, found c'],
    [{ ...plainOne, asked: ['a'], kind: 'srcaddr' }, 'source address: asks for a, found c'],
    [
      { ...plainOne, asked: ['a'], kind: 'dstaddr', negate: true },
      'destination address: asks for anything but a, found c',
    ],
    [{ ...plainOne, asked: ['a'], kind: 'service' }, 'service: asks for a, found c'],
    [{ ...plainOne, asked: ['a'], kind: 'identity' }, 'user or group: asks for a, found c'],
    [
      { ...plainOne, asked: ['a'], kind: 'identity', found: '' },
      'user or group: asks for a, found no user',
    ],
    [{ ...plainOne, asked: [], kind: 'identity' }, 'user or group: asks for anyone, found c'],
    [{ ...plainOne, asked: ['a'], kind: 'ownership' }, 'owner of the device: asks for a, found c'],
    [
      { ...plainOne, asked: [], kind: 'ownership' },
      'owner of the device: asks for the owner, but EMS knows no owner, found c',
    ],
    [{ ...plainOne, asked: ['a'], kind: 'schedule', found: '' }, 'schedule: asks for a'],
    [tags([]), 'no tags asked for'],
    [tags([lacks, known]), 'any of Low-Risk, Low'],
    [tags([lacks, known], { logic: 'and' }), 'all of Low-Risk, Low'],
    [tags([lacks], { negate: true, list: 'secondary' }), 'secondary tags: not any of Low-Risk'],
    [tags([asked({ kind: 'dangling', near: null }, { tag: null })]), 'any of EMS1_ZTNA_Low-Risk'],
  ])('%j: %s', (condition, sentence) => {
    expect(conditionSentence(condition)).toBe(sentence);
  });
});

describe('the headline', () => {
  const interfaces: ConditionView = {
    kind: 'srcintf',
    asked: ['port1'],
    negate: false,
    found: 'port2',
    held: false,
  };
  const accepted = { action: 'accept', policyid: 17 } as const;
  const cert = (emptyCertAction: 'block' | 'accept-unmanageable') => ({
    asked: true,
    state: 'none' as const,
    emptyCertAction,
    unmanageable: false,
  });
  const heldTags = tags([known], { held: true });
  const ofTag = (more = 0, values: Partial<Extract<Cause, { kind: 'tag' }>> = {}): Cause => ({
    kind: 'tag',
    policy: off,
    list: 'primary',
    asked: lacks,
    more,
    ...values,
  });
  const off = { policytype: 'policy', policyid: 17, name: 'allow' } as const;

  test.each<[string, Partial<Explanation>, string]>([
    ['accepted, by what is not told', accepted, 'Accepted.'],
    [
      'accepted without tags',
      { ...accepted, policies: [policy([tags([], { held: true })])] },
      'Policy 17 allow accepts the session: all of its conditions are met.',
    ],
    [
      'accepted by negation',
      { ...accepted, policies: [policy([tags([known], { negate: true, held: true })])] },
      'Policy 17 allow accepts the session: all of its conditions are met.',
    ],
    [
      'accepted by a tag',
      { ...accepted, policies: [policy([heldTags])] },
      'Policy 17 allow accepts the session. It asks for Any of its tags, and Low is known.',
    ],
    [
      'accepted by several',
      {
        ...accepted,
        policies: [
          policy([tags([known, asked(null)], { held: true, logic: 'and' })], {
            policytype: 'proxy-policy',
          }),
        ],
      },
      'Proxy policy 17 allow accepts the session. It asks for All of its tags, and Low, Low-Risk are known.',
    ],
    [
      'a foreign certificate',
      { error: 1 },
      'PC-1 presented a certificate whose serial number differs from the one in EMS (error 001).',
    ],
    [
      'no certificate',
      { error: 2, certificate: cert('block'), ...unknownDevice },
      'The device presented no client certificate, and the server requires one (error 002).',
    ],
    [
      'no certificate of a manageable device',
      { error: 3, certificate: cert('accept-unmanageable') },
      'PC-1 presented no client certificate, and the server requires one from manageable devices (error 003).',
    ],
    ['a revoked certificate', { error: 63 }, 'The certificate of PC-1 is revoked (error 063).'],
    [
      'no gateway',
      { error: 21 },
      'No API gateway of the server matches the requested path and host (error 021).',
    ],
    ['no real server', { error: 22 }, 'The API gateway has no active real server (error 022).'],
    [
      'an object that is not decided',
      { error: 21, route: { kind: 'not-decided', object: 'ztna web-proxy web' } },
      'This lab does not decide sessions to ztna web-proxy web. It shows them as denied (error 021).',
    ],
    [
      'a name that is nearly another',
      {
        error: 23,
        route: { kind: 'unresolved', gateway: 1, name: 'web.exmple.com', near: 'web.example.com' },
      },
      'The FortiGate cannot resolve the domain name web.exmple.com, so it does not reach the real server (error 023). web.example.com does resolve, which is another name.',
    ],
    [
      'no address',
      { error: 23, route: { kind: 'unresolved', gateway: 1, name: 'web.example.com', near: null } },
      'The FortiGate cannot resolve the domain name web.example.com, so it does not reach the real server (error 023).',
    ],
    [
      'a denying policy',
      { error: 62, policyid: 17, policies: [policy([], { verdict: 'deny' })] },
      'Policy 17 allow denies the session (error 062).',
    ],
    [
      'a denying policy by a tag',
      { error: 64, policyid: 17, policies: [policy([heldTags], { verdict: 'deny' })] },
      'Policy 17 allow denies the session: Low is known (error 064).',
    ],
    [
      'a denying policy by several',
      {
        error: 64,
        policyid: 17,
        policies: [
          policy([tags([], { held: true }), tags([known, asked(null)], { held: true })], {
            verdict: 'deny',
          }),
        ],
      },
      'Policy 17 allow denies the session: Low, Low-Risk are known (error 064).',
    ],
    [
      'a denying policy by the lack of a tag',
      {
        error: 64,
        policyid: 17,
        policies: [policy([tags([known], { negate: true, held: true })], { verdict: 'deny' })],
      },
      'Policy 17 allow denies the session (error 064).',
    ],
    [
      'no policy for the server',
      { error: 61, cause: { kind: 'no-policy' } },
      'There is no policy for this server, so the implicit deny applies (error 061).',
    ],
    [
      'no policy for traffic',
      { kind: 'forward', cause: { kind: 'no-policy' } },
      'There is no policy for this traffic, so the implicit deny applies.',
    ],
    [
      'another condition',
      {
        error: 61,
        cause: { kind: 'condition', policy: off, condition: 'srcintf' },
        policies: [policy([tags([lacks]), interfaces])],
      },
      'Policy 17 allow came closest but failed on incoming interface: asks for port1, found port2. No policy matched, so the implicit deny applies (error 061).',
    ],
    [
      'one tag',
      { error: 65, cause: ofTag(), policies: [policy([tags([lacks])])] },
      'Policy 17 allow asks for Low-Risk. PC-1 does not have Low-Risk. No policy matched, so the implicit deny applies (error 065).',
    ],
    [
      'one of All',
      {
        error: 65,
        cause: ofTag(),
        policies: [policy([tags([known, lacks], { logic: 'and' })])],
      },
      'Policy 17 allow asks for All of its tags. PC-1 does not have Low-Risk. No policy matched, so the implicit deny applies (error 065).',
    ],
    [
      'two of All',
      {
        error: 65,
        cause: ofTag(1),
        policies: [policy([tags([known, lacks, lacks], { logic: 'and' })])],
      },
      'Policy 17 allow asks for All of its tags. PC-1 does not have Low-Risk. 1 more of its tags is missing. No policy matched, so the implicit deny applies (error 065).',
    ],
    [
      'all of Any',
      { error: 65, cause: ofTag(2), policies: [policy([tags([lacks, lacks, lacks])])] },
      'Policy 17 allow asks for Any of its tags, and none is known. PC-1 does not have Low-Risk. 2 more of its tags are missing. No policy matched, so the implicit deny applies (error 065).',
    ],
    [
      'a negated tag that is known',
      {
        error: 65,
        cause: { kind: 'excluded-tag', policy: off, asked: known },
        policies: [policy([tags([lacks, known], { negate: true })])],
      },
      'Policy 17 allow negates its tags, and Low is known, so the policy does not match. No policy matched, so the implicit deny applies (error 065).',
    ],
    [
      'a policy that is disabled',
      { error: 61, cause: { kind: 'policies-off', disabled: 1, unreadable: 0, first: off } },
      'The only policy for this server, policy 17 allow, is disabled, so the implicit deny applies (error 061).',
    ],
    [
      'a policy with an action of another kind',
      { kind: 'forward', cause: { kind: 'policies-off', disabled: 0, unreadable: 1, first: off } },
      'The only policy for this traffic, policy 17 allow, has an action that the lab does not decide by, so the implicit deny applies.',
    ],
    [
      'policies that are disabled',
      { error: 61, cause: { kind: 'policies-off', disabled: 3, unreadable: 0, first: off } },
      'All 3 policies for this server are disabled, so the implicit deny applies (error 061).',
    ],
    [
      'policies of which none is in force',
      { error: 61, cause: { kind: 'policies-off', disabled: 2, unreadable: 1, first: off } },
      'None of the 3 policies for this server is in force: 2 disabled, 1 with an action that the lab does not decide by, so the implicit deny applies (error 061).',
    ],
    [
      'a policy that hands on to none',
      { error: 61, cause: { kind: 'handed-on', by: off } },
      'Policy 17 allow redirects the session to the full ZTNA policies, but none of them applies to this server, so the implicit deny applies (error 061).',
    ],
    [
      'an endpoint that is offline, whatever else failed',
      {
        error: 67,
        cause: { kind: 'device', why: { kind: 'offline' } },
        policies: [policy([tags([lacks]), interfaces])],
      },
      'PC-1 is offline, so FGT-A ignores its tags. No policy matched, so the implicit deny applies (error 067).',
    ],
    [
      'another condition, where the code stands for a denying policy',
      {
        error: 65,
        cause: { kind: 'condition', policy: off, condition: 'srcintf' },
        policies: [
          policy([interfaces]),
          policy([tags([lacks])], { policyid: 18, action: 'deny', name: 'critical' }),
        ],
      },
      'Policy 17 allow came closest but failed on incoming interface: asks for port1, found port2. The error code is for policy 18 critical, where only the tag condition failed. No policy matched, so the implicit deny applies (error 065).',
    ],
    [
      'the place that decides, of several',
      {
        error: 65,
        cause: ofTag(),
        deciding: 1,
        policies: [policy([interfaces]), policy([tags([lacks])], { policyid: 18 })],
      },
      'Policy 18 allow asks for Low-Risk. PC-1 does not have Low-Risk. No policy matched, so the implicit deny applies (error 065).',
    ],
    [
      'accepted by one of several that are asked for',
      { ...accepted, policies: [policy([interfaces, tags([lacks, known], { held: true })])] },
      'Policy 17 allow accepts the session. It asks for Any of its tags, and Low is known.',
    ],
    [
      'a denying policy by one of several',
      {
        error: 64,
        policyid: 17,
        policies: [policy([interfaces, tags([lacks, known], { held: true })], { verdict: 'deny' })],
      },
      'Policy 17 allow denies the session: Low is known (error 064).',
    ],
    [
      'a denying policy with tags of which none is known',
      {
        error: 64,
        policyid: 17,
        policies: [policy([tags([lacks], { held: true })], { verdict: 'deny' })],
      },
      'Policy 17 allow denies the session (error 064).',
    ],
    [
      'a condition of tags that held before the one that failed',
      {
        error: 65,
        cause: ofTag(0, { list: 'secondary' }),
        policies: [policy([tags([known], { held: true }), tags([lacks], { list: 'secondary' })])],
      },
      'Policy 17 allow asks for the secondary tag Low-Risk. PC-1 does not have Low-Risk. No policy matched, so the implicit deny applies (error 065).',
    ],
  ])('%s', (_, values, sentence) => {
    expect(plain(headline(explanation(values)))).toBe(sentence);
  });
});

test.each([
  [65, '065 Denied by no matched tags.'],
  [null, ''],
  [99, ''],
])('error %s means: %s', (error, sentence) => {
  expect(errorSentence(explanation({ error }))).toBe(sentence);
});
