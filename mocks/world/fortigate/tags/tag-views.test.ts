import { describe, expect, test } from 'vitest';
import { demo } from '#mocks/scenarios/demo.ts';
import type { FabricDevice } from '#model/ems/ems.ts';
import type { AddressKind } from '#model/tagging/tag-names.ts';
import { CommandLine } from '#test/fixtures/command-line.ts';
import { buildWorld } from '../../build-world.ts';
import { run } from '../../commands.ts';
import type { WorldState } from '../../state.ts';
import { tagEntries } from './tag-entries.ts';
import { matchedEndpoints, resolvedAddresses } from './tag-views.ts';

const fortigate = 'FGT-HQ';
const everything = { fortigate, search: '', start: 0, count: 0 };
const entryQuery = { ...everything, type: null, kind: null, used: null };

/** The demo with a change of what EMS says of FGT-HQ. */
function demoWith(change: Partial<FabricDevice>): CommandLine {
  const line = CommandLine.onDemo();
  const { ems } = line.state;
  line.state = {
    ...line.state,
    ems: {
      ...ems,
      fabricDevices: ems.fabricDevices.map((one) =>
        one.name === fortigate ? { ...one, ...change } : one,
      ),
    },
  };
  return line;
}

/** `        ADDR(10.0.1.2)` of the object's block of `diagnose firewall dynamic list`. */
function printedAddresses(line: CommandLine, object: string): string[] {
  const lines = line.type('diagnose firewall dynamic list');
  const from = lines.indexOf(`CMDB name: ${object}`);
  const until = lines.findIndex((one, i) => i > from && one.startsWith('Total'));
  return lines
    .slice(from, until)
    .flatMap((one) => /^\s+(?:ADDR|MAC)\((.*)\)$/.exec(one)?.[1] ?? []);
}

/** UIDs of `diagnose endpoint ec-shm list` whose own record has the tag. */
function printedEndpoints(line: CommandLine, tag: string): string[] {
  return line
    .type('diagnose endpoint ec-shm list')
    .flatMap((one) => /FortiClient UID: (\w+)/.exec(one)?.[1] ?? [])
    .filter((uid) => {
      const found = line.type(`diagnose endpoint ec-shm find-by-uid ${uid}`);
      return found.slice(found.indexOf('Tags:')).includes(tag);
    });
}

describe.each<[string, Partial<FabricDevice>]>([
  ['as it is', {}],
  ['that is given every endpoint', { endpointSharing: 'all' }],
  ['that is given every type', { tagTypes: ['classification', 'outbreak_alert', 'fabric'] }],
  ['that is denied', { authorized: false }],
])('a FortiGate %s', (_name, change) => {
  const line = demoWith(change);
  const { entries } = tagEntries(line.state, entryQuery);
  const listed = entries.filter((one) => one.kind === 'tag');

  test('lists each tag as its IP and its MAC entry', () => {
    const ips = listed.filter(({ address_kind }) => address_kind === 'ip');
    expect(listed.length).toBe(ips.length * 2);
    expect(ips.length > 0).toBe(change.authorized !== false);
  });

  test('shows the resolved addresses that its command line prints', () => {
    for (const { category, tag, address_kind: kind, name, resolved } of listed) {
      const { results } = resolvedAddresses(line.state, { ...everything, category, tag, kind });
      const shown = results.addresses.map(({ address }) => address);
      expect(shown).toEqual(printedAddresses(line, name));
      expect(shown.length).toBe(resolved);
      expect(results.addresses.every(({ endpoints }) => endpoints.length > 0)).toBe(true);
    }
  });

  test('shows the matched endpoints that its command line prints', () => {
    for (const { category, tag } of listed) {
      const { results } = matchedEndpoints(line.state, { ...everything, category, tag });
      expect(results.map(({ uid }) => uid)).toEqual(printedEndpoints(line, tag));
    }
  });
});

test('an endpoint behind another gateway resolves and is not matched', () => {
  const { state } = demoWith({ endpointSharing: 'all' });
  const asked = { ...everything, category: 'zero_trust', tag: 'all_registered_clients' } as const;
  const matched = matchedEndpoints(state, asked);
  const resolved = resolvedAddresses(state, { ...asked, kind: 'ip' });
  expect(resolved.size).toBeGreaterThan(matched.size);
  const hosts = new Set(
    resolved.results.addresses.flatMap(({ endpoints }) => endpoints.map((one) => one.host)),
  );
  expect(matched.results.every(({ host }) => hosts.has(host))).toBe(true);
});

test('an endpoint that has come in by ZTNA is matched and does not resolve', () => {
  const line = CommandLine.onDemo();
  const away = line.state.ems.endpoints.find(
    ({ gateway, online, registered }) => gateway !== fortigate && online && registered,
  );
  if (!away) throw new Error('every endpoint of the demo is behind FGT-HQ');
  const [tag] = away.tags.filter(({ category }) => category === 'zero_trust');
  const asked = { ...everything, category: 'zero_trust', tag: tag?.name ?? '' } as const;
  const uids = (): string[] => matchedEndpoints(line.state, asked).results.map(({ uid }) => uid);
  expect(uids()).not.toContain(away.uid);
  const connected = run(line.state, {
    kind: 'lab/connect',
    request: {
      fortigate,
      endpoint: away.uid,
      server: 'ZTNA-webserver',
      certificate: 'valid',
      srcintf: 'port3',
      srcip: away.publicIp,
      os: away.os,
      path: '/',
      host: null,
    },
  }).state;
  const opened = connected.openSessions.map(({ session }) => session.endpointUid);
  expect(opened).toEqual([away.uid]);
  line.state = connected;
  expect(uids()).toContain(away.uid);
  expect(printedEndpoints(line, asked.tag)).toEqual(uids());
  const { results } = resolvedAddresses(connected, { ...asked, kind: 'ip' });
  const owners = results.addresses.flatMap(({ endpoints }) => endpoints.map(({ uid }) => uid));
  expect(owners).not.toContain(away.uid);
});

describe('the list of entries', () => {
  const state: WorldState = buildWorld(demo);
  const names = (query: Partial<Parameters<typeof tagEntries>[1]>): string[] =>
    tagEntries(state, { ...entryQuery, ...query }).entries.map(({ name }) => name);

  test.each<[string, Parameters<typeof names>[0], string[]]>([
    ['a name', { search: 'fortiad' }, ['EMS1_ZTNA_FortiAD', 'MAC_EMS1_ZTNA_FortiAD']],
    ['one kind of addresses', { search: 'FortiAD', kind: 'mac' }, ['MAC_EMS1_ZTNA_FortiAD']],
    [
      'built-in tags',
      { type: 'built-in' },
      ['EMS_ALL_UNKNOWN_CLIENTS', 'EMS_ALL_UNMANAGEABLE_CLIENTS'],
    ],
  ])('is searched by %s', (_name, query, expected) => {
    expect(names(query)).toEqual(expected);
  });

  test('is read in pages, each of which says where the next one begins', () => {
    const all = names({});
    const first = tagEntries(state, { ...entryQuery, count: 3 });
    expect(first.next_idx).toBe(3);
    expect(names({ start: first.next_idx })).toEqual(all.slice(3));
  });

  test('has EMS’s user notification message as comments', () => {
    const definition = state.tagDefinitions.find(({ message }) => message !== '');
    const entry = tagEntries(state, { ...entryQuery, search: definition?.name ?? '-' }).entries[0];
    expect(entry?.comments).toBe(definition?.message);
  });

  test.each<AddressKind>(['ip', 'mac'])('counts uses of the %s entry by its own name', (kind) => {
    const object = kind === 'ip' ? 'EMS1_ZTNA_FortiAD' : 'MAC_EMS1_ZTNA_FortiAD';
    const [entry] = tagEntries(state, { ...entryQuery, search: 'FortiAD', kind }).entries;
    const config = state.fortigates.find(({ name }) => name === fortigate)?.config;
    const naming = [
      ...(config?.['firewall policy'] ?? []),
      ...(config?.['firewall proxy-policy'] ?? []),
    ].filter((policy) => policy['ztna-ems-tag'].includes(object));
    expect(entry?.used_by.filter(({ table }) => table.endsWith('policy')).length).toBe(
      naming.length,
    );
  });
});
