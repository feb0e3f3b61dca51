/** What a body sets, once `append` and its like have been carried out: settings, sections, entries by name. */
import type { ConfigStatement, ConfigValue } from '#model/fortios/config-tree.ts';
import { BodyDraft } from './body-draft.ts';

export interface Settings {
  readonly sets: ReadonlyMap<string, readonly ConfigValue[]>;
  readonly sections: ReadonlyMap<string, readonly ConfigStatement[]>;
  /** By key, in their order. */
  readonly entries: ReadonlyMap<
    string,
    { readonly key: ConfigValue; readonly body: readonly ConfigStatement[] }
  >;
}

export const noSettings: Settings = { sets: new Map(), sections: new Map(), entries: new Map() };

function isPlain(statement: ConfigStatement, seen: Set<string>): boolean {
  const name =
    statement.kind === 'set'
      ? `set ${statement.name}`
      : statement.kind === 'config'
        ? `config ${statement.path}`
        : statement.kind === 'edit'
          ? `edit ${statement.key.text}`
          : null;
  if (name === null) return statement.kind === 'text';
  const isNew = !seen.has(name);
  seen.add(name);
  return isNew;
}

export function settingsOf(body: readonly ConfigStatement[]): Settings {
  const seen = new Set<string>();
  let plain = body;
  if (!body.every((one) => isPlain(one, seen))) {
    const draft = new BodyDraft([], () => undefined);
    for (const one of body) draft.apply(one);
    plain = draft.statements();
  }
  const sets = new Map<string, readonly ConfigValue[]>();
  const sections = new Map<string, readonly ConfigStatement[]>();
  const entries = new Map<
    string,
    { readonly key: ConfigValue; readonly body: readonly ConfigStatement[] }
  >();
  for (const one of plain)
    if (one.kind === 'set') sets.set(one.name, one.values);
    else if (one.kind === 'config') sections.set(one.path, one.body);
    else if (one.kind === 'edit') entries.set(one.key.text, one);
  return { sets, sections, entries };
}
