/** Sections of a configuration that are none of the lab's tables: kept as statements, shown and edited as such. */
import type { ConfigBlock } from '#model/fortios/config-tree.ts';
import type { LayoutPart, SectionPart } from '#model/fortios/layout-parts.ts';
import { type FortiosConfig, isTableName } from '#model/fortios/tables.ts';
import { configBlock } from './kept-statements.ts';

function blockIn(part: SectionPart): ConfigBlock | null {
  return part.kind === 'kept' &&
    part.statement.kind === 'config' &&
    !isTableName(part.statement.path)
    ? part.statement
    : null;
}

/** The sections of the device and of the VDOM that counts, side by side. */
function* blocksOf({ layout }: FortiosConfig): Generator<ConfigBlock> {
  const sections = layout.flatMap((part): readonly SectionPart[] => {
    switch (part.kind) {
      case 'kept':
      case 'table':
        return [part];
      case 'global':
        return part.parts;
      case 'vdom':
        return part.entries.flatMap((entry) => (entry.kind === 'vdom-entry' ? entry.parts : []));
    }
  });
  for (const part of sections) {
    const block = blockIn(part);
    if (block) yield block;
  }
}

export function keptPaths(config: FortiosConfig): readonly string[] {
  return [...new Set([...blocksOf(config)].map(({ path }) => path))];
}

/** The section of that name, empty if there is none; one that stands twice is one. */
export function keptBlock(config: FortiosConfig, path: string): ConfigBlock {
  const all = [...blocksOf(config)].filter((block) => block.path === path);
  return configBlock(
    path,
    all.flatMap(({ body }) => body),
  );
}

/** The layout with a new section at its end; with VDOMs, in the one that counts. */
function withSection(layout: readonly LayoutPart[], block: ConfigBlock): readonly LayoutPart[] {
  const added: SectionPart = { kind: 'kept', statement: block };
  let isPlaced = false;
  const placed = layout.map((part): LayoutPart => {
    if (part.kind !== 'vdom') return part;
    return {
      ...part,
      entries: part.entries.map((entry) => {
        if (entry.kind !== 'vdom-entry' || isPlaced) return entry;
        isPlaced = true;
        return { ...entry, parts: [...entry.parts, added] };
      }),
    };
  });
  return isPlaced ? placed : [...layout, added];
}

/** The configuration with the section in place of the one of its name, or at the end. */
export function withKeptBlock(config: FortiosConfig, block: ConfigBlock): FortiosConfig {
  let isPlaced = false;
  const replaced = <Part extends LayoutPart>(parts: readonly (Part | SectionPart)[]) =>
    parts.flatMap((part) => {
      if (part.kind !== 'kept' || blockIn(part)?.path !== block.path) return [part];
      const isFirst = !isPlaced;
      isPlaced = true;
      return isFirst ? [{ ...part, statement: block }] : [];
    });
  const layout = replaced(config.layout).map((part): LayoutPart => {
    switch (part.kind) {
      case 'kept':
      case 'table':
        return part;
      case 'global':
        return { ...part, parts: replaced(part.parts) };
      case 'vdom':
        return {
          ...part,
          entries: part.entries.map((entry) =>
            entry.kind === 'vdom-entry' ? { ...entry, parts: replaced(entry.parts) } : entry,
          ),
        };
    }
  });
  return { ...config, layout: isPlaced ? layout : withSection(layout, block) };
}
