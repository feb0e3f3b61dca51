import type { AccessMatrix } from '#engine/analysis/columns/access-matrix.ts';
import type { CaseFortiGate, CaseWorld } from '#formats/case.ts';
import { csvLine } from '#formats/csv.ts';
import { type Command, Refusal, done, filesOf, nameOf } from './command.ts';
import { cellText, matrixOf, readWorld } from './matrix.ts';

const usage = 'impact BEFORE AFTER';

/** What stands in both lists or in one, with its place in each; the order of the first list comes first. */
function paired(before: readonly string[], after: readonly string[]) {
  const [were, are] = [placesOf(before), placesOf(after)];
  return [...new Set([...before, ...after])].map((name) => ({
    was: were.get(name),
    is: are.get(name),
  }));
}

/** Of two of a name the first counts. */
function placesOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, place) => [name, place] as const).toReversed());
}

function cellAt(matrix: AccessMatrix, place: number | undefined, server: number | undefined) {
  return place === undefined || server === undefined
    ? ''
    : cellText(matrix.outcomeAt(place, server));
}

function* differences(
  [before, was]: readonly [CaseWorld, CaseFortiGate],
  [after, is]: readonly [CaseWorld, CaseFortiGate],
): Generator<string, void> {
  const [then, now] = [matrixOf(before, was, null), matrixOf(after, is, null)];
  const servers = paired(
    then.servers.map(({ name }) => name),
    now.servers.map(({ name }) => name),
  );
  const endpoints = paired(
    then.endpoints.map(({ uid }) => uid),
    now.endpoints.map(({ uid }) => uid),
  );
  for (const endpoint of endpoints) {
    const { host } = then.endpoints[endpoint.was ?? -1] ??
      now.endpoints[endpoint.is ?? -1] ?? { host: '' };
    for (const server of servers) {
      const [first, second] = [
        cellAt(then, endpoint.was, server.was),
        cellAt(now, endpoint.is, server.is),
      ];
      if (first === second) continue;
      const { name } = then.servers[server.was ?? -1] ??
        now.servers[server.is ?? -1] ?? { name: '' };
      yield csvLine([was.name, host, name, first, second]);
    }
  }
}

export const impactCommand: Command = {
  usage,
  about: 'The cells of the matrix that differ between two cases, as CSV.',
  run: async (args, terminal) => {
    const [first, second] = filesOf(args, usage, 2);
    if (first === undefined || second === undefined)
      throw new Refusal(`Name two files, before and after; use: ${usage}`);
    if (first === '-' && second === '-')
      throw new Refusal(`Only one of the two can be standard input; use: ${usage}`);
    const before = await readWorld(first, terminal);
    const after = await readWorld(second, terminal);
    const both = before.fortigates.flatMap((was) => {
      const is = after.fortigates.find(({ name }) => name === was.name);
      return is ? [{ was, is }] : [];
    });
    if (both.length === 0)
      throw new Refusal(
        `${nameOf(first)} and ${nameOf(second)} have no FortiGate in common; give both the same name.`,
      );
    terminal.out(csvLine(['fortigate', 'endpoint', 'server', 'before', 'after']));
    for (const { was, is } of both)
      for (const line of differences([before, was], [after, is])) terminal.out(line);
    return done;
  },
};
