/** Groups that contain each other, and zones: a device refuses the last of them. */
import { listWords } from '#model/plural.ts';
import type { FortiosConfig, TableName } from '#model/fortios/tables.ts';
import type { Note } from './known-world.ts';

const groupTables = [
  'system zone',
  'firewall addrgrp',
  'firewall service group',
  'firewall schedule group',
] as const satisfies readonly TableName[];
type GroupTable = (typeof groupTables)[number];

function membersOf(config: FortiosConfig, table: GroupTable): Map<string, readonly string[]> {
  return new Map(
    table === 'system zone'
      ? config[table].map((zone) => [zone.name, zone.interface] as const)
      : config[table].map(
          (group) =>
            [
              group.name,
              'exclude-member' in group
                ? [...group.member, ...group['exclude-member']]
                : group.member,
            ] as const,
        ),
  );
}

/**
 * The loops of a table, each with its groups in the table's order. Tarjan's way, on a stack of its own: a text
 * can nest groups deeper than the stack of calls.
 */
function loopsIn(members: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const numbers = new Map<string, number>();
  const lowest = new Map<string, number>();
  const waiting: string[] = [];
  const isWaiting = new Set<string>();
  const loops: string[][] = [];
  const lower = (name: string, number: number): void => {
    lowest.set(name, Math.min(lowest.get(name) ?? number, number));
  };
  const enter = (name: string) => {
    const number = numbers.size;
    numbers.set(name, number);
    lowest.set(name, number);
    waiting.push(name);
    isWaiting.add(name);
    return { name, next: 0 };
  };
  for (const start of members.keys()) {
    if (numbers.has(start)) continue;
    const path = [enter(start)];
    for (let at = path.at(-1); at; at = path.at(-1)) {
      const { name } = at;
      const member = members.get(name)?.[at.next++];
      if (member !== undefined) {
        if (!members.has(member)) continue;
        if (!numbers.has(member)) path.push(enter(member));
        else if (isWaiting.has(member)) lower(name, numbers.get(member) ?? 0);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above) lower(above.name, lowest.get(name) ?? 0);
      if (lowest.get(name) !== numbers.get(name)) continue;
      const loop = waiting.splice(waiting.lastIndexOf(name));
      for (const one of loop) isWaiting.delete(one);
      const isLoop = loop.length > 1 || members.get(name)?.includes(name);
      if (isLoop) loops.push(loop);
    }
  }
  return loops;
}

const most = 5;

export const noteLoops: Note = ({ config, placeOf }, warnings) => {
  for (const table of groupTables) {
    const members = membersOf(config, table);
    const order = [...members.keys()];
    for (const loop of loopsIn(members)) {
      // A zone with an interface of its own name is none: no zone stands there for itself.
      if (table === 'system zone' && loop.length === 1) continue;
      const inLoop = new Set(loop);
      const names = order.filter((name) => inLoop.has(name));
      const words =
        names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : names;
      const what =
        names.length === 1
          ? `${table} ${names.join('')} contains itself.`
          : `${table} ${listWords(words)} contain each other.`;
      for (const name of names)
        warnings.note(placeOf(table, name, table === 'system zone' ? 'interface' : 'member'), {
          what: `${what} Only members outside the loop count.`,
          decides: true,
        });
    }
  }
};
