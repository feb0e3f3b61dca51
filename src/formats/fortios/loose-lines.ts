/** Loose lines that have come to stand together are one statement, as a reader would find them. */
import type { ConfigBlock, ConfigStatement, Kept } from '#model/fortios/config-tree.ts';
import type { SectionPart } from '#model/fortios/layout-parts.ts';

function joined<T>(
  list: readonly T[],
  statementOf: (one: T) => ConfigStatement | null,
  alike: (a: T, b: T) => boolean,
  withStatement: (one: T, statement: ConfigStatement) => T,
): readonly T[] {
  const isText = (one: T | undefined) => one !== undefined && statementOf(one)?.kind === 'text';
  if (!list.some((one, i) => isText(one) && isText(list[i + 1]))) return list;
  const out: T[] = [];
  // The lines of the run at the end of `out`, as long as it is one.
  let lines: string[] | null = null;
  for (const one of list) {
    const last = out.at(-1);
    const statement = statementOf(one);
    if (statement?.kind !== 'text') lines = null;
    else if (lines && last !== undefined && alike(last, one)) {
      lines.push(...statement.lines);
      continue;
    } else {
      lines = [...statement.lines];
      out.push(withStatement(one, { ...statement, lines }));
      continue;
    }
    out.push(one);
  }
  return out;
}

export function joinStatements(list: readonly ConfigStatement[]): readonly ConfigStatement[] {
  return joined(
    list,
    (one) => one,
    () => true,
    (_, statement) => statement,
  );
}

export function joinKept(list: readonly Kept[]): readonly Kept[] {
  return joined(
    list,
    (one) => one.statement,
    (a, b) => a.place === b.place && a.after === b.after,
    (one, statement) => ({ ...one, statement }),
  );
}

export function joinSections<P extends { readonly kind: string }>(
  list: readonly (P | SectionPart)[],
): readonly (P | SectionPart)[] {
  return joined(
    list,
    (one) => (isKeptPart(one) ? one.statement : null),
    () => true,
    (one, statement) => (isKeptPart(one) ? { kind: 'kept', statement } : one),
  );
}

function isKeptPart(
  part: { readonly kind: string } | SectionPart,
): part is Extract<SectionPart, { kind: 'kept' }> {
  return part.kind === 'kept';
}

/** What stood in a known table without entries, as the section that it was. */
export function looseSection(path: string, body: readonly ConfigStatement[]): ConfigBlock {
  return { kind: 'config', path, body, line: 0, column: 0 };
}
