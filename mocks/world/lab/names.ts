/** What domain names and countries resolve to: the world's table in place of DNS and of a geography database. */
import {
  type NameTable,
  type NameKind,
  nameFieldsSchema,
  nameKeySchema,
} from '#model/lab/names.ts';
import type { Resolver } from '#model/decision/session.ts';
import { command } from '../command.ts';
import { invalid, notFound } from '../refusal.ts';
import type { WorldState } from '../state.ts';

function withName(
  names: Resolver,
  kind: NameKind,
  change: (table: Readonly<Record<string, readonly string[]>>) => Resolver[NameKind],
): Resolver {
  return { ...names, [kind]: change(names[kind]) };
}

const saveName = command('lab/save-name', {
  input: nameFieldsSchema,
  words: ({ name }) => `set what ${name} resolves to`,
  touches: () => [],
  run: (state, { of, name, addresses, former }) => {
    if (name !== former && Object.hasOwn(state.names[of], name))
      invalid(-5, 'name', `${name} is in the table already. Edit that entry.`);
    const names = withName(state.names, of, (table) => {
      const rest = Object.entries(table).filter(([one]) => one !== former && one !== name);
      return Object.fromEntries([...rest, [name, addresses]]);
    });
    return { state: { ...state, names }, key: name };
  },
});

const deleteName = command('lab/delete-name', {
  input: nameKeySchema,
  words: ({ name }) => `delete ${name} from the names`,
  touches: () => [],
  run: (state, { of, name }) => {
    if (!Object.hasOwn(state.names[of], name))
      notFound(`${name} is not in the table of names.`, 'name');
    const names = withName(state.names, of, (table) =>
      Object.fromEntries(Object.entries(table).filter(([one]) => one !== name)),
    );
    return { state: { ...state, names } };
  },
});

export const nameCommands = [saveName, deleteName] as const;

interface NameUse {
  readonly of: NameKind;
  readonly name: string;
  readonly fortigate: string;
  readonly address: string;
}

function usesOf({ fortigates }: WorldState): readonly NameUse[] {
  return fortigates.flatMap(({ name: fortigate, config }) =>
    config['firewall address'].flatMap(({ name: address, type, fqdn, country }): NameUse[] => {
      if (type === 'fqdn') return [{ of: 'fqdn', name: fqdn, fortigate, address }];
      return type === 'geography' ? [{ of: 'geography', name: country, fortigate, address }] : [];
    }),
  );
}

/** Those of the table, and after them those that address objects name and that are not in it. */
export function nameTable(state: WorldState, _input: null): NameTable {
  const uses = usesOf(state);
  const usedBy = (of: NameKind, name: string) =>
    uses
      .filter((one) => one.of === of && one.name === name)
      .map(({ fortigate, address }) => ({ fortigate, address }));
  const set = (['fqdn', 'geography'] as const).flatMap((of) =>
    Object.entries(state.names[of]).map(([name, addresses]) => ({
      of,
      name,
      addresses: [...addresses],
      isSet: true,
      usedBy: usedBy(of, name),
    })),
  );
  const missing = new Map(
    uses
      .filter(({ of, name }) => name !== '' && !Object.hasOwn(state.names[of], name))
      .map(({ of, name }) => [`${of} ${name}`, { of, name }]),
  );
  return {
    names: [
      ...set,
      ...[...missing.values()].map(({ of, name }) => ({
        of,
        name,
        addresses: [],
        isSet: false,
        usedBy: usedBy(of, name),
      })),
    ],
  };
}
