import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { estateConfigText, estateSizes, makeEstate } from '#test/generators/estate.ts';
import { labIn } from './lab-in.ts';

const folder = mkdtempSync(join(tmpdir(), 'posture-lab-matrix-'));

function file(name: string, content: object): string {
  writeFileSync(join(folder, name), JSON.stringify(content));
  return name;
}

const run = labIn(folder);
const lab = (...args: readonly string[]) => run(args);

const endpoint = (host: string, n: number, zeroTrust: readonly string[], values: object = {}) => ({
  host,
  uid: String(n).padStart(32, '0'),
  os: 'windows',
  ip: `10.0.1.${n}`,
  mac: `02:00:00:00:00:0${n}`,
  gateway: 'FGT-A',
  tags: { zero_trust: ['all_registered_clients', ...zeroTrust] },
  ...values,
});

const server = (n: number): string => `config firewall vip
edit "vip${n}"
set type access-proxy
set extip 10.9.0.${n}
set extintf "any"
set extport 443
next
end
config firewall access-proxy
edit "web, ${n}"
set vip "vip${n}"
config api-gateway
edit 1
config realservers
edit 1
set ip 10.88.0.${n}
next
end
next
end
next
end
`;

const policy = (id: number, values: string): string => `config firewall policy
edit ${id}
set srcintf "any"
set dstintf "any"
set srcaddr "all"
set action accept
set schedule "always"
set service "ALL"
set ztna-status enable
${values}
next
end
`;

const asks = (tag: string, vip = 'vip1') =>
  `set dstaddr "${vip}"\nset ztna-ems-tag "EMS1_ZTNA_${tag}"`;

const small = (name: string, config: string, endpoints: readonly object[]) => ({
  name: 'small',
  ems: { endpoints, fabricDevices: [{ name, serial: 'FGVM000000000001' }] },
  fortigates: [{ name, config }],
});

const people = [
  endpoint('PC-1', 1, ['AV']),
  endpoint('PC-2', 2, []),
  endpoint('PC-3', 3, ['AV'], { online: false }),
  endpoint('PC-4', 4, [], { registered: false }),
];

describe('matrix', () => {
  test('has a line an endpoint and a column a server, each cell with its policy or error', async () => {
    const config = `${server(1)}${server(2)}${policy(3, asks('AV'))}`;
    const { status, stdout, stderr } = await lab(
      'matrix',
      file('a.json', small('FGT-A', config, people)),
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toBe(
      [
        'endpoint,"web, 1","web, 2"',
        'PC-1,accept:policy:3,deny:policy:0:61',
        'PC-2,deny:policy:0:65,deny:policy:0:61',
        'PC-3,deny:policy:0:67,deny:policy:0:61',
        'PC-4,deny:policy:0:3,deny:policy:0:3',
        '',
      ].join('\n'),
    );
  });

  test('shards put one after the other are the whole, byte for byte, also where there are more than endpoints', async () => {
    const { ems } = makeEstate(estateSizes.W1);
    const name = file(
      'w1.json',
      small(
        'FGT-A',
        estateConfigText(estateSizes.W1, 1),
        ems.endpoints.map(({ host, tags }, i) =>
          endpoint(
            host,
            i + 1,
            tags.map((tag) => tag.name),
            { mac: '02:00:00:00:00:01' },
          ),
        ),
      ),
    );
    const whole = await lab('matrix', name);
    expect(whole.stdout.split('\n')).toHaveLength(ems.endpoints.length + 2);
    for (const shards of [1, 3, 5, 40]) {
      let joined = '';
      for (let i = 1; i <= shards; i++)
        joined += (await lab('matrix', name, '--shard', `${i}/${shards}`)).stdout;
      expect(joined).toBe(whole.stdout);
    }
  });

  test.each([
    [
      'a shard that is none',
      ['a.json', '--shard', '3/2'],
      '3/2 is no shard; write I/N with I from 1 to N',
    ],
    ['no shard', ['a.json', '--shard'], 'Write I/N after --shard'],
    [
      'a FortiGate that is not there',
      ['a.json', '--fortigate', 'X'],
      'there is no FortiGate X; name one of: FGT-A.',
    ],
    [
      'no server',
      ['none.json'],
      'FGT-A has no ZTNA server; add one under config firewall access-proxy.',
    ],
    [
      'an option twice',
      ['a.json', '--srcintf', 'a', '--srcintf', 'b'],
      '--srcintf stands there twice',
    ],
  ])('refuses %s', async (_name, args, words) => {
    file('a.json', small('FGT-A', server(1), people));
    file('none.json', small('FGT-A', '', people));
    const { status, stdout, stderr } = await lab('matrix', ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(words);
  });
});

describe('impact', () => {
  const before = () =>
    file('before.json', small('FGT-A', `${server(1)}${policy(3, asks('AV'))}`, people.slice(0, 3)));
  test('has the cells that differ, those that are new or gone included', async () => {
    const [pc1, pc2] = people;
    const after = file(
      'after.json',
      small(
        'FGT-A',
        `${server(1)}${server(2)}${policy(2, asks('all_registered_clients'))}${policy(3, asks('AV'))}`,
        [pc1, pc2, people[3]].flatMap((one) => one ?? []),
      ),
    );
    const { status, stdout } = await lab('impact', before(), after);
    expect(status).toBe(0);
    expect(stdout).toBe(
      [
        'fortigate,endpoint,server,before,after',
        'FGT-A,PC-1,"web, 1",accept:policy:3,accept:policy:2',
        'FGT-A,PC-1,"web, 2",,deny:policy:0:61',
        'FGT-A,PC-2,"web, 1",deny:policy:0:65,accept:policy:2',
        'FGT-A,PC-2,"web, 2",,deny:policy:0:61',
        'FGT-A,PC-3,"web, 1",deny:policy:0:67,',
        'FGT-A,PC-4,"web, 1",,deny:policy:0:3',
        'FGT-A,PC-4,"web, 2",,deny:policy:0:3',
        '',
      ].join('\n'),
    );
  });

  test('has no line where nothing differs', async () => {
    const { stdout } = await lab('impact', before(), before());
    expect(stdout).toBe('fortigate,endpoint,server,before,after\n');
  });

  test('refuses two files without a common FortiGate, and one file alone', async () => {
    const other = file('other.json', small('FGT-Z', server(1), people));
    expect(await lab('impact', before(), other)).toEqual({
      status: 2,
      stdout: '',
      stderr: 'before.json and other.json have no FortiGate in common; give both the same name.\n',
    });
    expect((await lab('impact', before())).stderr).toContain('Name two files, before and after');
  });
});
