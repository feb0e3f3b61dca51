/** Sections of a configuration that are none of the lab's tables: kept as statements, shown and edited as such. */
import type { ConfigBlock, ConfigStatement } from '#model/fortios/config-tree.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';

export function keptPaths({ unknown }: FortiosConfig): readonly string[] {
  return [...new Set(unknown.flatMap((one) => (one.kind === 'config' ? [one.path] : [])))];
}

/** The section of that name, empty if there is none; one that stands twice is one. */
export function keptBlock({ unknown }: FortiosConfig, path: string): ConfigBlock {
  const body = unknown.flatMap((one) =>
    one.kind === 'config' && one.path === path ? one.body : [],
  );
  return { kind: 'config', path, body, line: 0 };
}

/** The configuration with the section in place of the one of its name, or at the end. */
export function withKeptBlock(config: FortiosConfig, block: ConfigBlock): FortiosConfig {
  const isIt = (one: ConfigStatement): boolean => one.kind === 'config' && one.path === block.path;
  const at = config.unknown.findIndex(isIt);
  const others = config.unknown.filter((one) => !isIt(one));
  return {
    ...config,
    unknown: others.toSpliced(at < 0 ? others.length : at, 0, block),
  };
}
