/** FortiGates over SSH: a port of its own each, as on a network, and behind it the command line of one. */
import { once } from 'node:events';
import { type Server, createServer } from 'node:net';
import ssh2, { type AuthContext, type Connection, type ServerChannel } from 'ssh2';
import type { World } from '#mocks/world/world.ts';
import { SessionWorld, TransactionCounter } from '#mocks/world/worlds/session-world.ts';
import { Keys } from './keys.ts';
import { LoginLimit } from '../server/login-limit.ts';
import { type Screen, type Seat, Shell, isRefused, runLines } from './shell.ts';

export interface SshPlace {
  readonly host: string;
  /** The first FortiGate's; the others follow. 0 for ports that are free. */
  readonly port: number;
  readonly name: string;
  readonly password: string;
  /** In OpenSSH's form; `makeHostKey` makes one. */
  readonly hostKey: string;
  /** Real time, for wrong passwords. */
  readonly now: () => number;
}

export interface SshServed {
  readonly ports: ReadonlyMap<string, number>;
  readonly close: () => Promise<void>;
}

/** A private key by which clients know the server again, in OpenSSH's form. */
export function makeHostKey(): string {
  return ssh2.utils.generateKeyPairSync('ed25519').private;
}

/** Lets in whoever knows name and password, by either way of asking for it. */
function admit(context: AuthContext, place: SshPlace, limit: LoginLimit): void {
  const refuse = () => context.reject(['password', 'keyboard-interactive']);
  const judge = (password: string | undefined): void => {
    if (limit.isShut) return refuse();
    if (context.username === place.name && password === place.password) return context.accept();
    limit.note();
    refuse();
  };
  switch (context.method) {
    case 'password':
      return judge(context.password);
    case 'keyboard-interactive':
      if (limit.isShut) return refuse();
      context.prompt({ prompt: 'Password: ', echo: false }, ([password]) => judge(password));
      return;
    case 'none':
    case 'publickey':
    case 'hostbased':
      // Asking what there is, or showing keys, is no wrong password.
      refuse();
  }
}

/** What nobody foresaw ends the one session and not the lab. */
const broken = 255;

/** Ends the channel with the status that its work came to. */
async function endWith(channel: ServerChannel, work: Promise<number>): Promise<void> {
  const status = await work.catch(() => broken);
  channel.exit(status);
  channel.end();
}

async function serveShell(
  seat: Seat,
  channel: ServerChannel,
  screen: Screen | null,
): Promise<number> {
  const keys = new Keys();
  channel.on('data', (bytes: Buffer) => keys.push(bytes));
  channel.on('end', () => keys.close());
  channel.on('close', () => keys.close());
  const write = (text: string): void => {
    if (channel.writable) channel.write(text);
  };
  await new Shell(seat, { keys, screen, write }).run();
  return 0;
}

/** Lines of one request, without prompts and pages; 1 where the device refused one of them. */
async function serveCommand(
  seat: Seat,
  channel: ServerChannel,
  command: string,
  screen: Screen | null,
): Promise<number> {
  const lineEnd = screen ? '\r\n' : '\n';
  let status = 0;
  for (const line of command.split(/\r\n|\r|\n/)) {
    const { lines, closed } = await runLines(seat, [line]);
    if (lines.length > 0 && channel.writable)
      channel.write(lines.map((line) => line + lineEnd).join(''));
    if (isRefused(lines)) status = 1;
    if (closed) break;
  }
  return status;
}

function serveSession(
  device: {
    readonly world: World;
    readonly counter: TransactionCounter;
    readonly fortigate: string;
  },
  connection: Connection,
): void {
  const { world: base, counter, fortigate } = device;
  connection.on('session', (accept) => {
    const session = accept();
    const world = new SessionWorld(base, counter);
    const seat: Seat = { world, fortigate, session: `ssh-${crypto.randomUUID()}` };
    let screen: Screen | null = null;
    // Nobody waits for an answer to some of these: then there is none to give.
    type Answer = (() => void) | undefined;
    session.on('pty', (yes: Answer, _no, { rows, cols: columns }) => {
      screen = { rows, columns };
      yes?.();
    });
    session.on('window-change', (yes: Answer, _no, { rows, cols: columns }) => {
      if (screen) Object.assign(screen, { rows, columns });
      yes?.();
    });
    session.on('env', (yes: Answer) => yes?.());
    session.on('shell', (open) => {
      const channel = open();
      channel.on('error', () => undefined);
      void endWith(channel, serveShell(seat, channel, screen));
    });
    session.on('exec', (open, _no, { command }) => {
      const channel = open();
      channel.on('error', () => undefined);
      // What a client sends to a command nobody reads.
      channel.resume();
      void endWith(channel, serveCommand(seat, channel, command, screen));
    });
  });
}

/** Resolves once all of them answer; rejects where a port cannot be had. */
export async function serveSsh(
  world: World,
  fortigates: readonly string[],
  place: SshPlace,
): Promise<SshServed> {
  const open: { readonly listener: Server; readonly connections: Set<Connection> }[] = [];
  const close = async (): Promise<void> => {
    for (const { listener, connections } of open) {
      const closed = listener.listening ? once(listener, 'close') : null;
      listener.close();
      for (const connection of connections) connection.end();
      await closed;
    }
  };
  const counter = new TransactionCounter();
  const listen = async (fortigate: string, at: number): Promise<number> => {
    const limit = new LoginLimit(place.now);
    const connections = new Set<Connection>();
    const server = new ssh2.Server(
      {
        hostKeys: [place.hostKey],
        ident: 'PostureLab',
        // What scripts of the trade still ask for [netmiko's driver].
        algorithms: { kex: { append: 'diffie-hellman-group14-sha1', prepend: [], remove: [] } },
      },
      (connection) => {
        connections.add(connection);
        connection.on('close', () => connections.delete(connection));
        // A client that hangs up in the middle is no failure of ours.
        connection.on('error', () => undefined);
        connection.on('authentication', (context) => admit(context, place, limit));
        connection.on('ready', () => serveSession({ world, counter, fortigate }, connection));
      },
    );
    // Each key is an answer of its own: none of them waits for the next.
    const listener = createServer({ noDelay: true }, (socket) => server.injectSocket(socket));
    open.push({ listener, connections });
    listener.listen(at, place.host);
    await once(listener, 'listening');
    const address = listener.address();
    return typeof address === 'object' && address !== null ? address.port : at;
  };
  const ports = new Map<string, number>();
  try {
    for (const [i, fortigate] of fortigates.entries())
      ports.set(fortigate, await listen(fortigate, place.port === 0 ? 0 : place.port + i));
  } catch (error) {
    await close();
    throw error;
  }
  return { ports, close };
}
