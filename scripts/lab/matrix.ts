import { AccessMatrix } from '#engine/analysis/columns/access-matrix.ts';
import type { PlainOutcome } from '#engine/analysis/plain-decisions.ts';
import { type CaseFortiGate, type CaseWorld, defaultMoment } from '#formats/case.ts';
import { csvLine } from '#formats/csv.ts';
import { type Command, Refusal, type Terminal, done, filesOf, nameOf } from './command.ts';
import { takeOption } from './options.ts';
import { type FileWorld, readWorlds } from './sessions.ts';

const usage = 'matrix FILE [--fortigate NAME] [--srcintf NAME] [--shard I/N]';

/** `accept:policy:3`, `deny:policy:0:65`; empty where the server has no VIP to connect to. */
export function cellText(outcome: PlainOutcome | null): string {
  if (!outcome) return '';
  const { action, policytype, policyid, error } = outcome;
  return action === 'accept'
    ? `accept:${policytype}:${policyid}`
    : `deny:${policytype}:${policyid}:${error ?? ''}`;
}

export function matrixOf(
  { ems, resolver, state }: FileWorld,
  fortigate: CaseFortiGate,
  srcintf: string | null,
): AccessMatrix {
  return new AccessMatrix({
    ems,
    fortigate,
    options: { srcintf, at: state?.clock ?? defaultMoment },
    resolver,
  });
}

/** The case of a file that has one; of several, the first is used, and it says so. */
export async function readWorld(file: string, terminal: Terminal): Promise<FileWorld> {
  const worlds = await readWorlds(file, terminal);
  const [world] = worlds;
  if (!world) throw new Refusal(`${nameOf(file)}: there is no case; add one.`);
  if (worlds.length > 1)
    terminal.say(
      `${nameOf(file)}: there are ${worlds.length} cases; the first, “${world.name}”, is used.`,
    );
  return world;
}

function fortigateOf({ fortigates }: CaseWorld, file: string, name: string | null) {
  const [first] = fortigates;
  if (!first) throw new Refusal(`${nameOf(file)}: there is no FortiGate; add one to the case.`);
  const found = name === null ? first : fortigates.find((one) => one.name === name);
  if (!found)
    throw new Refusal(
      `${nameOf(file)}: there is no FortiGate ${name}; name one of: ${fortigates.map((one) => one.name).join(', ')}.`,
    );
  return found;
}

/** The run of `count` things that the I-th of N shards has: nearly equal ones, in order. */
function shardOf(text: string | null, count: number) {
  if (text === null) return { first: 0, end: count, isFirst: true };
  const [, i, n] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const [index, shards] = [Number(i), Number(n)];
  if (!(index >= 1 && index <= shards))
    throw new Refusal(
      `${text} is no shard; write I/N with I from 1 to N, such as 2/8; use: ${usage}`,
    );
  return {
    first: Math.floor(((index - 1) * count) / shards),
    end: Math.floor((index * count) / shards),
    isFirst: index === 1,
  };
}

export const matrixCommand: Command = {
  usage,
  about: 'Every endpoint against every ZTNA server of a FortiGate, as CSV.',
  run: async (args, terminal) => {
    const fortigate = takeOption(args, '--fortigate', { wants: 'the name of a FortiGate', usage });
    const srcintf = takeOption(fortigate.rest, '--srcintf', {
      wants: 'the name of an interface',
      usage,
    });
    const shard = takeOption(srcintf.rest, '--shard', { wants: 'I/N', usage });
    const [file = ''] = filesOf(shard.rest, usage, 1);
    const world = await readWorld(file, terminal);
    const device = fortigateOf(world, file, fortigate.value);
    const matrix = matrixOf(world, device, srcintf.value);
    const { first, end, isFirst } = shardOf(shard.value, matrix.endpoints.length);
    if (matrix.servers.length === 0)
      throw new Refusal(
        `${nameOf(file)}: ${device.name} has no ZTNA server; add one under config firewall access-proxy.`,
      );
    if (isFirst) terminal.out(csvLine(['endpoint', ...matrix.servers.map(({ name }) => name)]));
    for (let place = first; place < end; place++)
      terminal.out(
        csvLine([
          matrix.endpoints[place]?.host ?? '',
          ...matrix.servers.map((_, server) => cellText(matrix.outcomeAt(place, server))),
        ]),
      );
    return done;
  },
};
