import { describe, expect, it } from 'vitest';
import { type RowDraft, newRow } from '#model/fortios/rows.parse.ts';
import { cliSettings } from './cli-settings.ts';
import { firewallDraft, proxyDraft } from './policy-draft.ts';
import { type FormSetting, policyValuesSchema, problemsOf } from './policy-problems.ts';
import { type PolicyValues, findPolicyField, newValues, valuesOf } from './policy-values.ts';

const accessVips = new Set(['VIP-web', 'VIP-finance']);

function firewall(draft: RowDraft<'firewall policy'>) {
  const row = newRow('firewall policy', draft);
  const isZtna = row.dstaddr.some((name) => accessVips.has(name));
  return { table: 'firewall policy', kind: isZtna ? 'ztna' : 'standard', row } as const;
}
function proxy(draft: RowDraft<'firewall proxy-policy'>) {
  const row = newRow('firewall proxy-policy', draft);
  const kind = row.proxy === 'access-proxy' ? 'ztna' : 'other';
  return { table: 'firewall proxy-policy', kind, row } as const;
}

const simpleDraft = {
  policyid: 17,
  name: 'web',
  srcintf: ['port1', 'port3'],
  dstintf: ['any'],
  action: 'accept',
  srcaddr: ['all'],
  dstaddr: ['VIP-web', 'VIP-finance'],
  'ztna-status': 'enable',
  'ztna-ems-tag': ['EMS1_ZTNA_A', 'MAC_EMS1_ZTNA_B'],
  'ztna-ems-tag-negate': 'enable',
  'ztna-tags-match-logic': 'and',
  'ztna-policy-redirect': 'enable',
  service: ['HTTPS'],
  schedule: 'always',
  logtraffic: 'all',
  groups: ['Staff'],
  comments: 'two\nlines',
} satisfies RowDraft<'firewall policy'>;
const simple = firewall(simpleDraft);
const standardDraft = {
  policyid: 5,
  name: 'lan',
  srcintf: ['port1'],
  dstintf: ['port2'],
  srcaddr: ['LAN', 'EMS1_ZTNA_A'],
  dstaddr: ['Servers'],
  'srcaddr-negate': 'enable',
  'ztna-status': 'enable',
  'ztna-ems-tag': ['EMS1_ZTNA_A'],
  'ztna-ems-tag-secondary': ['EMS1_CLASS_B'],
  'ztna-tags-match-logic': 'and',
  service: ['HTTPS', 'SSH'],
  'service-negate': 'enable',
  schedule: 'Office-Hours',
  status: 'disable',
} satisfies RowDraft<'firewall policy'>;
const standard = firewall(standardDraft);
const notInForce = firewall({
  ...standardDraft,
  policyid: 6,
  name: 'off',
  'ztna-status': 'disable',
  'ztna-ems-tag-secondary': [],
});
const full = proxy({
  policyid: 2,
  name: 'finance',
  proxy: 'access-proxy',
  'access-proxy': ['P1', 'P2'],
  srcintf: ['any'],
  srcaddr: ['all'],
  dstaddr: ['Finance-Server'],
  'ztna-ems-tag': ['EMS1_ZTNA_A'],
  'ztna-tags-match-logic': 'and',
  'device-ownership': 'enable',
  schedule: 'always',
  users: ['ann'],
});
const explicit = proxy({
  policyid: 3,
  name: 'web proxy',
  proxy: 'explicit-web',
  dstintf: ['port3'],
  srcintf: ['any'],
  srcaddr: ['all'],
  dstaddr: ['all'],
  schedule: 'always',
});

describe('a form that is saved as it was opened changes nothing', () => {
  it.each([
    ['simple ZTNA', simple],
    ['standard', standard],
    ['standard, its tags not in force', notInForce],
  ])('%s', (_name, policy) => {
    const draft = firewallDraft(valuesOf(policy), policy);
    expect({ ...policy.row, ...draft }).toEqual(policy.row);
  });
  it.each([
    ['full ZTNA', full],
    ['not for ZTNA', explicit],
  ])('%s', (_name, policy) => {
    const draft = proxyDraft(valuesOf(policy), policy.row);
    expect({ ...policy.row, ...draft }).toEqual(policy.row);
  });
});

it('what the form of a policy that is not for ZTNA shows is sent as well', () => {
  const values = { ...valuesOf(explicit), 'ztna-tags-match-logic': 'and' as const };
  const draft = proxyDraft(values, explicit.row);
  expect(draft).toMatchObject({ 'ztna-tags-match-logic': 'and' });
  expect(draft).not.toHaveProperty('proxy');
});

describe('what a form leaves to the CLI is not sent', () => {
  const cliOnly = [
    'srcaddr-negate',
    'dstaddr-negate',
    'service-negate',
    'ztna-policy-redirect',
    'ztna-device-ownership',
    'device-ownership',
    'uuid',
    'nat',
    'policyid',
  ];
  it.each([
    ['simple', firewallDraft(valuesOf(simple), simple)],
    ['standard', firewallDraft(valuesOf(standard), standard)],
    ['full', proxyDraft(valuesOf(full), full.row)],
    ['new', firewallDraft(newValues('firewall policy'), null)],
  ])('%s', (_name, draft) => {
    expect(Object.keys(draft).filter((field) => cliOnly.includes(field))).toEqual([]);
  });
  it('and the match logic of a standard policy is neither, since it has no effect there', () => {
    expect(firewallDraft(valuesOf(standard), standard)).not.toHaveProperty('ztna-tags-match-logic');
  });
});

describe('a new policy', () => {
  const values: PolicyValues = {
    ...newValues('firewall policy', 'ztna'),
    name: 'new',
    srcintf: ['any'],
    servers: ['VIP-web'],
  };
  it('is of type Standard, unless a link says otherwise; one of the proxy table is for ZTNA', () => {
    expect(newValues('firewall policy').kind).toBe('standard');
    expect(newValues('firewall proxy-policy').kind).toBe('ztna');
  });
  it('of type ZTNA has what FortiOS asks for besides', () => {
    expect(firewallDraft(values, null)).toMatchObject({
      'ztna-status': 'enable',
      dstintf: ['any'],
      dstaddr: ['VIP-web'],
      service: ['ALL'],
      status: 'enable',
    });
  });
  it('of type Standard has ztna-status only with tags', () => {
    const plain = { ...values, kind: 'standard' as const, dstintf: ['port2'], dstaddr: ['all'] };
    expect(firewallDraft(plain, null)['ztna-status']).toBe('disable');
    expect(firewallDraft({ ...plain, 'ztna-ems-tag': ['T'] }, null)['ztna-status']).toBe('enable');
  });
  it('of the proxy table is for an access proxy', () => {
    expect(
      proxyDraft({ ...newValues('firewall proxy-policy'), servers: ['P1'] }, null),
    ).toMatchObject({ proxy: 'access-proxy', 'access-proxy': ['P1'], dstaddr: ['all'] });
  });
});

describe('tags', () => {
  it('are negated only where there are any', () => {
    const negated = { ...valuesOf(simple), 'ztna-ems-tag-negate': true };
    expect(firewallDraft(negated, simple)['ztna-ems-tag-negate']).toBe('enable');
    const draft = firewallDraft({ ...negated, 'ztna-ems-tag': [] }, simple);
    expect(draft).not.toHaveProperty('ztna-ems-tag-negate');
  });
  it('secondary ones are sent while they are specified, and kept in the form while not', () => {
    const values = valuesOf(standard);
    expect(values.secondary).toBe('specify');
    const off = firewallDraft({ ...values, secondary: 'disable' }, standard);
    expect(off).toMatchObject({ 'ztna-ems-tag-secondary': [], 'ztna-status': 'enable' });
    const alone = { ...values, 'ztna-ems-tag': [] };
    expect(firewallDraft({ ...alone, secondary: 'disable' }, standard)['ztna-status']).toBe(
      'disable',
    );
    expect(firewallDraft(alone, standard)['ztna-ems-tag-secondary']).toEqual(['EMS1_CLASS_B']);
  });
});

describe('what is logged', () => {
  const logOf = (values: PolicyValues, before: typeof simple | null = null) =>
    firewallDraft(values, before).logtraffic;
  const fresh = newValues('firewall policy');
  it.each([
    ['accept', true, 'all'],
    ['accept', false, 'all'],
    ['deny', true, 'all'],
    ['deny', false, 'disable'],
  ] as const)('of %s with violations %s: %s', (action, logViolation, logged) => {
    expect(logOf({ ...fresh, action, logViolation, logAllowed: 'all' })).toBe(logged);
  });
  it('each action keeps its own choice', () => {
    const accept = { ...fresh, logAllowed: 'disable' as const, logViolation: true };
    expect(logOf({ ...accept, action: 'deny' })).toBe('all');
    expect(logOf(accept)).toBe('disable');
  });
  it('a deny policy that logs security events stays so until it is switched on', () => {
    const deny = firewall({ ...simpleDraft, action: 'deny', logtraffic: 'utm' });
    expect(logOf(valuesOf(deny), deny)).toBe('utm');
    expect(logOf({ ...valuesOf(deny), logViolation: true }, deny)).toBe('all');
  });
});

describe('another type', () => {
  it('makes a standard policy a ZTNA one', () => {
    const values = { ...valuesOf(standard), kind: 'ztna' as const, servers: ['VIP-web'] };
    expect(firewallDraft(values, standard)).toMatchObject({
      'ztna-status': 'enable',
      dstintf: ['any'],
      dstaddr: ['VIP-web'],
    });
  });
  it('makes a ZTNA policy without tags one that asks for none', () => {
    const values = {
      ...valuesOf(simple),
      kind: 'standard' as const,
      'ztna-ems-tag': [],
      dstaddr: ['all'],
    };
    const draft = firewallDraft(values, simple);
    expect(draft['ztna-status']).toBe('disable');
  });
  it('keeps the secondary tags of a standard policy in force when its others go', () => {
    expect(
      firewallDraft({ ...valuesOf(standard), 'ztna-ems-tag': [] }, standard)['ztna-status'],
    ).toBe('enable');
  });
  it('puts tags in force when they are chosen anew', () => {
    expect(
      firewallDraft({ ...valuesOf(notInForce), 'ztna-ems-tag': ['T'] }, notInForce)['ztna-status'],
    ).toBe('enable');
  });
});

describe('what is wrong with a form', () => {
  const setting: FormSetting = {
    table: 'firewall policy',
    before: null,
    namesake: null,
    accessVips,
  };
  const good: PolicyValues = {
    ...newValues('firewall policy', 'ztna'),
    name: 'good',
    srcintf: ['any'],
    servers: ['VIP-web'],
  };
  const fieldsOf = (values: PolicyValues, given = setting) =>
    problemsOf(values, given).map(({ field }) => field);

  it('nothing, of a good one', async () => {
    expect(problemsOf(good, setting)).toEqual([]);
    const schema = policyValuesSchema(() => Promise.resolve(setting));
    expect((await schema.safeParseAsync(good)).success).toBe(true);
  });
  it.each([
    ['', 'Type a name for the policy.'],
    ['x'.repeat(36), 'The name has 36 characters. FortiOS takes at most 35. Shorten the name.'],
    ['a<b', 'Remove < from the name'],
    ['web', 'Policy 17 already has this name.'],
  ])('the name %j', (name, message) => {
    const namesake = name === 'web' ? 17 : null;
    const problems = problemsOf({ ...good, name }, { ...setting, namesake });
    expect(problems.map(({ field }) => field)).toEqual(['name']);
    expect(problems[0]?.message).toContain(message);
  });
  it('not its own name, nor none where it had none', () => {
    expect(fieldsOf(valuesOf(simple), { ...setting, before: simple })).toEqual([]);
    const unnamed = firewall({ ...simpleDraft, name: '' });
    expect(fieldsOf(valuesOf(unnamed), { ...setting, before: unnamed })).toEqual([]);
  });
  it('each list that must hold something, at its field', () => {
    const empty: PolicyValues = {
      ...good,
      srcintf: [],
      dstintf: [],
      srcaddr: [],
      servers: [],
      dstaddr: [],
      schedule: '',
      service: [],
    };
    expect(fieldsOf(empty)).toEqual(['srcintf', 'srcaddr', 'schedule', 'servers']);
    expect(fieldsOf({ ...empty, kind: 'standard' })).toEqual([
      'srcintf',
      'dstintf',
      'srcaddr',
      'schedule',
      'service',
      'dstaddr',
    ]);
    expect(fieldsOf(empty, { ...setting, table: 'firewall proxy-policy' })).toEqual([
      'srcintf',
      'srcaddr',
      'schedule',
      'servers',
      'dstaddr',
    ]);
  });
  it('a server that is none', () => {
    expect(fieldsOf({ ...good, servers: ['Servers'] })).toEqual(['servers']);
  });
  it('a standard policy that its tags would make a ZTNA one', () => {
    const odd = {
      ...good,
      kind: 'standard' as const,
      dstintf: ['port2'],
      dstaddr: ['VIP-web'],
    };
    expect(fieldsOf(odd)).toEqual([]);
    expect(fieldsOf({ ...odd, 'ztna-ems-tag': ['T'] })).toEqual(['dstaddr']);
  });
  it('secondary tags that are to be specified, and are not', () => {
    const values = { ...valuesOf(standard), name: 'lan', 'ztna-ems-tag-secondary': [] };
    expect(fieldsOf(values)).toEqual(['ztna-ems-tag-secondary']);
    expect(fieldsOf({ ...values, secondary: 'disable' })).toEqual([]);
    expect(fieldsOf({ ...values, kind: 'ztna', servers: ['VIP-web'] })).toEqual([]);
  });
  it('comments beyond what FortiOS takes', () => {
    expect(fieldsOf({ ...good, comments: 'x'.repeat(1023) })).toEqual([]);
    expect(fieldsOf({ ...good, comments: 'x'.repeat(1024) })).toEqual(['comments']);
  });
});

describe('a field that the API refused', () => {
  it('is the one of the form that fills it', () => {
    expect(findPolicyField('dstaddr', 'firewall policy', 'ztna')).toBe('servers');
    expect(findPolicyField('dstaddr', 'firewall policy', 'standard')).toBe('dstaddr');
    expect(findPolicyField('dstaddr', 'firewall proxy-policy', 'ztna')).toBe('dstaddr');
    expect(findPolicyField('access-proxy', 'firewall proxy-policy', 'ztna')).toBe('servers');
    expect(findPolicyField('ztna-ems-tag', 'firewall policy', 'ztna')).toBe('ztna-ems-tag');
    expect(findPolicyField('users', 'firewall policy', 'ztna')).toBe('srcaddr');
  });
  it('is none where the form does not show it', () => {
    expect(findPolicyField('dstintf', 'firewall policy', 'ztna')).toBeNull();
    expect(findPolicyField('policyid', 'firewall policy', 'standard')).toBeNull();
  });
});

describe('settings of the CLI', () => {
  it('are said', () => {
    expect(cliSettings(simple).join('\n')).toMatch(/^Redirect/);
    expect(cliSettings(standard).join('\n')).toMatch(/Source negated[^]*Service negated/);
    const alone = firewall({ ...simpleDraft, 'ztna-ems-tag': [] });
    expect(cliSettings(alone).join('\n')).toMatch(/without tags, this has no effect/);
    expect(cliSettings(notInForce).join('\n')).toMatch(/not in force/);
    expect(cliSettings(full).join('\n')).toMatch(/ownership/);
  });
  it('are said of the type that the form would make of the policy', () => {
    expect(cliSettings(standard, 'ztna').join('\n')).toMatch(/no effect in a ZTNA policy/);
    expect(cliSettings(notInForce, 'ztna').join('\n')).not.toMatch(/not in force/);
  });
  it('of a plain policy are none', () => {
    expect(cliSettings(explicit)).toEqual([]);
  });
});
