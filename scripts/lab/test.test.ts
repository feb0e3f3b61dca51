import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { labIn } from './lab-in.ts';

const folder = mkdtempSync(join(tmpdir(), 'posture-lab-tests-'));

const lab = labIn(folder);

function file(name: string, content: string | object): string {
  writeFileSync(
    join(folder, name),
    typeof content === 'string' ? content : JSON.stringify(content, null, 1),
  );
  return name;
}

const config = `config firewall vip
edit "Webserver"
set type access-proxy
set extip 10.9.0.1
set extintf "port1"
set extport 9443
next
end
config firewall access-proxy
edit "Webserver"
set vip "Webserver"
set client-cert enable
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
edit 1
set name "deny malicious"
set srcintf "port1"
set dstintf "any"
set action deny
set srcaddr "all"
set dstaddr "Webserver"
set ztna-status enable
set ztna-ems-tag "EMS1_ZTNA_Malicious-File-Detected"
set schedule "always"
next
edit 2
set name "allow"
set srcintf "port1"
set dstintf "any"
set action accept
set srcaddr "all"
set dstaddr "Webserver"
set ztna-status enable
set ztna-ems-tag "EMS1_ZTNA_Domain-Users" "EMS1_CLASS_High"
set ztna-tags-match-logic and
set schedule "always"
next
end`;

function endpoint(place: number, host: string, zero_trust: string[], classification: string[]) {
  return {
    host,
    uid: String(place).padStart(32, '0'),
    os: 'windows',
    ip: `10.0.1.${place}`,
    mac: `02:00:00:00:00:0${place}`,
    gateway: 'FGT-A',
    user: host.toLowerCase(),
    tags: { zero_trust, classification },
  };
}

function workspace(tests: unknown, name = 'office') {
  return {
    name,
    ems: {
      endpoints: [
        endpoint(1, 'WIN10-01', ['Domain-Users'], ['High']),
        endpoint(2, 'WIN10-02', ['Domain-Users'], ['Low']),
        endpoint(3, 'WIN10-03', ['Malicious-File-Detected', 'Domain-Users'], ['High']),
      ],
      fabricDevices: [
        { name: 'FGT-A', serial: 'FGVM', tagTypes: ['zero_trust', 'classification'] },
      ],
    },
    fortigates: [{ name: 'FGT-A', config }],
    tests,
  };
}

const three = [
  {
    name: 'WIN10-01 may reach the webserver',
    who: { endpoints: 'WIN10-01' },
    expect: 'may reach',
    servers: 'Webserver',
  },
  {
    name: 'nobody with Malicious-File-Detected reaches anything',
    who: { 'all of': ['ZTNA_Malicious-File-Detected'] },
    expect: 'may not reach',
    servers: 'any',
  },
  {
    name: 'domain users',
    who: {
      'all of': ['ZTNA_Domain-Users', 'CLASS_High'],
      'none of': 'ZTNA_Malicious-File-Detected',
    },
    expect: 'only they may reach',
    servers: 'Webserver',
    port: 9443,
    through: 'FGT-A',
    'without certificate': 'may not reach',
  },
];

test('each test in a line, then how many passed', async () => {
  const { status, stdout, stderr } = await lab(['test', file('three.json', workspace(three))]);
  expect(stdout).toBe(
    'passed: WIN10-01 may reach the webserver\n' +
      'passed: nobody with Malicious-File-Detected reaches anything\n' +
      'passed: domain users\n' +
      '3 passed, 0 failed\n',
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('one that fails says with which pair and why, and the status is 1', async () => {
  const everybody = { ...three[0], name: 'everybody', who: 'everybody' };
  const { status, stdout } = await lab(
    ['test', '-'],
    JSON.stringify([workspace([...three, everybody]), workspace([three[0]], 'other')]),
  );
  expect(status).toBe(1);
  expect(stdout.split('\n').slice(3)).toEqual([
    'failed: office: everybody: 2 of 3 pairs are not as expected. WIN10-02 does not reach Webserver on FGT-A. Policy 2 allow asks for All of its tags. WIN10-02 does not have High. No policy matched, so the implicit deny applies (error 065).',
    'passed: other: WIN10-01 may reach the webserver',
    '4 passed, 1 failed',
    '',
  ]);
});

test('what the FortiOS text has odd is said besides, as it can change a decision', async () => {
  const odd = config.replace('set ztna-tags-match-logic and', 'set ztna-tags-match-logic both');
  const world = { ...workspace(three), fortigates: [{ name: 'FGT-A', config: odd }] };
  const { status, stderr } = await lab(['test', '-'], JSON.stringify(world));
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^standard input: case “office”, configuration of FGT-A, line \d+: can change a decision: /,
  );
});

test('a test about nobody passes only where it says that nobody may', async () => {
  const who = { 'all of': ['ZTNA_Domain-Users'], 'any of': ['CLASS_Critical'] };
  const { status, stdout } = await lab(
    ['test', '-'],
    JSON.stringify(
      workspace([
        { name: 'may', who, expect: 'may reach', servers: 'any' },
        { name: 'may not', who, expect: 'may not reach', servers: 'any' },
      ]),
    ),
  );
  expect(status).toBe(1);
  expect(stdout).toBe(
    'failed: may: No endpoint is what the test asks for, so it shows nothing. Change whom it is about.\n' +
      'passed: may not\n1 passed, 1 failed\n',
  );
});

const yaml = `tests:
  - name: WIN10-1 may reach it
    who:
      endpoints: [WIN10-01, WIN10-1]
    expect: may reach
    servers: Webservr
    port: 443
  - name: another port
    who: {any of: [CLASS_Malicious-File-Detected]}
    expect: may not reach
    servers: Webserver
    port: 443
  - name: through another
    who: everybody
    expect: may not reach
    servers: any
    through: FGT-B
`;

test('what a test names in vain is told with its place, and is no pass', async () => {
  const own = file('own.json', workspace(three));
  const { status, stdout } = await lab(['test', own, '--tests', file('more.yaml', yaml)]);
  expect(status).toBe(1);
  expect(stdout.trimEnd().split('\n')).toEqual([
    'failed: WIN10-1 may reach it: more.yaml:4:29: There is no endpoint WIN10-1 in this world. Did you mean WIN10-01? more.yaml:6:14: There is no ZTNA server Webservr in this world. Did you mean Webserver?',
    'failed: another port: more.yaml:9:20: There is no tag CLASS_Malicious-File-Detected in this world. Did you mean ZTNA_Malicious-File-Detected? more.yaml:12:11: Webserver on FGT-A listens on 9443, not on 443. Correct the port in the test.',
    'failed: through another: more.yaml:17:14: There is no FortiGate FGT-B in this world. Did you mean FGT-A?',
    '0 passed, 3 failed',
  ]);
  const inCase = await lab(
    ['test', '-'],
    JSON.stringify(workspace([{ ...three[0], servers: ['Webservr'] }]), null, 1),
  );
  expect(inCase.stdout).toMatch(
    /^failed: .*: standard input:\d+:5: There is no ZTNA server Webservr/,
  );
});

test('--junit writes a report besides', async () => {
  const odd = { ...three[0], name: 'a <b> & "c"', who: 'everybody' };
  const gone = { ...three[0], name: 'gone', who: { endpoints: 'X' } };
  const name = file('junit.json', workspace([three[0], odd, gone]));
  const { status, stdout } = await lab(['test', '--junit', 'report.xml', name]);
  expect({ status, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({
    status: 1,
    last: '1 passed, 2 failed',
  });
  const report = readFileSync(join(folder, 'report.xml'), 'utf8');
  expect(report).toContain('<testsuites name="policy tests" tests="3" failures="1" errors="1">');
  expect(report).toContain(
    '<testcase name="WIN10-01 may reach the webserver" classname="office"/>',
  );
  expect(report).toContain(
    '<testcase name="a &lt;b&gt; &amp; &quot;c&quot;" classname="office">\n      <failure message="2 of 3 pairs are not as expected.',
  );
  expect(report).toContain('<error message="junit.json:');
});

test.each<[string, readonly string[], RegExp]>([
  ['no file', ['test'], /^Name a file/],
  ['another option', ['test', 'three.json', '--xml', 'x'], /^There is no option --xml here/],
  ['an option without its file', ['test', 'three.json', '--junit'], /^Name a file after --junit/],
  [
    'nothing to read',
    ['test', 'none.json'],
    /^none\.json: there is no such file; check the path\.$/,
  ],
  [
    'no test at all',
    ['test', 'empty.json'],
    /^empty\.json: there is no policy test in it; add tests/,
  ],
  [
    'no test in the file of tests',
    ['test', 'three.json', '--tests', 'empty.yaml'],
    /^empty\.yaml: there is no policy test in it/,
  ],
  [
    'a YAML that is none',
    ['test', 'three.json', '--tests', 'bad.yaml'],
    /^bad\.yaml:2:3: There is no field nam here\. Did you mean name\?$/,
  ],
  [
    'a fault in a case',
    ['test', 'wrong.json'],
    /^wrong\.json:\d+:\d+: case “office”: There is no field sever here\. Did you mean servers\?$/,
  ],
  [
    'a report that cannot be written',
    ['test', 'three.json', '--junit', 'no/such.xml'],
    /^no\/such\.xml: there is no such folder; check the path\.$/,
  ],
  ['both from standard input', ['test', '-', '--tests', '-'], /^Only one of the two/],
])('%s: status 2 and one line', async (_, args, message) => {
  file('three.json', workspace(three));
  file('empty.json', workspace([]));
  file('empty.yaml', 'tests: []');
  file('bad.yaml', 'tests:\n- nam: A');
  file('wrong.json', workspace([{ ...three[0], sever: 'x' }]));
  const { status, stdout, stderr } = await lab(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr.trimEnd()).toMatch(message);
});
