import { labCredentials } from '#model/api.ts';
import { type Served, serveWorld } from '#mocks/node.ts';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { caseState } from '#mocks/world/case-state.ts';
import { storeState } from '#mocks/world/opening.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import { World } from '#mocks/world/world.ts';
import { type Command, Refusal, type Terminal, done, filesOf } from './command.ts';
import { decided, readWorlds } from './sessions.ts';

const usage = 'serve [--port N] [--host ADDRESS] [--password TEXT] [--token TEXT] [FILE]';
const home = '127.0.0.1';
const names = ['port', 'host', 'password', 'token'] as const;
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

async function worldOf(files: readonly string[], terminal: Terminal): Promise<World> {
  const storage = memoryStorage();
  if (files.length > 0) {
    const [file = ''] = filesOf(files, usage, 1);
    const [world] = await readWorlds(file, terminal);
    if (!world) throw new Refusal(`${file}: there is no case in it; add one.`);
    const logs = [...decided(world)].map(({ row, session }) => ({
      ...row,
      fortigate: session.fortigate,
    }));
    await storeState(storage, caseState(world, logs));
  }
  return World.open(storage, scenarios);
}

/** Opens the servers and says where they are. */
export async function serve(args: readonly string[], terminal: Terminal): Promise<Served> {
  const { options, rest } = optionsOf(args);
  const { host = home, password = labCredentials.password, token = labCredentials.token } = options;
  const port = portOf(options.port ?? '0');
  const world = await worldOf(rest, terminal);
  const credentials = { name: labCredentials.name, password, token };
  let served: Served;
  try {
    served = await serveWorld(world, { host, port, credentials });
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new Refusal(`The servers cannot listen (${words}); choose another --port or --host.`);
  }
  if (host !== home && host !== 'localhost' && host !== '::1')
    terminal.say(`Whoever reaches ${host} can change this world: its passwords are no secret.`);
  terminal.out(served.addresses.map(({ name, url }) => `${name} ${url}\n`).join(''));
  return served;
}

export const serveCommand: Command = {
  usage,
  about: 'EMS and each FortiGate over HTTP, until it is stopped.',
  run: async (args, terminal) => {
    // The process lives as long as they listen.
    await serve(args, terminal);
    return done;
  },
};
