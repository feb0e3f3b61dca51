/** Security Posture Tags on EMS: made, changed, copied, switched, deleted and taken from a file. */
import { printTagFile, readTagFile } from '#model/tag-file.ts';
import type { TagImport } from '#model/tagging-api.ts';
import { type TagDefinition, type TagSpec, tagSpecProblems } from '#model/tagging.ts';
import { maxTagName } from '#model/tags.ts';
import { invalid, notFound } from './refusal.ts';
import { checkRevision } from './revisions.ts';
import { type WorldState, objectPath } from './state.ts';

export type TaggingCommand =
  | { readonly kind: 'ems/create-tag'; readonly spec: TagSpec }
  | {
      readonly kind: 'ems/update-tag';
      readonly id: number;
      readonly spec: TagSpec;
      /** The revision that the editor shows; null overwrites whatever is there. */
      readonly basedOn: number | null;
    }
  | { readonly kind: 'ems/delete-tag'; readonly id: number }
  | { readonly kind: 'ems/clone-tag'; readonly id: number }
  | { readonly kind: 'ems/enable-tag'; readonly id: number; readonly enabled: boolean }
  | { readonly kind: 'ems/import-tags'; readonly text: string; readonly replace: boolean };

export interface TaggingResult {
  readonly state: WorldState;
  /** Of the definition that was made; null where none or several were. */
  readonly id: number | null;
}

export function definitionOf({ tagDefinitions }: WorldState, id: number): TagDefinition {
  return tagDefinitions.find((one) => one.id === id) ?? notFound(`EMS has no tag ${id}.`, 'id');
}

function nextId(definitions: readonly TagDefinition[]): number {
  return Math.max(0, ...definitions.map(({ id }) => id)) + 1;
}

function check(spec: TagSpec, others: readonly TagDefinition[]): void {
  const taken = others.map(({ name }) => name);
  const [problem] = tagSpecProblems(spec, taken);
  if (!problem) return;
  const isTaken = problem.path[0] === 'name' && taken.includes(spec.name);
  invalid(isTaken ? -5 : -651, problem.path.join('.'), problem.message);
}

function created(state: WorldState, spec: TagSpec): TaggingResult {
  const { tagDefinitions } = state;
  const id = nextId(tagDefinitions);
  return { state: { ...state, tagDefinitions: [...tagDefinitions, { ...spec, id }] }, id };
}

function replaced(state: WorldState, definition: TagDefinition): WorldState {
  return {
    ...state,
    tagDefinitions: state.tagDefinitions.map((one) =>
      one.id === definition.id ? definition : one,
    ),
  };
}

function freeName(name: string, definitions: readonly TagDefinition[]): string {
  const taken = new Set(definitions.map((one) => one.name));
  for (let number = 1; ; number++) {
    const ending = number === 1 ? '-copy' : `-copy-${number}`;
    const free = name.slice(0, maxTagName - ending.length).trimEnd() + ending;
    if (!taken.has(free)) return free;
  }
}

export function exportTags({ tagDefinitions }: WorldState): string {
  return printTagFile(tagDefinitions);
}

interface ReadImport {
  readonly summary: TagImport;
  readonly specs: readonly TagSpec[];
}

function readImport({ tagDefinitions }: WorldState, text: string, replace: boolean): ReadImport {
  const { tags, problems } = readTagFile(text);
  const taken = new Set(tagDefinitions.map(({ name }) => name));
  if (problems.length > 0)
    return {
      summary: { created: [], replaced: [], skipped: [], problems: [...problems] },
      specs: [],
    };
  const names = tags.map(({ name }) => name);
  const known = names.filter((name) => taken.has(name));
  return {
    summary: {
      created: names.filter((name) => !taken.has(name)),
      replaced: replace ? known : [],
      skipped: replace ? [] : known,
      problems: [],
    },
    specs: tags.filter(({ name }) => replace || !taken.has(name)),
  };
}

/** What an import would do; with problems it does nothing. */
export function previewImport(
  state: WorldState,
  { text, replace }: { readonly text: string; readonly replace: boolean },
): TagImport {
  return readImport(state, text, replace).summary;
}

function imported(state: WorldState, text: string, replace: boolean): WorldState {
  const { summary, specs } = readImport(state, text, replace);
  const [problem] = summary.problems;
  if (problem)
    invalid(
      -651,
      'text',
      problem.path === '' ? problem.message : `${problem.path}: ${problem.message}`,
    );
  return specs.reduce((now, spec) => {
    const old = now.tagDefinitions.find(({ name }) => name === spec.name);
    return old ? replaced(now, { ...spec, id: old.id }) : created(now, spec).state;
  }, state);
}

export function runTagging(state: WorldState, command: TaggingCommand): TaggingResult {
  switch (command.kind) {
    case 'ems/create-tag':
      check(command.spec, state.tagDefinitions);
      return created(state, command.spec);
    case 'ems/update-tag': {
      const { id, spec, basedOn } = command;
      const before = definitionOf(state, id);
      checkRevision(state, objectPath.tagDefinition(id), basedOn, `The rules of ${before.name}`);
      check(
        spec,
        state.tagDefinitions.filter((one) => one !== before),
      );
      return { state: replaced(state, { ...spec, id }), id: null };
    }
    case 'ems/delete-tag': {
      const gone = definitionOf(state, command.id);
      const left = state.tagDefinitions.filter((one) => one !== gone);
      return { state: { ...state, tagDefinitions: left }, id: null };
    }
    case 'ems/clone-tag': {
      const { id: _, ...spec } = definitionOf(state, command.id);
      const name = freeName(spec.name, state.tagDefinitions);
      return created(state, { ...spec, name, enabled: false });
    }
    case 'ems/enable-tag': {
      const before = definitionOf(state, command.id);
      return { state: replaced(state, { ...before, enabled: command.enabled }), id: null };
    }
    case 'ems/import-tags':
      return { state: imported(state, command.text, command.replace), id: null };
  }
}

/** The definitions that a command changes; `id` is of the one that it made. */
export function touchedByTagging(before: WorldState, after: WorldState): readonly string[] {
  const gone = before.tagDefinitions.filter(({ id }) =>
    after.tagDefinitions.every((one) => one.id !== id),
  );
  const changed = after.tagDefinitions.filter((one) => !before.tagDefinitions.includes(one));
  return [...gone, ...changed].map(({ id }) => objectPath.tagDefinition(id));
}

/** What *Undo* calls it. */
export function taggingWords(command: TaggingCommand): string {
  switch (command.kind) {
    case 'ems/create-tag':
      return `create the tag ${command.spec.name}`;
    case 'ems/update-tag':
      return `edit the tag ${command.spec.name}`;
    case 'ems/delete-tag':
      return 'delete a tag';
    case 'ems/clone-tag':
      return 'clone a tag';
    case 'ems/enable-tag':
      return `${command.enabled ? 'enable' : 'disable'} a tag`;
    case 'ems/import-tags':
      return 'import tags';
  }
}
