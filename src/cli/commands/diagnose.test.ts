import { describe, expect, test } from 'vitest';
import type { Endpoint, FabricDevice } from '#model/ems/ems.ts';
import { CommandLine } from '#test/fixtures/command-line.ts';

const serial = 'FCTEMS8824093638';
const tenant = '0'.repeat(32);

/** The demo with a change of what EMS says of FGT-HQ, or of every endpoint. */
function device(
  change: Partial<FabricDevice> = {},
  ofEach: (one: Endpoint) => Partial<Endpoint> = () => ({}),
): CommandLine {
  const line = CommandLine.onDemo();
  const { ems } = line.state;
  line.state = {
    ...line.state,
    ems: {
      ...ems,
      endpoints: ems.endpoints.map((one) => ({ ...one, ...ofEach(one) })),
      fabricDevices: ems.fabricDevices.map((one) =>
        one.name === 'FGT-HQ' ? { ...one, ...change } : one,
      ),
    },
  };
  return line;
}

function endpoint(line: CommandLine, host: string): Endpoint {
  const found = line.state.ems.endpoints.find((one) => one.host === host);
  if (!found) throw new Error(`there is no endpoint ${host}`);
  return found;
}

const last = (lines: readonly string[]): string | undefined => lines.at(-1);

describe('diagnose endpoint', () => {
  test('a record has the facts of the documents, in their order', () => {
    const line = device();
    const ann = endpoint(line, 'WIN11-ANN');
    const [record = ''] = line
      .type('diagnose endpoint ec-shm list')
      .join('\n')
      .split('\n\n')
      .filter((one) => one.includes('WIN11-ANN'));
    expect(record.split('\n').slice(1)).toEqual([
      `                IP Address = ${ann.ip}`,
      `                MAC Address = ${ann.mac}`,
      '                MAC list =',
      '                VDOM = root (0)',
      `                EMS serial number: ${serial}`,
      `                EMS tenant id: ${tenant}`,
      `                Client cert SN: ${ann.certificateSerial}`,
      `                Public IP address: ${ann.publicIp}`,
      '                Quarantined: no',
      '                Online status: online',
      '                Registration status: registered',
      '                On-net status: on-net',
      '                Gateway Interface: port1',
      '                FortiClient version: 7.4.3',
      `                FortiClient UID: ${ann.uid}`,
      '                Host Name: WIN11-ANN',
      '                OS Type: WIN64',
      `                OS Version: ${ann.osVersion}`,
      `                Last Login User: ${ann.user}`,
      `                Owner: ${ann.owner}`,
      '                Number of Routes: (1)',
      '                        Gateway Route #0:',
      `                                - IP:${ann.ip}, MAC: ${ann.mac}, VPN: no`,
      '                                - Interface:port1, VFID:0, SN: FGVM02TM22013110',
    ]);
  });

  test('those with a route of the device are listed, and the counts say of what kind they are', () => {
    const offline = (one: Endpoint) => ({
      registered: true,
      online: one.host !== 'WIN11-ANN',
      quarantined: one.host === 'WIN11-ANN',
      inSync: one.host !== 'WIN11-ANN',
    });
    const own = device({}, offline);
    const ownCount = own.state.ems.endpoints.filter((one) => one.gateway === 'FGT-HQ').length;
    expect(last(own.type('diag endpoint record list'))).toBe(
      `online records: ${ownCount - 1}; offline records: 1; quarantined records: 1; out-of-sync records: 1`,
    );
    const all = device({ endpointSharing: 'all' }, offline);
    // Endpoints behind other gateways give their addresses alone [382827].
    expect(last(all.type('diag endpoint ec-shm list'))).toBe(
      `online records: ${ownCount - 1}; offline records: 1; quarantined records: 1; out-of-sync records: 1`,
    );
  });

  test('a device that EMS has not authorized knows nobody', () => {
    expect(device({ authorized: false }).type('diagnose endpoint ec-shm list')).toEqual([
      'online records: 0; offline records: 0; quarantined records: 0; out-of-sync records: 0',
    ]);
  });

  test.each([
    ['by UID alone', ''],
    ['with EMS and tenant', ` ${serial} ${tenant}`],
  ])('find-by-uid %s ends with the shared tags', (_name, trailing) => {
    const line = device();
    const { uid, tags } = endpoint(line, 'WIN11-ANN');
    const found = line.type(`diagnose endpoint ec-shm find-by-uid ${uid.toLowerCase()}${trailing}`);
    const posture = tags.filter(({ category }) => category === 'zero_trust');
    expect(posture.length).toBeLessThan(tags.length);
    expect(found.slice(found.indexOf('Tags:'))).toEqual([
      'Tags:',
      ...posture.map(({ name }) => name),
      '',
    ]);
    const shared = device({ tagTypes: ['zero_trust', 'classification'] });
    const more = shared.type(`diagnose endpoint ec-shm find-by-uid ${uid}${trailing}`);
    expect(more).toContain(tags.find(({ category }) => category === 'classification')?.name);
  });

  test('find-by-uid of nobody, or of another EMS, finds nobody', () => {
    const line = device();
    const { uid } = endpoint(line, 'WIN11-ANN');
    expect(line.type(`diagnose endpoint ec-shm find-by-uid ${'0'.repeat(32)}`)).toEqual([
      'No record found.',
    ]);
    expect(line.type(`diagnose endpoint ec-shm find-by-uid ${uid} FCTEMS0000000000`)).toEqual([
      'No record found.',
    ]);
  });
});

describe('the EMS connector', () => {
  const verified = 'Server certificate already verified.';
  test.each<[string, Partial<FabricDevice>, string, string, string]>([
    ['connected', {}, verified, 'Connection test was successful:', 'connected'],
    ['not authorized', { authorized: false }, verified, 'error 403', 'confirmed: no'],
    ['down', { connected: false }, 'cannot be reached', 'error 503', 'disconnected'],
    ['not there', { name: 'FGT-X' }, 'EMS is not configured.', 'EMS 1 is not', 'confirmed: no'],
  ])('%s', (_name, change, verify, connectivity, status) => {
    const line = device(change);
    expect(line.type('execute fctems verify 1').join('\n')).toContain(verify);
    expect(line.type('diagnose endpoint fctems test-connectivity 1').join('\n')).toContain(
      connectivity,
    );
    expect(line.type('diagnose test application fcnacd 2').join('\n')).toContain(status);
  });

  test('another number, and a word, are no connector here', () => {
    const line = device();
    expect(line.type('execute fctems verify 2')).toEqual(['EMS is not configured.']);
    expect(line.type('execute fctems verify EMS')).toEqual(['EMS is not configured.']);
    expect(line.type('diagnose endpoint fctems test-connectivity EMS')).toEqual([
      'Connection test was successful:',
    ]);
  });
});

describe('diagnose test application fcnacd 7', () => {
  const cacheOf = (line: CommandLine): readonly string[] =>
    line.type('diagnose test application fcnacd 7');

  test('has every registered endpoint with its route and its shared tags, as 7.6 prints them', () => {
    const line = device();
    const cache = cacheOf(line);
    const registered = line.state.ems.endpoints.filter((one) => one.registered);
    expect(cache.filter((one) => one.startsWith('UID:'))).toHaveLength(registered.length);
    const ann = endpoint(line, 'WIN11-ANN');
    const at = cache.indexOf(`UID:     ${ann.uid}`);
    expect(cache.slice(at, at + 10)).toEqual([
      `UID:     ${ann.uid}`,
      `EMS:     ${line.state.ems.serial} ${line.state.ems.tenant}`,
      'State:   sysinfo:1, tag:1, tagsz:1, out-of-sync:0, ref:0',
      `Owner:   ${ann.owner}`,
      `Cert SN: ${ann.certificateSerial}`,
      'online:  Yes',
      'Sub TS:  0',
      `Route IP:${ann.ip}, vdom:root(0)`,
      'Tags:',
      expect.stringMatching(/^idx:0, ttdl:1 name:\S/),
    ]);
  });

  test('before 7.6, as the documents of 7.4 print them', () => {
    const line = device();
    const { state } = line;
    const fortigates = state.fortigates.map((one) => ({ ...one, version: '7.4.1' }));
    line.state = { ...state, fortigates };
    const ann = endpoint(line, 'WIN11-ANN');
    const cache = cacheOf(line);
    const at = cache.indexOf(`UID:     ${ann.uid}`);
    expect(cache.slice(at + 1, at + 9)).toEqual([
      'State:   sysinfo:1, tag:1, tagsz:1, out-of-sync:0',
      `Owner:   ${ann.owner}`,
      `Cert SN: ${ann.certificateSerial}`,
      'online:  Yes',
      `Route IP:${ann.ip}`,
      'vfid:    0',
      'has more:No',
      'Tags:',
    ]);
  });
});

describe('diagnose wad dev query-by', () => {
  test('a UID gives the attributes of the documents', () => {
    const line = device({}, (one) =>
      one.host === 'WIN11-ANN'
        ? { tags: [{ category: 'zero_trust', name: 'Domain-Users', since: 0 }], owner: null }
        : {},
    );
    const { uid, certificateSerial } = endpoint(line, 'WIN11-ANN');
    expect(line.type(`diagnose wad dev query-by uid ${uid} ${serial} ${tenant}`)).toEqual([
      `Attr of type=0, length=83, value(ascii)=${uid}`,
      'Attr of type=4, length=0, value(ascii)=',
      'Attr of type=6, length=1, value(ascii)=true',
      `Attr of type=5, length=40, value(ascii)=${certificateSerial}`,
      `Attr of type=3, length=66, value(ascii)=ZTNA_Domain-Users_${serial}${tenant}`,
      'Response termination due to no more data',
    ]);
  });

  test('an address is known if endpoint sharing gave it', () => {
    const line = device();
    const here = endpoint(line, 'WIN11-ANN');
    const there = endpoint(line, 'BR-WIN-KIM');
    expect(line.type(`diagnose wad dev query-by ipv4 ${here.ip}`)[0]).toContain(here.uid);
    expect(line.type(`diagnose wad dev query-by ipv4 ${there.ip}`)).toEqual([
      'Response termination due to no more data',
    ]);
  });
});

describe('diagnose firewall dynamic', () => {
  test('a tag has two objects, with the addresses that it resolves to', () => {
    const line = device({ tagTypes: ['zero_trust', 'classification'] });
    const carriers = line.state.ems.endpoints.filter(
      (one) =>
        one.gateway === 'FGT-HQ' &&
        one.online &&
        one.registered &&
        one.tags.some(({ category, name }) => category === 'classification' && name === 'Finance'),
    );
    expect(carriers.length).toBeGreaterThan(0);
    expect(line.type('diagnose firewall dynamic address EMS1_CLASS_Finance')).toEqual([
      'CMDB name: EMS1_CLASS_Finance',
      'TAG name: Finance',
      expect.stringMatching(/^EMS1_CLASS_Finance: ID\(\d+\)$/),
      ...carriers.map(({ ip }) => `        ADDR(${ip})`),
      'Total IP dynamic range blocks: 0.',
      `Total IP dynamic addresses: ${carriers.length}.`,
      '',
    ]);
    expect(line.type('diagnose firewall dynamic address MAC_EMS1_CLASS_Finance')).toEqual([
      'CMDB name: MAC_EMS1_CLASS_Finance',
      'TAG name: Finance',
      expect.stringMatching(/^MAC_EMS1_CLASS_Finance: ID\(\d+\)$/),
      ...carriers.map(({ mac }) => `        MAC(${mac})`),
      `Total MAC dynamic addresses: ${carriers.length}.`,
      '',
    ]);
    const list = line.type('diagnose firewall dynamic list');
    expect(list.slice(0, 2)).toEqual([
      'List all dynamic addresses:',
      'IP dynamic addresses in VDOM root(vfid: 0):',
    ]);
    expect(list.filter((one) => one === 'TAG name: Finance')).toHaveLength(2);
    const ids = list.flatMap((one) => /ID\((\d+)\)/.exec(one)?.[1] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('a tag whose type is not shared is not there', () => {
    const line = device();
    expect(line.type('diagnose firewall dynamic list').join('\n')).not.toContain('_CLASS_');
    expect(line.type('diagnose firewall dynamic address EMS1_CLASS_Finance')[0]).toMatch(
      /not found/,
    );
    expect(line.type('diagnose firewall dynamic address HQ-LAN')[0]).toMatch(/not found/);
  });
});

test('diagnose wad worker policy list counts what the log has of each ZTNA policy', () => {
  const line = device();
  const list = line.type('diagnose wad worker policy list');
  const total = (what: string) =>
    list.reduce((sum, one) => sum + Number(new RegExp(`${what}=(\\d+)`).exec(one)?.[1] ?? 0), 0);
  const ztna = line.fortigate.logs.filter(({ subtype }) => subtype === 'ztna');
  expect(ztna.length).toBeGreaterThan(3);
  expect(total('accepted') + total('denied')).toBe(ztna.length);
  expect(list.map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual([
    'policy id=3',
    'policy id=17',
    'proxy-policy id=1',
    'proxy-policy id=2',
    'policy id=0',
    'proxy-policy id=0',
  ]);
});

describe('execute log', () => {
  const display = (line: CommandLine): readonly string[] => line.type('execute log display');

  test('shows the newest first, ten at most, behind the counts of the documents', () => {
    const line = device();
    const numbered = line.fortigate.logs
      .map(({ subtype, text }, i, { length }) => ({ subtype, text: `${length - i}: ${text}` }))
      .toReversed();
    const newest = numbered.flatMap(({ subtype, text }) => (subtype === 'ztna' ? [text] : []));
    // A filter keeps the numbers.
    expect(newest.length).toBeLessThan(numbered.length);
    line.type('execute log filter category 0', 'execute log filter field subtype ztna');
    expect(display(line)).toEqual([
      `${newest.length} logs found.`,
      `${Math.min(10, newest.length)} logs returned.`,
      '',
      ...newest.slice(0, 10),
    ]);
    line.type('execute log filter start-line 2', 'execute log filter view-lines 3');
    expect(display(line)).toEqual([
      `${newest.length} logs found.`,
      '3 logs returned.',
      '',
      ...newest.slice(1, 4),
    ]);
  });

  test('filters by any of several values of a field, by all fields', () => {
    const line = device();
    const denied = line.fortigate.logs.filter(({ text }) => text.includes(' action="deny" '));
    expect(denied.length).toBeGreaterThan(0);
    line.type('execute log filter field action deny');
    expect(display(line)[0]).toBe(`${denied.length} logs found.`);
    line.type('execute log filter field action deny accept');
    expect(display(line)[0]).toBe(`${line.fortigate.logs.length} logs found.`);
    line.type('execute log filter field srcip 10.0.1.250');
    expect(display(line)).toEqual(['0 logs found.', '0 logs returned.']);
    expect(line.type('execute log filter')).toEqual([
      'category: traffic',
      'device: memory',
      'start-line: 1',
      'view-lines: 10',
      'Filter:',
      'action deny accept',
      'srcip 10.0.1.250',
    ]);
    line.type('execute log filter reset');
    expect(display(line)[0]).toBe(`${line.fortigate.logs.length} logs found.`);
  });

  test('another category is empty, and what is no number is said', () => {
    const line = device();
    line.type('exec log filter category event');
    expect(display(line)[0]).toBe('0 logs found.');
    expect(line.type('exec log filter view-lines many')[0]).toBe(
      'invalid unsigned integer value: many',
    );
    expect(line.type('exec log filter view-lines 0')[0]).toBe(
      'node_check_object fail! for view-lines 0',
    );
  });
});
