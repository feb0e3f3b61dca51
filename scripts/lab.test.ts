import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readLogLine } from '#formats/log/line.ts';
import { explanationSchema } from '#model/decision/explanation.ts';
import { repairSchema } from '#model/decision/repair.ts';
import type { ScenarioSpec } from '#model/lab/scenario.ts';
import { z } from '#model/zod.ts';
import { example1 } from '#mocks/scenarios/example-1.ts';
import { example2 } from '#mocks/scenarios/example-2.ts';
import { root } from './install.mjs';
import { labIn } from './lab/lab-in.ts';

const folder = mkdtempSync(join(tmpdir(), 'posture-lab-'));
const script = join(root, 'scripts', 'lab.ts');

const lab = labIn(folder);

/** The command as a process of its own, as people run it. */
function spawned(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, ...args],
    { cwd: folder, input, encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  return { status, stdout, stderr };
}

/** Cases ask for tags that nobody has, which is said; nothing else may be. */
function otherThanUnknownTags(stderr: string): readonly string[] {
  return stderr
    .split('\n')
    .filter((line) => line !== '' && !line.includes('this FortiGate does not know the tag'));
}

function file(name: string, content: string | object | Uint8Array): string {
  const raw = typeof content === 'string' || content instanceof Uint8Array;
  writeFileSync(join(folder, name), raw ? content : JSON.stringify(content, null, 1));
  return name;
}

const rowSchema = z.strictObject({
  case: z.string(),
  session: z.number(),
  kind: z.enum(['ztna', 'forward']),
  action: z.enum(['accept', 'deny']),
  policyid: z.number(),
  policytype: z.enum(['policy', 'proxy-policy']),
  error: z.number().nullable(),
  reason: z.string().regex(/^[A-Z].*\.$/),
  log: z.string().startsWith('date='),
});
const rowsSchema = z.array(rowSchema);
const rows = (stdout: string) => rowsSchema.parse(JSON.parse(stdout));

const given = (name: string) => join(root, 'test', 'cases', `${name}.json`);
const casesSchema = z.array(
  z.object({
    name: z.string(),
    sessions: z.array(z.object({ expect: z.record(z.string(), z.unknown()) })),
  }),
);

/** A case around one policy that asks for a tag; changed by whoever needs it otherwise. */
function caseWith(change: object = {}, session: object = {}) {
  return {
    name: 'small',
    ems: {
      endpoints: [
        {
          host: 'PC-1',
          uid: '0'.repeat(32),
          os: 'windows',
          ip: '10.0.1.2',
          mac: '02:00:00:00:00:01',
          gateway: 'FGT-A',
          tags: { zero_trust: ['AV'] },
        },
      ],
      fabricDevices: [{ name: 'FGT-A', serial: 'FGVM' }],
    },
    fortigates: [
      {
        name: 'FGT-A',
        config: [
          'config firewall policy',
          'edit 1',
          'set srcintf "any"',
          'set dstintf "any"',
          'set srcaddr "all"',
          'set dstaddr "all"',
          'set service "ALL"',
          'set schedule "always"',
          'set action accept',
          'set ztna-status enable',
          'set ztna-ems-tag "EMS1_ZTNA_AV"',
          'next',
          'end',
        ].join('\n'),
      },
    ],
    sessions: [
      {
        fortigate: 'FGT-A',
        endpoint: 'PC-1',
        srcintf: 'port1',
        dstip: '10.88.0.3',
        dstport: 443,
        ...session,
      },
    ],
    ...change,
  };
}
const accepted = {
  kind: 'forward',
  action: 'accept',
  policyid: 1,
  policytype: 'policy',
  error: null,
};

describe('decide', () => {
  test.each(['documents', 'generated'])('%s: every session as expected, in order', async (name) => {
    const { status, stdout, stderr } = await lab(['decide', given(name)]);
    expect(status).toBe(0);
    expect(otherThanUnknownTags(stderr)).toEqual([]);
    const expected = casesSchema
      .parse(JSON.parse(readFileSync(given(name), 'utf8')))
      .flatMap((one) =>
        one.sessions.map((session, i) => ({ case: one.name, session: i, ...session.expect })),
      );
    const got = rows(stdout).map(({ reason: _, log: __, ...rest }) => rest);
    expect(got).toEqual(expected);
  });

  test('several files and standard input make one array, the same each time', async () => {
    const one = file('one.json', caseWith());
    const first = spawned(['decide', one, '-', one], JSON.stringify([caseWith({ name: 'other' })]));
    expect(first.status).toBe(0);
    expect(rows(first.stdout).map((row) => row.case)).toEqual(['small', 'other', 'small']);
    const [a, , b] = rows(first.stdout);
    expect(a).toEqual(b);
    expect(rows((await lab(['decide', one])).stdout)).toEqual([a]);
  });

  test('a file without sessions gives an empty array', async () => {
    const { status, stdout } = await lab(['decide', file('none.json', caseWith({ sessions: [] }))]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '[]\n' });
  });

  test('what differs from what is expected is named, and the status is 1', async () => {
    const wrong = { expect: { ...accepted, action: 'deny', policyid: 0 } };
    const name = file('wrong.json', caseWith({}, wrong));
    const { status, stdout, stderr } = await lab(['decide', name]);
    expect(status).toBe(1);
    expect(rows(stdout)).toHaveLength(1);
    expect(stderr).toBe(
      'wrong.json: case “small”, session 0: action is accept, expected deny; policyid is 1, expected 0. Policy 1 accepts the session. It asks for Any of its tags, and AV is known.\n',
    );
    expect(
      (await lab(['decide', file('right.json', caseWith({}, { expect: accepted }))])).status,
    ).toBe(0);
  });

  describe('--strict', () => {
    const policies = [1, 2, 3]
      .map((id) => `edit ${id}\nset ztna-device-ownership corporate\nnext\n`)
      .join('');
    const deciding = `what is this\nconfig firewall policy\n${policies}end\n`;
    const oddCase = (config: string) =>
      file('strict.json', caseWith({ fortigates: [{ name: 'FGT-A', config }] }));

    test('ends with 1 where a warning can change a decision, which comes first and once', async () => {
      for (const args of [
        ['decide', '--strict', oddCase(deciding)],
        ['decide', oddCase(deciding), '--strict'],
      ]) {
        const { status, stdout, stderr } = await lab(args);
        expect(status).toBe(1);
        expect(rows(stdout)).toHaveLength(1);
        const said = stderr.trimEnd().split('\n');
        expect(said).toEqual([
          'strict.json: case “small”, configuration of FGT-A, line 4: can change a decision: firewall policy 1 and 2 more: ztna-device-ownership takes one of enable, disable. The value is not in force: ztna-device-ownership stays disable. (3 times: lines 4, 7, 10)',
          expect.stringMatching(/ line 1: `what` is not a configuration command/),
        ]);
      }
      expect((await lab(['decide', oddCase(deciding)])).status).toBe(0);
    });

    test('with 0 where none can', async () => {
      expect((await lab(['decide', oddCase('\nbogus'), '--strict'])).status).toBe(0);
    });
  });

  test('what is odd in the configuration is said with its line, and does not fail', async () => {
    const name = file('odd.json', caseWith({ fortigates: [{ name: 'FGT-A', config: '\nbogus' }] }));
    const { status, stdout, stderr } = await lab(['decide', name]);
    expect(status).toBe(0);
    expect(rows(stdout)[0]).toMatchObject({ action: 'deny', policyid: 0 });
    expect(stderr).toMatch(
      /^odd\.json: case “small”, configuration of FGT-A, line 2: `bogus` is not a .*\n$/,
    );
  });
});

describe('the published examples', () => {
  const seedSchema = z.object({
    example1: z.object({ line: z.string() }),
    example2: z.object({ line: z.string() }),
  });
  const seed = seedSchema.parse(JSON.parse(readFileSync(given('seed-logs'), 'utf8')));
  /** What only the wire knows, which a case does not say; and the order of tags, which it does not keep. */
  const fields = (line: string) =>
    (readLogLine(line) ?? [])
      .filter(
        ({ key }) => !/^(?:eventtime|time|sessionid|srcport|lanin|lanout|sentbyte)$/.test(key),
      )
      .map(({ key, value, quoted }) => ({
        key,
        value: key === 'clientdevicetags' ? value.split('/').toSorted().join('/') : value,
        quoted,
      }));
  const keys = { ZT: 'zero_trust', CLASS: 'classification' };

  function caseOf({ about, ems, fortigates }: ScenarioSpec, time: string) {
    const from = ems.endpoints.find(({ uid }) => uid === about.connect?.endpoint);
    const vip = /set extip (\S+)[\s\S]*?set extport (\S+)/.exec(fortigates[0]?.config ?? '');
    return {
      name: about.name,
      ems: {
        serial: ems.serial,
        endpoints: [
          {
            host: from?.host,
            uid: from?.uid,
            os: 'windows',
            ip: from?.ip,
            mac: '',
            gateway: from?.gateway,
            tags: Object.fromEntries(
              Object.entries(keys).map(([short, key]) => [
                key,
                from?.tags
                  .filter((tag) => tag.startsWith(`${short}:`))
                  .map((tag) => tag.slice(short.length + 1)),
              ]),
            ),
          },
        ],
        fabricDevices: ems.fabricDevices,
      },
      fortigates,
      sessions: [
        {
          fortigate: about.connect?.fortigate,
          endpoint: from?.host,
          srcintf: about.id === 'example-1' ? 'port3' : 'port1',
          dstip: vip?.[1],
          dstport: Number(vip?.[2]),
          certificate: about.connect?.certificate,
          time,
        },
      ],
    };
  }

  test.each([
    ['Example 1', example1, '2025-01-07T10:57:00-08:00', seed.example1.line],
    ['Example 2', example2, '2025-03-25T14:17:41-07:00', seed.example2.line],
  ])('%s gives its log line, but for what only the wire knows', async (_name, spec, time, line) => {
    const name = file('example.json', caseOf(spec, time));
    const { status, stdout, stderr } = await lab(['decide', name]);
    expect(status).toBe(0);
    expect(otherThanUnknownTags(stderr)).toEqual([]);
    expect(fields(rows(stdout)[0]?.log ?? '')).toEqual(fields(line));
  });
});

describe('explain', () => {
  const wordedSchema = z.array(
    z.strictObject({ do: z.string(), besides: z.string(), ...repairSchema.shape }),
  );
  const explainedSchema = z.array(
    rowSchema.extend({
      explanation: explanationSchema,
      repairs: wordedSchema.optional(),
      hangsOn: wordedSchema.optional(),
      trace: z.looseObject({ policies: z.array(z.looseObject({ verdict: z.string() })) }),
      warnings: z.array(
        z.strictObject({
          line: z.number(),
          column: z.number(),
          message: z.string(),
          decides: z.literal(true).optional(),
          count: z.number().optional(),
          lines: z.array(z.number()).optional(),
        }),
      ),
    }),
  );
  test('adds the explanation and the trace to what decide gives', async () => {
    const { status, stdout } = await lab(['explain', given('documents')]);
    expect(status).toBe(0);
    const explained = explainedSchema.parse(JSON.parse(stdout));
    expect(
      explained.map(
        ({ explanation: _, trace: __, repairs: ___, hangsOn: ____, warnings: _____, ...row }) =>
          row,
      ),
    ).toEqual(rows((await lab(['decide', given('documents')])).stdout));
    for (const { action, explanation, trace, repairs, hangsOn } of explained) {
      expect(explanation.policies.map(({ verdict }) => verdict)).toEqual(
        trace.policies.map(({ verdict }) => verdict),
      );
      expect([repairs !== undefined, hangsOn !== undefined]).toEqual([
        action === 'deny',
        action === 'accept',
      ]);
    }
    const example2 = explained.find((one) => one.case.startsWith('Example 2'));
    expect(example2?.repairs?.map((one) => one.do)).toContain(
      'Set policy 17 ZTNA-webserver-allow to match Any of its tags.',
    );
  });
  test('tells what is odd in the text, one a cause', async () => {
    const policies = [1, 2].map((id) => `edit ${id}\nset action perhaps\nnext\n`).join('');
    const config = `bogus\nconfig firewall policy\n${policies}end\n`;
    const name = file('odd.json', caseWith({ fortigates: [{ name: 'FGT-A', config }] }));
    const [one] = explainedSchema.parse(JSON.parse((await lab(['explain', name])).stdout));
    expect(one?.warnings).toMatchObject([
      { line: 4, column: 1, decides: true, count: 2, lines: [4, 7] },
      { line: 1, column: 1 },
    ]);
  });
  test('takes one file', async () => {
    const { status, stderr } = await lab(['explain', 'a.json', 'b.json']);
    expect(status).toBe(2);
    expect(stderr).toBe('There is one file too many, b.json; use: explain FILE\n');
  });
});

describe('what cannot be read is refused in one line, with the place and what to do', () => {
  const good = caseWith();
  const text = JSON.stringify(good, null, 1);
  const utf16 = Buffer.from(text, 'utf16le');
  const noUid = { ...good.ems, endpoints: good.ems.endpoints.map(({ uid: _, ...rest }) => rest) };
  test.each<[string, () => readonly string[], string]>([
    ['no command', () => [], 'Name a command; use one of: decide, explain, fmt, '],
    ['an unknown command', () => ['decode'], 'There is no command decode; use one of'],
    ['no file', () => ['decide'], 'Name a file, or - for standard input; use: decide FILE...'],
    ['an option', () => ['decide', '--all', 'x'], 'There is no option --all here'],
    ['a missing file', () => ['decide', 'gone.json'], 'gone.json: there is no such file; check'],
    ['a folder', () => ['decide', '.'], '.: this is a folder; name a file in it.'],
    [
      'another encoding',
      () => ['decide', file('u.json', new Uint8Array([...utf16, 255]))],
      'UTF-8',
    ],
    ['an empty file', () => ['decide', file('e.json', '')], 'e.json:1:1: this is not JSON'],
    ['broken JSON', () => ['decide', file('j.json', text.replace('",', '"'))], 'j.json:3:2: '],
    ['a number', () => ['decide', file('n.json', '7')], 'n.json:1:1: a case must be a value of'],
    ['a field left out', () => ['decide', file('f.json', caseWith({ ems: noUid }))], 'uid is miss'],
    ['a bad word', () => ['decide', file('w.json', text.replace('windows', 'dos'))], 'os must be'],
    [
      'a date that is none',
      () => ['decide', file('t.json', caseWith({}, { time: '2025-13-01T00:00Z' }))],
      'there is no such date and time',
    ],
    [
      'an endpoint that is not there',
      () => ['decide', file('p.json', caseWith({}, { endpoint: 'PC-9' }))],
      'p.json:35:16: case “small”: there is no endpoint PC-9',
    ],
    [
      'a FortiGate that is not there',
      () => ['decide', file('g.json', caseWith({}, { fortigate: 'FGT-Z' }))],
      'there is no FortiGate FGT-Z; name one of the case',
    ],
  ])('%s', async (_name, args, message) => {
    const { status, stdout, stderr } = await lab(args());
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('standard input is named in words', async () => {
    const { status, stderr } = await lab(['decide', '-'], '[');
    expect(status).toBe(2);
    expect(stderr).toBe(
      'standard input:1:2: this is not JSON: the text ends too early; add what is cut off\n',
    );
  });

  test('one bad file of several, and nothing is on standard output', () => {
    const { status, stdout } = spawned(['decide', file('good.json', good), 'gone.json']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });
});

test('--help lists the commands', () => {
  const { status, stdout, stderr } = spawned(['--help']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('decide FILE...');
});

describe('fmt', () => {
  test('prints a configuration as FortiOS does, and says what is odd with its place', async () => {
    const text = [
      'FGT # show',
      'config firewall address',
      '  edit lan',
      '    set color 3',
      '    set subnet 10.0.1.0 255.255.255.0',
      '    set type ipmask',
      '    set obj-type colour',
      '  next',
      'end',
    ].join('\r\n');
    const name = file('show.conf', text);
    const { status, stdout, stderr } = await lab(['fmt', name]);
    expect(stdout).toBe(`FGT # show
config firewall address
    edit "lan"
        set color 3
        set subnet 10.0.1.0 255.255.255.0
        set obj-type colour
    next
end
`);
    expect(status).toBe(0);
    expect(stderr.split('\n').map((line) => line.split(': ')[0])).toEqual([
      // What can change a decision comes first.
      'show.conf:7:5',
      'show.conf:1:1',
      '',
    ]);
    const again = await lab(['fmt', '-'], stdout);
    expect(again.stdout).toBe(stdout);
    expect(again.stderr).toContain('standard input:1:1: ');
  });

  test.each([[[]], [['a', 'b']], [['no such file']], [['--x']]])('%j is refused', async (args) => {
    const { status, stdout, stderr } = await lab(['fmt', ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('log', () => {
  test('prints one JSON object a line, fields in order', async () => {
    const text =
      '1 logs found.\n1 logs returned.\n\n7: date=2025-01-07 eventtime=1736276220378088305 b="x" a=""\n';
    const { status, stdout, stderr } = await lab(['log', '-'], text);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe('{"date":"2025-01-07","eventtime":"1736276220378088305","b":"x","a":""}\n');
  });

  test('an odd line is said with its place, and the others are read', async () => {
    const { status, stdout, stderr } = await lab(['log', '-'], 'a=1\nwhat\nb=2\n');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '{"a":"1"}\n{"b":"2"}\n' });
    expect(stderr).toMatch(/^standard input:2:1: .*\.\n$/);
  });

  test('text without any log line is refused in one line', async () => {
    const { status, stdout, stderr } = await lab(['log', '-'], 'no log\nat all\n');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^standard input:1:1: .*\n$/);
  });

  test('an empty display is no mistake', async () => {
    const { status, stdout, stderr } = await lab(['log', '-'], '0 logs found.\n0 logs returned.\n');
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});
