import { labCredentials } from '#model/api.ts';
import { FolderInUseError, fileStorage } from '#mocks/file-storage.ts';
import { type Served, inAddress, serveWorld } from '#mocks/node.ts';
import type { SshPlace, SshServed } from '#mocks/ssh/server.ts';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { storeState } from '#mocks/world/storage/opening.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import type { WorldStorage } from '#mocks/world/storage/storage.ts';
import { World } from '#mocks/world/world.ts';
import { type Command, Refusal, type Terminal, done, filesOf } from './command.ts';
import { readWorlds, startOf } from './sessions.ts';

const usage =
  'serve [--port N] [--ssh N] [--host ADDRESS] [--password TEXT] [--token TEXT] [--store FOLDER] [FILE]';
const home = '127.0.0.1';
const names = ['port', 'ssh', 'host', 'password', 'token', 'store'] as const;
type Option = (typeof names)[number];

/** `--port 8080` and the like taken out of the arguments, wherever they stand. */
function optionsOf(args: readonly string[]) {
  const options: Partial<Record<Option, string>> = {};
  let rest = args;
  for (const name of names) {
    const at = rest.indexOf(`--${name}`);
    if (at < 0) continue;
    const value = rest[at + 1];
    if (value === undefined || value.startsWith('--'))
      throw new Refusal(`Give a value after --${name}; use: ${usage}`);
    options[name] = value;
    rest = rest.toSpliced(at, 2);
  }
  return { options, rest };
}

function portOf(text: string): number {
  const port = Number(text);
  // The FortiGates follow at the next ones.
  if (!Number.isInteger(port) || port < 0 || port > 65_000)
    throw new Refusal(`A port is a number from 0 to 65000, not ${text}; use: ${usage}`);
  return port;
}

/** Where the world is kept: in a folder, or as long as the process lives. */
interface Place {
  readonly storage: WorldStorage;
  readonly hostKey: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Another at each start. */
async function newHostKey(): Promise<string> {
  const { makeHostKey } = await import('#mocks/ssh/server.ts');
  return makeHostKey();
}

async function placeOf(folder: string | undefined, terminal: Terminal): Promise<Place> {
  if (folder === undefined)
    return { storage: memoryStorage(), hostKey: newHostKey, close: () => Promise.resolve() };
  const { storage, notice, close, keptText } = await fileStorage(folder).catch((error: unknown) => {
    const words = error instanceof Error ? error.message : String(error);
    throw new Refusal(
      error instanceof FolderInUseError
        ? words
        : `${folder} cannot be used as a store (${words}); choose a folder that can be written.`,
    );
  });
  if (notice !== null) terminal.say(notice);
  return { storage, close, hostKey: () => keptText('host-key', newHostKey) };
}

async function worldOf(
  storage: WorldStorage,
  files: readonly string[],
  terminal: Terminal,
): Promise<World> {
  if (files.length > 0) {
    const [file = ''] = filesOf(files, usage, 1);
    if (await storage.load())
      throw new Refusal(
        `The store holds a world already, and ${file} would replace it; leave ${file} out, or choose another --store.`,
      );
    const [world] = await readWorlds(file, terminal);
    if (!world) throw new Refusal(`${file}: there is no case in it; add one.`);
    await storeState(storage, startOf(world));
  }
  return World.open(storage, scenarios);
}

export interface ServedAll {
  readonly addresses: readonly {
    readonly name: string;
    readonly url: string;
    /** `127.0.0.1:41010`, where there is one. */
    readonly ssh: string | undefined;
  }[];
  readonly close: () => Promise<void>;
}

/** A FortiGate's line has both of its addresses. */
function addressLine(name: string, url: string, ssh: string | undefined): string {
  return `${name} ${url}${ssh === undefined ? '' : ` ssh ${ssh}`}\n`;
}

/** FortiGates' command lines by their names; none where nobody asked, and then nothing of it is loaded. */
async function sshOf(
  world: World,
  place: Omit<SshPlace, 'port' | 'now'>,
  port: string | undefined,
) {
  if (port === undefined) return null;
  const { serveSsh } = await import('#mocks/ssh/server.ts');
  const { fortigates } = await world.summary();
  return serveSsh(
    world,
    fortigates.map(({ name }) => name),
    { ...place, port: portOf(port), now: () => Date.now() },
  );
}

/** Opens the servers and says where they are. */
export async function serve(args: readonly string[], terminal: Terminal): Promise<ServedAll> {
  const { options, rest } = optionsOf(args);
  const { host = home, password = labCredentials.password, token = labCredentials.token } = options;
  const port = portOf(options.port ?? '0');
  if (options.ssh !== undefined) portOf(options.ssh);
  const kept = await placeOf(options.store, terminal);
  const world = await worldOf(kept.storage, rest, terminal).catch(async (error: unknown) => {
    await kept.close();
    throw error;
  });
  const { notice } = await world.summary();
  if (notice !== null) terminal.say(notice);
  const { name } = labCredentials;
  let served: Served | undefined;
  let ssh: SshServed | null;
  try {
    served = await serveWorld(world, { host, port, credentials: { name, password, token } });
    const hostKey = options.ssh === undefined ? '' : await kept.hostKey();
    ssh = await sshOf(world, { host, name, password, hostKey }, options.ssh);
  } catch (error) {
    await served?.close();
    await kept.close();
    const words = error instanceof Error ? error.message : String(error);
    throw new Refusal(
      `The servers cannot listen (${words}); choose another --port, --ssh or --host.`,
    );
  }
  if (host !== home && host !== 'localhost' && host !== '::1')
    terminal.say(`Whoever reaches ${host} can change this world: its passwords are no secret.`);
  const addresses = served.addresses.map(({ fortigate, ...one }) => {
    const at = fortigate === undefined ? undefined : ssh?.ports.get(fortigate);
    return { ...one, ssh: at === undefined ? undefined : `${inAddress(host)}:${at}` };
  });
  terminal.out(addresses.map((one) => addressLine(one.name, one.url, one.ssh)).join(''));
  const closing = [served, ...(ssh ? [ssh] : [])];
  return {
    addresses,
    close: async () => {
      await Promise.all(closing.map((one) => one.close()));
      await kept.close();
    },
  };
}

export const serveCommand: Command = {
  usage,
  about: 'EMS and each FortiGate over HTTP, and over SSH, until it is stopped.',
  run: async (args, terminal) => {
    const { close } = await serve(args, terminal);
    // The process lives as long as they listen; it ends with its store closed.
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void close().finally(() => process.exit(0)));
    return done;
  },
};
