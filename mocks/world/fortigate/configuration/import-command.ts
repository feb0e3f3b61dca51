/** Takes a read configuration over, as one change that *Undo* takes back. */
import { changesBetween } from '#formats/fortios/change/changes.ts';
import { isTableName } from '#model/fortios/tables.ts';
import { type Tag, nameProblem, sameTag, tagSchema } from '#model/tagging/tags.ts';
import { importModeSchema } from '#model/fortios/config-import.ts';
import { z } from '#model/zod.ts';
import { command } from '../../command.ts';
import { readScript } from './config-reading.ts';
import { invalid } from '../../refusal.ts';
import { basedOn } from '../../revisions.ts';
import {
  type WorldState,
  changedAt,
  findFortiGate,
  fortigateNamed,
  objectPath,
  withFortiGate,
} from '../../state.ts';
import { heldTags } from '../../tagging/tag-monitor.ts';

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

/** Rows whose editors would now show something else. */
function touchedByImport(before: WorldState, after: WorldState, fortigate: string) {
  const [old, now] = [before, after].map((state) => findFortiGate(state, fortigate)?.config);
  if (!old || !now) return [];
  return changesBetween(old, now).flatMap(({ table, key }) =>
    isTableName(table) && key !== null ? [objectPath.row(fortigate, table, key)] : [],
  );
}

export const importConfig = command('lab/import-config', {
  input: z.object({
    fortigate: z.string(),
    mode: importModeSchema,
    /** The text as it was sent. */
    script: z.string(),
    basedOn,
    /** Tags to be created on EMS with it. */
    createTags: z.array(tagSchema).readonly(),
  }),
  words: () => 'import a configuration',
  touches: (before, { fortigate }, { state }) => touchedByImport(before, state, fortigate),
  run: (state, { fortigate: name, mode, script, createTags, basedOn: shown }) => {
    if (shown !== null && changedAt(state, objectPath.configuration(name)) > shown)
      return invalid(
        -15,
        'id',
        `The configuration of ${name} has changed since the preview. Preview the text again.`,
      );
    const { config } = readScript(fortigateNamed(state, name), mode, script);
    const withTags = createTags.reduce(withTag, state);
    return { state: withFortiGate(withTags, name, (one) => ({ ...one, config })) };
  },
});
