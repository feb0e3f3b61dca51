/**
 * Texts that are on their way into a FortiGate's configuration. They are no part of the world: they live
 * beside it, in this tab, until they are imported or dropped.
 */
import { changesBetween } from '#formats/fortios/changes.ts';
import type { ConfigReading } from '#formats/fortios/config.ts';
import { readConfigInSteps } from '#formats/fortios/config.ts';
import { mergeConfigInSteps } from '#formats/fortios/merge.ts';
import { referenceWarnings } from '#formats/fortios/reference-warnings.ts';
import { unknownTags } from '#formats/fortios/unknown-tags.ts';
import { knowledgeOf } from '#engine/sync/knowledge.ts';
import {
  type ImportMode,
  type ImportPreview,
  type ImportState,
  shownOfEach,
} from '#model/config-import.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import { parseTagAddressName } from '#model/tag-names.ts';
import { tagKey } from '#model/tags.ts';
import { changeCounts, changeViews } from './config-changes.ts';
import { invalid, notFound } from './refusal.ts';
import { SentTexts } from './sent-texts.ts';
import { type FortiGate, type WorldState, fortigateNamed } from './state.ts';
import { heldTags } from './tag-monitor.ts';

type Read = Pick<ConfigReading, 'config' | 'warnings' | 'placeOf'>;

interface ConfigImport {
  readonly fortigate: string;
  readonly mode: ImportMode;
  readonly length: number;
  /** The configuration that the text is held against. */
  readonly base: FortiosConfig;
  /** Characters read. */
  position: number;
  steps: Generator<number, Read> | null;
  read: Read | null;
  comparing: Generator<number, ImportPreview> | null;
  preview: ImportPreview | null;
}

/** Older ones that were forgotten give way. */
const mostAtOnce = 3;
const texts = new SentTexts(mostAtOnce);
const imports = new Map<string, ConfigImport>();

/** So many steps of reading are done for one answer: some 20 ms each. */
const stepsAnAnswer = 2;

function existing(id: string): ConfigImport {
  return imports.get(id) ?? notFound('This import no longer exists. Preview the text again.', 'id');
}

export function beginImport(
  state: WorldState,
  { fortigate, mode, length }: { fortigate: string; mode: ImportMode; length: number },
): { readonly id: string } {
  const { config } = fortigateNamed(state, fortigate);
  const id = texts.begin(length);
  imports.set(id, {
    fortigate,
    mode,
    length,
    base: config,
    position: 0,
    steps: null,
    read: null,
    comparing: null,
    preview: null,
  });
  for (const old of [...imports.keys()].slice(0, -mostAtOnce)) imports.delete(old);
  return { id };
}

export function addImportPart(
  _state: WorldState,
  { id, text }: { id: string; text: string },
): { readonly received: number } {
  return { received: texts.add(id, text) };
}

export function dropImport(_state: WorldState, { id }: { id: string }): null {
  imports.delete(id);
  texts.drop(id);
  return null;
}

const comparisons = 3;

/** In steps, each of which takes a second or so for a text of 50 MB: between them, others have their turn. */
function* compare(
  state: WorldState,
  { base, fortigate }: ConfigImport,
  read: Read,
): Generator<number, ImportPreview> {
  const changes = changesBetween(base, read.config);
  yield 1;
  const { tags } = knowledgeOf(state.ems, fortigate);
  const references = referenceWarnings(read, (name) => {
    const parsed = parseTagAddressName(name);
    return parsed !== null && tags.has(tagKey(parsed.tag));
  });
  yield 2;
  const deciding = read.warnings.filter(({ decides }) => decides);
  const warnings = [...deciding, ...read.warnings.filter(({ decides }) => !decides)];
  return {
    counts: changeCounts(changes),
    changes: changeViews(changes),
    warnings: warnings.slice(0, shownOfEach).map((one) => ({ ...one })),
    warningCount: warnings.length,
    decidingCount: deciding.length,
    references: references.slice(0, shownOfEach).map((one) => ({ ...one })),
    referenceCount: references.length,
    unknownTags: unknownTags(read.config, heldTags(state)).map(({ tag, namedBy }) => ({
      tag: { category: tag.category, name: tag.name },
      namedBy: namedBy.slice(0, 20).map((by) => ({ ...by })),
      creatable: tag.category === 'zero_trust' || tag.category === 'classification',
    })),
  };
}

/** Goes on a little with it, and says how far it is: ask again until it is ready. */
export function importState(state: WorldState, { id }: { id: string }): ImportState {
  const one = existing(id);
  const { length } = one;
  if (!one.steps && !one.read) {
    const text = texts.text(id);
    if (text === null)
      return {
        stage: 'receiving',
        counting: { done: texts.received(id), total: length },
        preview: null,
      };
    one.steps = one.mode === 'merge' ? mergeConfigInSteps(one.base, text) : readConfigInSteps(text);
  }
  for (let i = 0; i < stepsAnAnswer && one.steps; i++) {
    const step = one.steps.next();
    if (!step.done) {
      one.position = step.value;
      continue;
    }
    one.read = step.value;
    one.steps = null;
  }
  if (!one.read)
    return {
      stage: 'reading',
      counting: { done: Math.min(one.position, length - 1), total: length },
      preview: null,
    };
  if (!one.comparing) {
    one.comparing = compare(state, one, one.read);
    return { stage: 'comparing', counting: { done: 0, total: comparisons }, preview: null };
  }
  if (!one.preview) {
    const step = one.comparing.next();
    if (!step.done)
      return {
        stage: 'comparing',
        counting: { done: step.value, total: comparisons },
        preview: null,
      };
    one.preview = step.value;
  }
  return { stage: 'ready', counting: null, preview: one.preview };
}

/** What an import would make of its FortiGate; refuses where that has changed since the preview. */
export function importedConfig(
  state: WorldState,
  id: string,
): { readonly fortigate: FortiGate; readonly config: FortiosConfig } {
  const { fortigate: name, base, read } = existing(id);
  const fortigate = fortigateNamed(state, name);
  if (!read) return invalid(-15, 'id', 'The text is still being read. Wait for the preview.');
  if (fortigate.config !== base)
    return invalid(
      -15,
      'id',
      `The configuration of ${name} has changed since the preview. Preview the text again.`,
    );
  return { fortigate, config: read.config };
}

export function importFortiGate(id: string): string {
  return imports.get(id)?.fortigate ?? '';
}
