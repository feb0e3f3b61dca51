/** A FortiGate's configuration as text to take away, and what lies between two of them. */
import { changesBetween } from '#formats/fortios/change/changes.ts';
import { readConfig } from '#formats/fortios/config.ts';
import { differenceScript } from '#formats/fortios/change/difference.ts';
import { exportConfig, selectConfig } from '#formats/fortios/print/export.ts';
import { mergeConfig } from '#formats/fortios/change/merge.ts';
import { configTree } from '#formats/fortios/print/print-config.ts';
import { printTree } from '#formats/fortios/print/print-tree.ts';
import { scopedSections } from '#formats/fortios/scoped-sections.ts';
import type {
  CompareRequest,
  CompareSide,
  Comparison,
  ExportQuery,
} from '#model/fortios/config-import.ts';
import { withUuids } from '#model/fortios/tables/uuids.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import { changeCounts, changeViews } from './config-changes.ts';
import { type WorldState, fortigateNamed } from '../../state.ts';

export function exportedConfig(
  state: WorldState,
  { fortigate, form, secrets, sections }: ExportQuery & { readonly fortigate: string },
): { readonly text: string; readonly sections: { name: string; entries: number }[] } {
  const { config, version } = fortigateNamed(state, fortigate);
  const all = [...scopedSections(configTree(config, 'show')).values()];
  const chosen = sections.split(',').filter((one) => one !== '');
  const options = { form: form === 'show' ? form : { full: version }, secrets };
  return {
    text:
      chosen.length === 0
        ? exportConfig(config, options)
        : selectConfig(
            config,
            chosen.map((table) => ({ table })),
            options,
          ),
    sections: all.map(({ block }) => ({
      name: block.path,
      entries: block.body.filter(({ kind }) => kind === 'edit').length,
    })),
  };
}

function sideOf(state: WorldState, side: CompareSide): FortiosConfig {
  return 'fortigate' in side
    ? fortigateNamed(state, side.fortigate).config
    : readConfig(side.text).config;
}

/** A text without UUIDs says nothing of them: it has the other side's. */
function sides(
  state: WorldState,
  { from, to }: CompareRequest,
): readonly [FortiosConfig, FortiosConfig] {
  const [before, after] = [sideOf(state, from), sideOf(state, to)];
  return [withUuids(before, null, after), withUuids(after, null, before)];
}

export function compareConfigs(state: WorldState, request: CompareRequest): Comparison {
  const [before, after] = sides(state, request);
  const changes = changesBetween(before, after);
  const script = differenceScript(before, after);
  return {
    counts: changeCounts(changes),
    changes: changeViews(changes),
    script: printTree(script),
    replayed: changesBetween(mergeConfig(before, script).config, after).length === 0,
  };
}
