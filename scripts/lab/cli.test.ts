import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCases } from '#formats/case.ts';
import { root } from '../install.mjs';
import { Refusal } from './command.ts';
import { runLab } from './commands.ts';

const cases = readCases(readFileSync(join(root, 'test', 'cases', 'documents.json'), 'utf8'));
const [first, second] = cases;

async function lab(args: readonly string[], input: string, files: Record<string, unknown> = {}) {
  let out = '';
  const said: string[] = [];
  const status = await runLab(args, {
    out: (text) => {
      out += text;
    },
    say: (line) => said.push(line),
    write: (file) => Promise.reject(new Refusal(`${file} is not written here`)),
    read: (file) => {
      if (file === '-') return Promise.resolve(input);
      if (!Object.hasOwn(files, file))
        return Promise.reject(new Refusal(`${file}: there is none.`));
      return Promise.resolve(JSON.stringify(files[file]));
    },
  });
  return { status, out, said };
}

describe('lab cli', () => {
  test('prints what the device prints, and edits last for later lines', async () => {
    const { status, out } = await lab(
      ['cli', 'case.json'],
      'foo\nconf fire poli\n  edit 17\n    set comments x\n  next\nend\nshow firewall policy | grep comments\n',
      { 'case.json': first },
    );
    expect(status).toBe(0);
    expect(out).toBe(
      'command parse error before \'foo\'\nCommand fail. Return code -61\n        set comments "x"\n',
    );
  });

  test('a transaction that is aborted leaves nothing, and one that is committed stays', async () => {
    const edit = (name: string) => `config firewall address\nedit ${name}\nend\n`;
    const { out } = await lab(
      ['cli', 'case.json'],
      `exec config-transaction start\n${edit('GONE')}exec config-transaction abort\nexec config-transaction start\n${edit('STAYS')}exec config-transaction commit\nshow firewall address | grep -c GONE\nshow firewall address | grep -c STAYS\n`,
      { 'case.json': first },
    );
    expect(out.split('\n')).toEqual([
      'config transaction (id=1) started',
      "new entry 'GONE' added",
      'config transaction (id=1) aborted',
      'config transaction (id=2) started',
      "new entry 'STAYS' added",
      expect.stringMatching(/^config transaction \(id=2\) committed: 1 change in /),
      '0',
      '1',
      '',
    ]);
  });

  test('the sessions of the case are in the log', async () => {
    const { out } = await lab(['cli', 'case.json'], 'execute log display | grep -c subtype=.ztna', {
      'case.json': first,
    });
    expect(out).toBe(`${first?.sessions.length}\n`);
  });

  test('another FortiGate by its name, and lines with carriage returns', async () => {
    const two = {
      ...first,
      fortigates: [...(first?.fortigates ?? []), { name: 'FGT-B', connector: 1, config: '' }],
    };
    const { out } = await lab(
      ['cli', '--fortigate', 'FGT-B', 'two.json'],
      'get sys st\r\nexit\r\nshow\r\n',
      {
        'two.json': two,
      },
    );
    expect(out).toContain('Hostname: FGT-B\n');
    expect(out.split('\n')).toHaveLength(9);
  });

  test('of several cases the first is used, and that is said', async () => {
    const { out, said } = await lab(['cli', 'all.json'], 'get system status', {
      'all.json': [first, second],
    });
    expect(out).toContain('Hostname: ');
    expect(said.join('\n')).toContain('there are 2 cases');
  });

  test.each([
    ['no file', ['cli'], 'Name a file'],
    ['standard input twice', ['cli', '-'], 'Commands come from standard input'],
    [
      'a FortiGate that is not there',
      ['cli', 'a.json', '--fortigate', 'X'],
      'there is no FortiGate X',
    ],
    [
      'no name',
      ['cli', 'a.json', '--fortigate'],
      'Write the name of a FortiGate after --fortigate',
    ],
    ['another option', ['cli', '--all', 'a.json'], 'There is no option --all here'],
    ['no FortiGate at all', ['cli', 'none.json'], 'there is no FortiGate to type on'],
    ['a missing file', ['cli', 'gone.json'], 'gone.json: there is none.'],
  ])('%s', async (_name, args, message) => {
    const files = { 'a.json': second, 'none.json': { name: 'x', ems: {}, fortigates: [] } };
    const { status, out, said } = await lab(args, 'show', files);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(said.at(-1)).toContain(message);
  });
});
