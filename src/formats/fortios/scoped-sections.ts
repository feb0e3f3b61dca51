/** A configuration's sections as statements, each once, with the VDOM that it stands in. */
import type { ConfigBlock, ConfigStatement } from '#model/fortios/config-tree.ts';

/** Where a section stands: side by side with all others, in `config global`, or in a VDOM. */
export type Scope =
  | { readonly kind: 'plain' }
  | { readonly kind: 'global' }
  | { readonly kind: 'vdom'; readonly name: string };

export interface ScopedSection {
  readonly scope: Scope;
  readonly block: ConfigBlock;
}

const nowhere = { line: 0, column: 0 } as const;

function scopeKey(scope: Scope): string {
  return scope.kind === 'vdom' ? `vdom ${scope.name}` : scope.kind;
}

/** Sections in their order; a section that stands several times is one, in its first place. */
export function scopedSections(
  tree: readonly ConfigStatement[],
): ReadonlyMap<string, ScopedSection> {
  const found = new Map<
    string,
    { readonly scope: Scope; readonly path: string; readonly body: ConfigStatement[] }
  >();
  const add = (scope: Scope, statements: readonly ConfigStatement[]): void => {
    for (const statement of statements) {
      if (statement.kind !== 'config') continue;
      const key = `${scopeKey(scope)}\n${statement.path}`;
      const before = found.get(key);
      if (before) before.body.push(...statement.body);
      else found.set(key, { scope, path: statement.path, body: [...statement.body] });
    }
  };
  for (const statement of tree) {
    if (statement.kind !== 'config') continue;
    if (statement.path === 'global') add({ kind: 'global' }, statement.body);
    else if (statement.path === 'vdom')
      for (const entry of statement.body) {
        if (entry.kind === 'edit') add({ kind: 'vdom', name: entry.key.text }, entry.body);
      }
    else add({ kind: 'plain' }, [statement]);
  }
  return new Map(
    [...found].map(([key, { scope, path, body }]) => [
      key,
      { scope, block: { kind: 'config', path, body, ...nowhere } },
    ]),
  );
}

/** The same back: neighbours of one scope share its frame. */
export function unscoped(sections: readonly ScopedSection[]): readonly ConfigStatement[] {
  const out: ConfigStatement[] = [];
  for (let i = 0; i < sections.length;) {
    const { scope } = sections[i] ?? { scope: { kind: 'plain' } };
    const body: ConfigStatement[] = [];
    for (; i < sections.length; i++) {
      const next = sections[i];
      if (!next || scopeKey(next.scope) !== scopeKey(scope)) break;
      body.push(next.block);
    }
    switch (scope.kind) {
      case 'plain':
        out.push(...body);
        break;
      case 'global':
        out.push({ kind: 'config', path: 'global', body, ...nowhere });
        break;
      case 'vdom':
        out.push({
          kind: 'config',
          path: 'vdom',
          body: [{ kind: 'edit', key: { text: scope.name, quoted: false }, body, ...nowhere }],
          ...nowhere,
        });
        break;
    }
  }
  return out;
}
