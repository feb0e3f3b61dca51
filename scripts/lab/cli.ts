import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { granted } from '#mocks/world/answered.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import { storeState } from '#mocks/world/storage/opening.ts';
import { World } from '#mocks/world/world.ts';
import { SessionWorld } from '#mocks/world/worlds/session-world.ts';
import { type Command, Refusal, done, filesOf } from './command.ts';
import { takeOption } from './options.ts';
import { readWorlds, startOf } from './sessions.ts';

const usage = 'cli FILE [--fortigate NAME]';

export const cliCommand: Command = {
  usage,
  about: 'A FortiOS command line on the case: one command a line from standard input.',
  run: async (args, terminal) => {
    const { rest, value: name } = takeOption(args, '--fortigate', {
      wants: 'the name of a FortiGate',
      usage,
    });
    const [file = ''] = filesOf(rest, usage, 1);
    if (file === '-')
      throw new Refusal(
        `Commands come from standard input, so the case needs a file; use: ${usage}`,
      );
    const worlds = await readWorlds(file, terminal);
    const [world] = worlds;
    const [first] = world?.fortigates ?? [];
    if (!world || !first)
      throw new Refusal(`${file}: there is no FortiGate to type on; add one to the case.`);
    if (worlds.length > 1)
      terminal.say(
        `${file}: there are ${worlds.length} cases; the first, “${world.name}”, is used.`,
      );
    const fortigate = name === null ? first : world.fortigates.find((one) => one.name === name);
    if (!fortigate)
      throw new Refusal(
        `${file}: there is no FortiGate ${name}; name one of: ${world.fortigates.map((one) => one.name).join(', ')}.`,
      );
    const storage = memoryStorage();
    await storeState(storage, startOf(world));
    const typedIn = new SessionWorld(await World.open(storage, scenarios));
    const commands = await terminal.read('-');
    const session = { fortigate: fortigate.name, session: 'standard input' };
    for (const line of commands.replace(/\r?\n$/, '').split(/\r?\n/)) {
      const { lines, closed } = granted(await typedIn.typeLines({ ...session, lines: [line] }));
      const output = lines.flatMap((one) => one.output);
      if (output.length > 0) terminal.out(`${output.join('\n')}\n`);
      if (closed) break;
    }
    return done;
  },
};
