import { describe, expect, test } from 'vitest';
import { decide } from '#engine/decide/decide.ts';
import { explain } from '#engine/explain/explain.ts';
import { knowledgeOf } from '#engine/sync/knowledge.ts';
import type { RowDraft } from '#model/fortios/rows.parse.ts';
import { demo } from '#mocks/scenarios/demo.ts';
import { example1 } from '#mocks/scenarios/example-1.ts';
import { example2 } from '#mocks/scenarios/example-2.ts';
import { fabric } from '#mocks/scenarios/fabric.ts';
import { large } from '#mocks/scenarios/large.ts';
import { longNames } from '#mocks/scenarios/names.ts';
import { buildWorld } from '../build-world.ts';
import { type Command, run } from '../commands.ts';
import { fabricDevices } from './ems-queries.ts';
import { RefusalError } from '../refusal.ts';
import { type WorldState, fortigateNamed } from '../state.ts';
import { emsConnectors, emsMonitor } from './connectors.ts';
import { typeLine } from '../fortigate/cli.ts';
import { newSession } from '#cli/session.ts';

const table = 'endpoint-control fctems';
const hq = 'FGT-HQ';
const at = { fortigate: hq, table } as const;

function after(...commands: readonly Command[]): WorldState {
  return commands.reduce((state, command) => run(state, command).state, buildWorld(demo));
}
function edited(values: RowDraft<typeof table>): Command {
  return { kind: 'fortigate/update', ...at, key: '1', values, basedOn: null };
}
const removed: Command = { kind: 'fortigate/delete', ...at, key: '1' };
function made(values: RowDraft<typeof table>): Command {
  return {
    kind: 'fortigate/create',
    ...at,
    values: { status: 'enable', name: 'EMS', server: 'ems.example.com', ...values },
  };
}
const linkIn = (state: WorldState) => knowledgeOf(state.ems, fortigateNamed(state, hq)).link;

test.each([demo, example1, example2, fabric, large, longNames].map((one) => [one.about.name, one]))(
  'every FortiGate of %s has its connector, and it is in force',
  (_name, scenario) => {
    const { ems, fortigates } = buildWorld(scenario);
    for (const fortigate of fortigates) {
      expect(fortigate.config[table]).toMatchObject([
        { 'ems-id': 1, status: 'enable', 'serial-number': ems.serial },
      ]);
      const device = ems.fabricDevices.find(({ name }) => name === fortigate.name);
      expect(knowledgeOf(ems, fortigate).link).toBe(device?.authorized ? 'up' : 'not-authorized');
    }
  },
);

describe('what breaks a connector breaks the connection', () => {
  test.each<[string, readonly Command[], string]>([
    ['disabled', [edited({ status: 'disable' })], 'disabled'],
    ['of another serial number', [edited({ 'serial-number': 'FCTEMS0000000000' })], 'other-serial'],
    ['without a serial number', [edited({ 'serial-number': '' })], 'unverified'],
    ['of another server', [edited({ server: '10.0.0.5' })], 'unverified'],
    ['deleted', [removed], 'not-configured'],
    ['deleted and made anew', [removed, made({ 'ems-id': 1 })], 'unverified'],
    [
      'unverified',
      [{ kind: 'fortigate/verify-connector', fortigate: hq, connector: 1, verified: false }],
      'unverified',
    ],
  ])('%s', (_name, commands, link) => {
    const state = after(...commands);
    expect(linkIn(state)).toBe(link);
    const [device] = fabricDevices(state, {
      offset: 0,
      count: 1,
      search: hq,
      sort: 'name',
      descending: false,
      authorized: null,
    }).devices;
    expect(device?.device.connected).toBe(false);
    const { connectors } = emsConnectors(state, { fortigate: hq });
    expect(connectors[0]?.link).toBe(link);
  });
});

test('accepting the certificate tells a connector which EMS it is', () => {
  const state = after(removed, made({ 'ems-id': 3 }), {
    kind: 'fortigate/verify-connector',
    fortigate: hq,
    connector: 3,
    verified: true,
  });
  const { config, connector, unverified } = fortigateNamed(state, hq);
  expect(config[table]).toMatchObject([{ 'ems-id': 3, 'serial-number': state.ems.serial }]);
  expect(unverified).toBeUndefined();
  // Its tags are EMS3's from here on, once the configuration changes again or at once.
  expect(connector).toBe(3);
  expect(linkIn(state)).toBe('up');
});

test('the same certificate is not accepted twice, and none of no connector', () => {
  const state = buildWorld(demo);
  for (const connector of [1, 5])
    expect(() =>
      run(state, {
        kind: 'fortigate/verify-connector',
        fortigate: hq,
        connector,
        verified: true,
      }),
    ).toThrow(RefusalError);
});

test('without tags the device is known, and none of its tags', () => {
  const state = after(edited({ 'pull-tags': 'disable' }));
  const fortigate = fortigateNamed(state, hq);
  const knowledge = knowledgeOf(state.ems, fortigate);
  expect([knowledge.link, knowledge.tags.size]).toEqual(['up', 0]);
  const ann = state.ems.endpoints.find(({ host }) => host === 'WIN11-ANN');
  const session = {
    fortigate: hq,
    endpointUid: ann?.uid ?? '',
    os: 'windows',
    srcintf: 'port1',
    srcip: ann?.ip ?? '',
    dstintf: 'any',
    dstip: '203.0.113.10',
    dstport: 9443,
    protocol: 6,
    path: '/',
    host: null,
    certificate: 'valid',
    user: null,
    groups: [],
    at: state.clock,
  } as const;
  const decision = decide(state.ems, fortigate, session);
  expect(decision).toMatchObject({ action: 'deny', error: 65 });
  expect(explain(decision, session, state.ems, fortigate)).toMatchObject({
    broke: 'connector',
    cause: { kind: 'tag', asked: { cause: { kind: 'tags-not-pulled' } } },
  });
});

test('the monitor has a row each connector', () => {
  expect(emsMonitor(buildWorld(demo), { fortigate: hq })).toMatchObject([
    { ems_id: 1, ems_status: 'connected', ems_is_connected: true, ems_is_verified: true },
  ]);
  expect(emsMonitor(after(edited({ status: 'disable' })), { fortigate: hq })).toMatchObject([
    { ems_status: 'disabled', ems_is_connected: false, ws_status: 'disconnected' },
  ]);
  expect(emsMonitor(after(removed), { fortigate: hq })).toEqual([]);
});

/** What is said against it; nothing where it is carried out. */
function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal.message;
    throw error;
  }
  return '';
}

test.each<[string, Command, string]>([
  ['a key of 19 characters', edited({ 'cloud-authentication-access-key': 'x'.repeat(19) }), '20'],
  ['no server', edited({ server: '' }), 'Type the IP address'],
  ['a threshold below 10', edited({ 'out-of-sync-threshold': 5 }), 'from 10 to 3600'],
])('%s is refused', (_name, command, message) => {
  expect(refusalOf(() => after(command))).toContain(message);
});

describe('the command line', () => {
  function typed(...lines: readonly string[]): { state: WorldState; output: string } {
    let state = buildWorld(demo);
    let session = newSession;
    let output = '';
    for (const line of lines) {
      const one = typeLine(state, hq, session, line);
      ({ state } = one);
      ({ session } = one.typed);
      output = one.typed.output.join('\n');
    }
    return { state, output };
  }
  const off = [`config ${table}`, 'edit 1', 'set status disable', 'end'];

  test.each<[string, readonly string[], string]>([
    ['shown', [`show ${table}`], 'set serial-number "FCTEMS8824093638"'],
    ['in force', ['execute fctems is-verified 1'], 'Server certificate is verified.'],
    ['disabled', [...off, 'diagnose endpoint fctems test-connectivity 1'], 'EMS 1 is disabled.'],
    ['disabled, by name', [...off, 'diagnose endpoint fctems test-connectivity EMS'], 'disabled.'],
    ['disabled, verified', [...off, 'execute fctems verify 1'], 'EMS 1 is disabled.'],
    ['disabled, in fcnacd', [...off, 'diagnose test application fcnacd 2'], 'status: disabled'],
    [
      'of another EMS',
      [
        `config ${table}`,
        'edit 1',
        'set serial-number FCTEMS0000000001',
        'end',
        'diagnose endpoint fctems test-connectivity 1',
      ],
      'the connector FCTEMS0000000001',
    ],
    ['unverified', ['execute fctems unverify 1', 'execute fctems is-verified 1'], 'not verified'],
    [
      'unverified, tested',
      ['execute fctems unverify 1', 'diagnose endpoint fctems test-connectivity 1'],
      'execute fctems verify 1',
    ],
    [
      'verified again',
      ['execute fctems unverify 1', 'execute fctems verify 1'],
      'Server certificate verified.',
    ],
    [
      'out of range',
      [`config ${table}`, 'edit 1', 'set out-of-sync-threshold 5'],
      'node_check_object fail! for out-of-sync-threshold 5',
    ],
    [
      'a key of other length',
      [`config ${table}`, 'edit 1', 'set cloud-authentication-access-key short'],
      'node_check_object fail! for cloud-authentication-access-key short',
    ],
  ])('%s', (_name, lines, said) => {
    expect(typed(...lines).output).toContain(said);
  });

  test('what is unverified and verified again is as before', () => {
    const { state } = typed('execute fctems unverify 1', 'execute fctems verify 1');
    expect(linkIn(state)).toBe('up');
    expect(fortigateNamed(state, hq).unverified).toBeUndefined();
  });
});
