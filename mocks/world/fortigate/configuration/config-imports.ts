/**
 * Texts that are on their way into a FortiGate's configuration. They are no part of the world: they live
 * beside it, in this tab, until they are imported or dropped. What is imported is a command of its own,
 * with the whole text.
 */
import { changesBetween } from '#formats/fortios/change/changes.ts';
import type { KnownWorld } from '#formats/fortios/oddities/known-world.ts';
import { keptStatements, oddities } from '#formats/fortios/oddities/oddities.ts';
import { referenceWarnings } from '#formats/fortios/reference-warnings.ts';
import { releaseWarnings } from '#formats/fortios/release-warnings.ts';
import { unknownTags } from '#formats/fortios/unknown-tags.ts';
import { joinWarnings } from '#formats/warnings.ts';
import { isKnownTagName, knownTags } from '#engine/sync/known-tags.ts';
import { serversOfEms } from '#engine/sync/lines.ts';
import {
  type ImportMode,
  type ImportPreview,
  type ImportState,
  shownLines,
  shownOfEach,
} from '#model/fortios/config-import.ts';
import type { ConfigWarning } from '#model/fortios/config-tree.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import { type Tag } from '#model/tagging/tags.ts';
import type { Command } from '../../commands.ts';
import { changeCounts, changeViews } from './config-changes.ts';
import { type Reading, readScriptInSteps } from './config-reading.ts';
import type { Beside } from '../../jobs.ts';
import { invalid, notFound } from '../../refusal.ts';
import { SentTexts } from '../../lab/sent-texts.ts';
import { followConnectors } from '../../ems/connectors.ts';
import { advanceImpact, impactOf, planImpact } from '../../lab/access/access-impact.ts';
import { type WorldState, fortigateNamed, withFortiGate } from '../../state.ts';
import { settled } from '../../tagging/tag-changes.ts';
import { heldTags } from '../../tagging/tag-monitor.ts';

interface ConfigImport {
  readonly fortigate: string;
  readonly mode: ImportMode;
  readonly length: number;
  /** The configuration that the text is held against, and the revision in which it was that. */
  readonly base: FortiosConfig;
  readonly basedOn: number;
  /** Characters read. */
  position: number;
  steps: Generator<number, Reading> | null;
  read: Reading | null;
  comparing: Generator<number, ImportPreview> | null;
  preview: ImportPreview | null;
}

/** Older ones that were forgotten give way. */
const maxImports = 3;

/** So many steps of reading are done for one answer: some 20 ms each. */
const stepsAnAnswer = 2;

/** Those of one world. */
export class ConfigImports {
  readonly texts = new SentTexts(maxImports);
  private readonly imports = new Map<string, ConfigImport>();

  existing(id: string): ConfigImport {
    return (
      this.imports.get(id) ??
      notFound('This import no longer exists. Preview the text again.', 'id')
    );
  }

  begin(length: number, one: Omit<ConfigImport, 'length'>): string {
    const id = this.texts.begin(length);
    this.imports.set(id, { ...one, length });
    for (const old of [...this.imports.keys()].slice(0, -maxImports)) this.imports.delete(old);
    return id;
  }

  drop(id: string): void {
    this.imports.delete(id);
    this.texts.drop(id);
  }
}

export function beginImport(
  state: WorldState,
  { fortigate, mode, length }: { fortigate: string; mode: ImportMode; length: number },
  { imports }: Beside,
): { readonly id: string } {
  return {
    id: imports.begin(length, {
      fortigate,
      mode,
      base: fortigateNamed(state, fortigate).config,
      basedOn: state.revision,
      position: 0,
      steps: null,
      read: null,
      comparing: null,
      preview: null,
    }),
  };
}

export function addImportPart(
  _state: WorldState,
  { id, text }: { id: string; text: string },
  { imports }: Beside,
): { readonly received: number } {
  return { received: imports.texts.add(id, text) };
}

export function dropImport(_state: WorldState, { id }: { id: string }, { imports }: Beside): null {
  imports.drop(id);
  return null;
}

/** Without those that the configuration had before the text was merged into it. */
function odditiesOf(
  read: Reading,
  base: FortiosConfig | null,
  known: KnownWorld,
): readonly ConfigWarning[] {
  if (base === null) return oddities(read, known);
  const nowhere = () => ({ line: 0, column: 0 });
  const old = new Set(
    oddities({ config: base, placeOf: nowhere }, known).map(({ message }) => message),
  );
  return oddities(read, { ...known, before: keptStatements(base) }).filter(
    ({ line, message }) => line > 0 || !old.has(message),
  );
}

function shownWarning({ lines, ...one }: ConfigWarning): ImportPreview['warnings'][number] {
  return { ...one, ...(lines ? { lines: lines.slice(0, shownLines) } : {}) };
}

const comparisons = 3;

/** The world with the configuration as it would be, its connectors and sessions included. */
function imported(state: WorldState, fortigate: string, { config }: Reading): WorldState {
  const then = withFortiGate(state, fortigate, (one) => ({ ...one, config }));
  return settled(state, followConnectors(state, then, { imported: true }));
}

/** In steps, each of which takes a second or so for a text of 50 MB: between them, others have their turn. */
function* compare(
  state: WorldState,
  { base, fortigate, mode }: ConfigImport,
  read: Reading,
  kept: Beside,
): Generator<number, ImportPreview> {
  const changes = changesBetween(base, read.config);
  yield 1;
  const device = fortigateNamed(state, fortigate);
  const references = referenceWarnings(read, (name) => isKnownTagName(state.ems, device, name));
  yield 2;
  const warnings = joinWarnings(
    read.warnings,
    releaseWarnings(read, device.version),
    odditiesOf(read, mode === 'merge' ? base : null, {
      tags: knownTags(state.ems, device).map(({ resolved: { tag } }) => tag),
      emsSerials: serversOfEms(state.ems).map(({ serial }) => serial),
    }),
  );
  const planned = planImpact(state, imported(state, fortigate, read), kept);
  for (let left = advanceImpact(planned); left; left = advanceImpact(planned))
    yield comparisons - 1 + left.done / left.total;
  return {
    access: impactOf(state, planned),
    counts: changeCounts(changes),
    changes: changeViews(changes),
    warnings: warnings.slice(0, shownOfEach).map(shownWarning),
    warningCount: warnings.length,
    decidingCount: warnings.filter(({ decides }) => decides).length,
    references: references.slice(0, shownOfEach).map(shownWarning),
    referenceCount: references.length,
    unknownTags: unknownTags(read.config, heldTags(state)).map(({ tag, namedBy }) => ({
      tag: { category: tag.category, name: tag.name },
      namedBy: namedBy.slice(0, 20).map((by) => ({ ...by })),
      creatable: tag.category === 'zero_trust' || tag.category === 'classification',
    })),
  };
}

/** Goes on a little with it, and says how far it is: ask again until it is ready. */
export function importState(
  state: WorldState,
  { id }: { id: string },
  beside: Beside,
): ImportState {
  const { imports } = beside;
  const { texts } = imports;
  const one = imports.existing(id);
  const { length } = one;
  if (!one.steps && !one.read) {
    const text = texts.text(id);
    if (text === null)
      return {
        stage: 'receiving',
        counting: { done: texts.received(id), total: length },
        preview: null,
      };
    const device = { name: one.fortigate, config: one.base };
    one.steps = readScriptInSteps(device, one.mode, text);
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
    one.comparing = compare(state, one, one.read, beside);
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

/** What *Import* carries out: the text that was previewed, whole. */
export function importCommand(
  _state: WorldState,
  { id, createTags }: { id: string; createTags: readonly Tag[] },
  { imports }: Beside,
): Command {
  const { fortigate, mode, basedOn, read } = imports.existing(id);
  const script = imports.texts.text(id);
  if (!read || script === null)
    return invalid(-15, 'id', 'The text is still being read. Wait for the preview.');
  return { kind: 'lab/import-config', fortigate, mode, script, basedOn, createTags };
}
