/** Takes a read configuration over, as one change that *Undo* takes back. */
import { changesBetween } from '#formats/fortios/changes.ts';
import { isTableName } from '#model/fortios/tables.ts';
import { type Tag, nameProblem, sameTag } from '#model/tags.ts';
import { importedConfig } from './config-imports.ts';
import { invalid } from './refusal.ts';
import { type WorldState, findFortiGate, objectPath, withFortiGate } from './state.ts';
import { heldTags } from './tag-monitor.ts';

export interface ImportConfigCommand {
  readonly kind: 'lab/import-config';
  /** Of the import that was read. */
  readonly id: string;
  /** Tags to be created on EMS with it. */
  readonly createTags: readonly Tag[];
}

/**
 * A classification tag is created as by an administrator. A security posture tag needs a rule: it comes
 * disabled, with one for a person to replace, as EMS knows no tag without [325639].
 */
function withTag(state: WorldState, tag: Tag): WorldState {
  const problem = nameProblem(tag.name, 'tag');
  if (problem !== null) return invalid(-15, 'createTags', problem);
  if (heldTags(state).some((one) => sameTag(one, tag))) return state;
  switch (tag.category) {
    case 'classification':
      return {
        ...state,
        ems: {
          ...state.ems,
          customClassificationTags: [...state.ems.customClassificationTags, tag.name],
        },
      };
    case 'zero_trust': {
      const id = Math.max(0, ...state.tagDefinitions.map((one) => one.id)) + 1;
      return {
        ...state,
        tagDefinitions: [
          ...state.tagDefinitions,
          {
            id,
            name: tag.name,
            message: '',
            enabled: false,
            rules: [{ id: 1, os: 'windows', type: 'ems-management', not: false, values: [] }],
            logic: {},
          },
        ],
      };
    }
    case 'outbreak_alert':
    case 'fabric':
      return invalid(
        -15,
        'createTags',
        `${tag.name} cannot be created by hand. Outbreak alerts bring outbreak alert tags, and FortiAnalyzer brings Fabric tags.`,
      );
  }
}

export function importConfig(
  state: WorldState,
  { id, createTags }: ImportConfigCommand,
): WorldState {
  const { fortigate, config } = importedConfig(state, id);
  const withTags = createTags.reduce(withTag, state);
  return withFortiGate(withTags, fortigate.name, (one) => ({ ...one, config }));
}

/** Rows whose editors would now show something else. */
export function touchedByImport(
  before: WorldState,
  after: WorldState,
  fortigate: string,
): readonly string[] {
  const [old, now] = [before, after].map((state) => findFortiGate(state, fortigate)?.config);
  if (!old || !now) return [];
  return changesBetween(old, now).flatMap(({ table, key }) =>
    isTableName(table) && key !== null ? [objectPath.row(fortigate, table, key)] : [],
  );
}
