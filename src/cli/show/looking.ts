/** What every place of the tree has: `show`, `get`, and the ways out that save nothing. */
import { textOf } from '#model/fortios/values.ts';
import { errors } from '../errors.ts';
import {
  type Handler,
  type LineOutcome,
  type Place,
  type Step,
  keyword,
  value,
} from '../grammar.ts';
import { rowsHere, withLevels } from '../levels.ts';
import type { CliSession } from '../session.ts';
import { getHere, showHere } from './show.ts';

export function said(session: CliSession, lines: readonly string[] = []): LineOutcome {
  return { lines, session };
}

/** The keys of the table that the session stands in. */
export function keysHere({ world, session }: Place): readonly string[] {
  const top = session.levels.at(-1);
  return top?.kind === 'table'
    ? rowsHere(world, session.levels).map((row) => textOf(row[top.key]))
    : [];
}

export const leave: Handler = (_args, { session }) =>
  said(withLevels(session, session.levels.slice(0, -1)));
export const abort: Handler = (_args, { session }) => said(withLevels(session, []));

/** `show` and `get`, which every level has. */
export function looking(): readonly Step[] {
  const shown =
    (isFull: boolean): Handler =>
    (args, { world, session }) => {
      const key = args[0]?.text ?? null;
      return said(
        session,
        showHere(world, session.levels, key, isFull) ?? errors.noEntry(key ?? ''),
      );
    };
  const got: Handler = (args, { world, session }) => {
    const key = args[0]?.text ?? null;
    return said(session, getHere(world, session.levels, key) ?? errors.noEntry(key ?? ''));
  };
  const key =
    (run: Handler) =>
    ({ session }: Place): readonly Step[] =>
      session.levels.at(-1)?.kind === 'table'
        ? [value('<key>', 'An entry of the table.', { offers: keysHere, run })]
        : [];
  return [
    keyword('get', 'Settings with their values, defaults included.', { next: key(got), run: got }),
    keyword('show', 'The configuration from here on.', {
      next: (place) => [
        keyword('full-configuration', 'Defaults included, of the fields that the lab knows.', {
          next: key(shown(true)),
          run: shown(true),
        }),
        ...key(shown(false))(place),
      ],
      run: shown(false),
    }),
  ];
}
