/** FortiGates over SSH, as a person's client and as scripts meet them. Real sockets, and no waiting for time. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import ssh2, { type Client, type ClientChannel, type PseudoTtyOptions } from 'ssh2';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { type SshServed, makeHostKey, serveSsh } from '#mocks/ssh/server.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import { World } from '#mocks/world/world.ts';
import { Refusal, type Terminal } from './command.ts';
import { serve } from './serve.ts';

let world: World;
let served: SshServed;
let nowMs = 0;

beforeAll(async () => {
  world = await World.open(memoryStorage(), scenarios);
  served = await serveSsh(world, ['FGT-HQ', 'FGT-Branch'], {
    host: '127.0.0.1',
    port: 0,
    name: 'admin',
    password: 'secret',
    hostKey: makeHostKey(),
    now: () => nowMs,
  });
});
afterAll(() => served.close());

interface Login {
  readonly fortigate?: string;
  /** In place of the FortiGate's. */
  readonly port?: number;
  /** Is shown the server's key. */
  readonly seen?: (key: Buffer) => boolean;
  readonly username?: string;
  readonly password?: string;
  readonly byKeyboard?: boolean;
  readonly algorithms?: ssh2.Algorithms;
}

function connect({
  fortigate = 'FGT-HQ',
  port = served.ports.get(fortigate) ?? 0,
  seen = () => true,
  username = 'admin',
  password = 'secret',
  byKeyboard = false,
  algorithms = {},
}: Login = {}): Promise<Client> {
  const client = new ssh2.Client();
  const common = { host: '127.0.0.1', port, username, algorithms, hostVerifier: seen };
  return new Promise((resolve, reject) => {
    client.once('ready', () => resolve(client));
    client.once('error', reject);
    client.on('keyboard-interactive', (_name, _words, _language, prompts, answer) => {
      expect(prompts).toMatchObject([{ prompt: 'Password: ', echo: false }]);
      answer([password]);
    });
    client.connect(byKeyboard ? { ...common, tryKeyboard: true } : { ...common, password });
  });
}

/** What a channel says, read up to where it is asked for. */
class Reader {
  private text = '';
  private isClosed = false;
  private wake: () => void = () => undefined;
  readonly channel: ClientChannel;

  constructor(channel: ClientChannel) {
    this.channel = channel;
    channel.on('data', (bytes: Buffer) => {
      this.text += bytes.toString('utf8');
      this.wake();
    });
    channel.on('close', () => {
      this.isClosed = true;
      this.wake();
    });
  }

  write(text: string): void {
    this.channel.write(text);
  }

  async until(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.text);
      if (found) {
        const end = found.index + found[0].length;
        const read = this.text.slice(0, end);
        this.text = this.text.slice(end);
        return read;
      }
      if (this.isClosed) throw new Error(`closed at: ${this.text}`);
      await this.more();
    }
  }

  async toTheEnd(): Promise<string> {
    while (!this.isClosed) await this.more();
    return this.text;
  }

  private more(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}

function shell(client: Client, pty: PseudoTtyOptions | false): Promise<Reader> {
  return new Promise((resolve, reject) => {
    client.shell(pty, (error, channel) => (error ? reject(error) : resolve(new Reader(channel))));
  });
}

const wide = { rows: 1000, cols: 511, term: 'vt100' };
const small = { rows: 10, cols: 80, term: 'xterm' };
const prompt = /FGT-HQ # $/;

async function opened(pty: PseudoTtyOptions | false = wide) {
  const client = await connect();
  const reader = await shell(client, pty);
  await reader.until(prompt);
  return { client, reader };
}

interface Running {
  readonly reader: Reader;
  status: number;
}

/** Listens from the first moment on: answer and end may come in one piece. */
function execOn(client: Client, command: string): Promise<Running> {
  return new Promise((resolve, reject) => {
    client.exec(command, (error, channel) => {
      if (error) return reject(error);
      const running: Running = { reader: new Reader(channel), status: -1 };
      channel.on('exit', (code: number) => (running.status = code));
      resolve(running);
    });
  });
}

async function exec(command: string, login: Login = {}) {
  const client = await connect(login);
  const running = await execOn(client, command);
  const text = await running.reader.toTheEnd();
  client.end();
  return { text, status: running.status };
}

describe('who comes in', () => {
  test.each<[string, Login]>([
    ['a password', {}],
    ['a password that is asked for', { byKeyboard: true }],
    ['what scripts of the trade offer', { algorithms: { kex: ['diffie-hellman-group14-sha1'] } }],
  ])('admin, by %s', async (_, login) => {
    await expect(connect(login)).resolves.toBeInstanceOf(ssh2.Client);
  });

  test.each<[string, Login]>([
    ['another password', { password: 'admin' }],
    ['another password that is asked for', { password: 'admin', byKeyboard: true }],
    ['another name', { username: 'root' }],
  ])('nobody with %s', async (_, login) => {
    nowMs += 60_000;
    await expect(connect(login)).rejects.toThrow(/authentication methods failed/);
  });

  test('nobody after five wrong passwords, until the minute is over; other FortiGates are their own', async () => {
    nowMs += 60_000;
    for (let i = 0; i < 5; i++)
      await expect(connect({ password: `wrong ${i}` })).rejects.toThrow(/failed/);
    await expect(connect()).rejects.toThrow(/failed/);
    await expect(connect({ byKeyboard: true })).rejects.toThrow(/failed/);
    (await connect({ fortigate: 'FGT-Branch' })).end();
    nowMs += 59_999;
    await expect(connect()).rejects.toThrow(/failed/);
    nowMs += 1;
    (await connect()).end();
  });
});

describe('a command in the request', () => {
  test('is run without prompt and echo, on the FortiGate of that port', async () => {
    expect(await exec('get system status | grep Hostname')).toEqual({
      text: 'Hostname: FGT-HQ\n',
      status: 0,
    });
    expect((await exec('get system status', { fortigate: 'FGT-Branch' })).text).toContain(
      'Hostname: FGT-Branch\n',
    );
  });

  test('ends with 1 where the device refuses a line', async () => {
    const { text, status } = await exec('get nonsense\nget system status | grep Hostname');
    expect(text).toBe(
      "command parse error before 'nonsense'\nCommand fail. Return code -61\nHostname: FGT-HQ\n",
    );
    expect(status).toBe(1);
  });

  test('may be several lines, and long ones have no pages', async () => {
    const lines = ['config firewall policy', 'edit 17', 'set comments "by exec"', 'end', 'show'];
    const { text, status } = await exec(lines.join('\n'));
    expect(text).toContain('set comments "by exec"\n');
    expect(text).not.toContain('--More--');
    expect(text.split('\n').length).toBeGreaterThan(60);
    expect(status).toBe(0);
  });
});

describe('a script that logs in', () => {
  /** As netmiko sends a command: what is echoed, then what is printed up to the prompt's last sign. */
  async function sendCommand(reader: Reader, command: string): Promise<string> {
    reader.write(`${command}\n`);
    await reader.until(new RegExp(command.replaceAll('|', String.raw`\|`)));
    return (await reader.until(/[#$]/)).replaceAll('\r\n', '\n');
  }

  test('in netmiko’s way finds no VDOMs, a version, and a way to have no pages', async () => {
    const client = await connect({ algorithms: { kex: ['diffie-hellman-group14-sha1'] } });
    const reader = await shell(client, wide);
    expect(await reader.until(/to accept|[#$]/)).toBe('FGT-HQ #');
    // It finds out the prompt.
    reader.write('\n');
    const found = (await reader.until(/\n.*[#$]/)).split('\n').at(-1)?.trim();
    expect(found).toBe('FGT-HQ #');
    const vdoms = await sendCommand(reader, 'get system status | grep Virtual');
    expect(vdoms).toMatch(/Virtual domain configuration: disable\n/);
    expect(vdoms).not.toMatch(/Virtual domain configuration: (multiple|enable|split-task)/);
    const version = await sendCommand(reader, 'get system status | grep Version');
    expect(version).toMatch(/^Version: .* (v[78]\.).*$/m);
    expect(await sendCommand(reader, 'get system console')).toMatch(/output\s+:\s+more\s*$/m);
    for (const command of ['config system console', 'set output standard', 'end'])
      expect(await sendCommand(reader, command)).not.toContain('fail');
    expect(await sendCommand(reader, 'get system console')).toMatch(/output\s+:\s+standard\s*$/m);
    // Before 2022 it asked for the global part first where it took the device for one with VDOMs.
    expect(await sendCommand(reader, 'config global')).toContain('Command fail');
    for (const command of ['config system console', 'set output more', 'end'])
      await sendCommand(reader, command);
    reader.write('exit\n');
    expect(await reader.toTheEnd()).toContain('exit');
    client.end();
  });

  test('by a block that is pasted in one write: a thousand lines in order, and all of them', async () => {
    const { client, reader } = await opened();
    const names = Array.from({ length: 250 }, (_, i) => `pasted ${i}`);
    const block = names.flatMap((name, i) => [
      `\tedit "${name}"`,
      `\t\tset subnet 10.${100 + Math.floor(i / 200)}.${i % 200}.0 255.255.255.0`,
      `\t\tset comment "is it ${i}?"`,
      '\tnext',
    ]);
    expect(block).toHaveLength(1000);
    reader.write(['config firewall address', ...block, 'end', 'get system status', ''].join('\r'));
    const echoed = await reader.until(/System time: .*\r\nFGT-HQ # $/);
    const edits = [...echoed.matchAll(/edit "(pasted \d+)"\r\n/g)].map(([, name]) => name);
    expect(edits).toEqual(names);
    expect(echoed).not.toContain('fail');
    client.end();
    const { text } = await exec('show firewall address "pasted 249"');
    expect(text).toContain('set comment "is it 249?"');
    const all = (await exec('show firewall address | grep "edit .pasted"')).text;
    expect(all.trimEnd().split('\n')).toHaveLength(250);
  });

  test('by a block with long answers in it, on a screen of a few lines: none of it answers to a page', async () => {
    const { client, reader } = await opened(small);
    const lines = Array.from({ length: 600 }, (_, i) =>
      i % 50 === 25
        ? 'show firewall policy'
        : `\tget system status | grep "never ${i} ${'.'.repeat(200)}"`,
    );
    reader.write([...lines, 'get system status | grep Hostname', ''].join('\r'));
    const echoed = await reader.until(/Hostname: FGT-HQ\r\n/);
    const numbers = [...echoed.matchAll(/"never (\d+) /g)].map(([, number]) => Number(number));
    expect(numbers).toEqual(lines.flatMap((line, i) => (line.startsWith('show') ? [] : [i])));
    expect(echoed.match(/config firewall policy\r\n/g)).toHaveLength(12);
    expect(echoed).not.toContain('--More--');
    expect(echoed).not.toContain('fail');
    client.end();
  });

  test('without a terminal gets prompts and no echo, and ends with its input', async () => {
    const client = await connect();
    const reader = await shell(client, false);
    reader.channel.end(
      'get system console | grep output\nshow firewall policy\nget system status | grep Host',
    );
    const text = await reader.toTheEnd();
    expect(text).toMatch(/^FGT-HQ # output {14}: more \nFGT-HQ # config firewall policy\n/);
    expect(text).toMatch(/FGT-HQ # Hostname: FGT-HQ\nFGT-HQ # $/);
    expect(text).not.toContain('--More--');
    client.end();
  });
});

describe('a person', () => {
  test('sees each key, mends the line, and takes an earlier one again', async () => {
    const { client, reader } = await opened();
    reader.write('get sysx\u007ftem statuz');
    await reader.until(/statuz$/);
    reader.write('\bs | grep Hosx\u001b[D\u001b[3~t\u0001\u0005\r');
    expect(await reader.until(/Hostname: .*\r\nFGT-HQ # $/)).toContain('Hostname: FGT-HQ\r\n');
    reader.write('\u001b[A');
    await reader.until(/get system status \| grep Host$/);
    reader.write('\u0015get nothing\u001b[A\u001b[B\r');
    expect(await reader.until(/Return code -61\r\nFGT-HQ # $/)).toContain("before 'nothing'");
    client.end();
  });

  test('is told what may be typed, and has words completed', async () => {
    const { client, reader } = await opened();
    reader.write('show firewall addr?');
    expect(await reader.until(/FGT-HQ # show firewall addr$/)).toContain('address    A table.\r\n');
    reader.write('gr');
    await reader.until(/gr$/);
    reader.write('\t');
    await reader.until(/p $/);
    reader.write('\u0015set comments "why?');
    expect(await reader.until(/why\?$/)).not.toContain('\r\n');
    client.end();
  });

  test('drops a line with Ctrl+C, an open quotation mark with it, and leaves with Ctrl+D or exit', async () => {
    const { client, reader } = await opened();
    reader.write('config firewall policy\redit 17\rset comments "never\r');
    await reader.until(/\r\n> $/);
    reader.write('\u0003');
    expect(await reader.until(/FGT-HQ \(17\) # $/)).toBe('^C\r\nFGT-HQ (17) # ');
    reader.write('abort\rnonsense\u0003');
    await reader.until(/nonsense\^C\r\nFGT-HQ # $/);
    reader.write('\u0004');
    expect(await reader.toTheEnd()).toBe('\r\n');
    client.end();
    const other = await opened();
    other.reader.write('exit\r');
    await other.reader.toTheEnd();
    other.client.end();
  });

  test('reads long output a page at a time, as the console is set', async () => {
    const { client, reader } = await opened(small);
    const page = async () => (await reader.until(/--More-- $/)).split('\r\n').length - 1;
    reader.write('show firewall policy\r');
    // The echoed line stands above the first page.
    expect(await page()).toBe(10);
    reader.write(' ');
    expect(await page()).toBe(9);
    reader.write('\r');
    expect(await page()).toBe(1);
    reader.write('q');
    expect(await reader.until(prompt)).not.toContain('set ');
    reader.channel.setWindow(5, 80, 0, 0);
    reader.write('show firewall policy\r');
    expect(await page()).toBe(5);
    reader.write('qconfig system console\rset output standard\rend\r');
    await reader.until(/end\r\nFGT-HQ # $/);
    reader.write('show firewall policy\r');
    expect(await reader.until(/\r\nend\r\nFGT-HQ # $/)).not.toContain('--More--');
    reader.write('config system console\rset output more\rend\r');
    await reader.until(/end\r\nFGT-HQ # $/);
    client.end();
  });

  test('stands somewhere of their own, in each channel', async () => {
    const [one, other] = [await opened(), await opened()];
    one.reader.write('config firewall policy\r');
    await one.reader.until(/\(policy\) # $/);
    other.reader.write('\r');
    expect(await other.reader.until(prompt)).not.toContain('policy');
    one.client.end();
    other.client.end();
  });
});

test('a port that is taken is refused, and nothing stays open', async () => {
  const port = served.ports.get('FGT-HQ') ?? 0;
  const place = { host: '127.0.0.1', name: 'admin', password: 'x', hostKey: makeHostKey() };
  await expect(serveSsh(world, ['FGT-HQ'], { ...place, port, now: () => 0 })).rejects.toThrow(
    /EADDRINUSE/,
  );
});

describe('lab serve --ssh', () => {
  const said: string[] = [];
  let out = '';
  const terminal: Terminal = {
    out: (text) => void (out += text),
    say: (line) => void said.push(line),
    read: () => Promise.reject(new Refusal('no files here')),
    write: () => Promise.reject(new Refusal('no files here')),
  };

  test('says each FortiGate’s port beside its address, and takes the password of EMS', async () => {
    const lab = await serve(['--ssh', '0', '--password', 'other'], terminal);
    expect(out).toMatch(
      /^EMS http:\S+\nFortiGate FGT-HQ http:\S+ ssh 127\.0\.0\.1:\d+\nFortiGate FGT-Branch http:\S+ ssh 127\.0\.0\.1:\d+\n$/,
    );
    const at = lab.addresses.find(({ name }) => name === 'FortiGate FGT-Branch')?.ssh;
    const port = Number(at?.split(':')[1]);
    const client = await connect({ port, password: 'other' });
    client.end();
    await lab.close();
    await expect(connect({ port, password: 'other' })).rejects.toThrow(/ECONNREFUSED/);
  });

  test('shows clients the key that its store keeps, at each start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'posture-lab-'));
    const keys: Buffer[] = [];
    const seen = (shown: Buffer) => keys.push(shown) > 0;
    for (let start = 1; start <= 2; start++) {
      const lab = await serve(['--ssh', '0', '--store', folder], terminal);
      const port = Number(lab.addresses[1]?.ssh?.split(':')[1]);
      (await connect({ port, password: 'admin', seen })).end();
      await lab.close();
    }
    const parsed = ssh2.utils.parseKey(await readFile(join(folder, 'host-key')));
    if (parsed instanceof Error) throw parsed;
    const mine = parsed.getPublicSSH();
    expect(keys.map((one) => one.equals(mine))).toEqual([true, true]);
    await rm(folder, { recursive: true });
  });

  test('warns where others reach it, and refuses what is no port, or taken', async () => {
    const lab = await serve(['--ssh', '0', '--host', '0.0.0.0'], terminal);
    expect(said).toEqual([expect.stringContaining('0.0.0.0 can change this world')]);
    await lab.close();
    await expect(serve(['--ssh', 'here'], terminal)).rejects.toThrow(/A port is a number/);
    const taken = String(served.ports.get('FGT-HQ'));
    await expect(serve(['--ssh', taken], terminal)).rejects.toThrow(/choose another --port, --ssh/);
  });
});

test('a transaction is of its session alone until it is committed', async () => {
  const { client, reader } = await opened();
  const other = await opened();
  const ask = async (of: Reader, line: string): Promise<string> => {
    of.write(`${line}\n`);
    return of.until(prompt);
  };
  const isThere = async (of: Reader): Promise<boolean> =>
    (await ask(of, 'show firewall address TRANSACTED')).includes('edit "TRANSACTED"');
  expect(await ask(reader, 'execute config-transaction show-info')).toContain(
    'No config transaction is active.',
  );
  expect(await ask(reader, 'execute config-transaction abort')).toContain('Command fail.');
  expect(await ask(reader, 'execute config-transaction start')).toContain(
    'config transaction (id=1) started',
  );
  expect(await ask(reader, 'execute config-transaction start')).toContain('Command fail.');
  reader.write('config firewall address\nedit TRANSACTED\nend\n');
  await reader.until(/FGT-HQ \(address\) # [\s\S]*FGT-HQ # $/);
  expect(await isThere(reader)).toBe(true);
  expect(await isThere(other.reader)).toBe(false);
  const info = await ask(reader, 'execute config-transaction show-info');
  expect(info).toContain('changes: 1');
  expect(info).toContain('access: +0 -0');
  expect(await ask(reader, 'diagnose sys config-transaction show txn-cli-commands')).toContain(
    'edit "TRANSACTED"',
  );
  expect(await ask(reader, 'execute config-transaction commit')).toContain(
    'config transaction (id=1) committed: 1 change in Two sites',
  );
  expect(await isThere(other.reader)).toBe(true);
  const { done } = world.past();
  expect(done.at(-1)?.words).toBe('commit transaction 1 (1 change)');
  expect(await ask(other.reader, 'execute config-transaction start')).toContain('(id=2)');
  other.reader.write('config firewall address\ndelete TRANSACTED\nend\n');
  await other.reader.until(/FGT-HQ \(address\) # [\s\S]*FGT-HQ # $/);
  expect(await isThere(other.reader)).toBe(false);
  expect(await ask(other.reader, 'execute config-transaction abort')).toContain('(id=2) aborted');
  expect(await isThere(other.reader)).toBe(true);
  client.end();
  other.client.end();
});
