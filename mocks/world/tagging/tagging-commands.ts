/** Security Posture Tags on EMS: made, changed, copied, switched, deleted and taken from a file. */
import { printTagFile, readTagFile } from '#model/tagging/tag-file.ts';
import {
  type TagImport,
  type TagImportBody,
  enableTagSchema,
  importTagsSchema,
  tagIdSchema,
} from '#model/tagging/tagging-api.ts';
import {
  type TagDefinition,
  type TagSpec,
  tagSpecProblems,
  tagSpecSchema,
} from '#model/tagging/tagging.ts';
import { maxTagName } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';
import { type Carried, command } from '../command.ts';
import { invalid, notFound } from '../refusal.ts';
import { basedOn, checkRevision } from '../revisions.ts';
import { type WorldState, objectPath } from '../state.ts';

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

function created(state: WorldState, spec: TagSpec): Carried {
  const { tagDefinitions } = state;
  const id = nextId(tagDefinitions);
  return {
    state: { ...state, tagDefinitions: [...tagDefinitions, { ...spec, id }] },
    key: String(id),
  };
}

function replaced(state: WorldState, definition: TagDefinition): WorldState {
  return {
    ...state,
    tagDefinitions: state.tagDefinitions.map((one) =>
      one.id === definition.id ? definition : one,
    ),
  };
}

/** The name with the first ending that makes it one that nobody has. */
function freeName(
  name: string,
  taken: ReadonlySet<string>,
  ending: (number: number) => string,
): string {
  for (let number = 1; ; number++) {
    const end = ending(number);
    const free = name.slice(0, maxTagName - end.length).trimEnd() + end;
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

/** Each tag whose name is taken gets the next free one: `-1`, `-2` and so on. */
function renamedTags(specs: readonly TagSpec[], taken: ReadonlySet<string>) {
  const used = new Set([...taken, ...specs.map(({ name }) => name)]);
  return specs.map((spec) => {
    if (!taken.has(spec.name)) return spec;
    const name = freeName(spec.name, used, (number) => `-${number}`);
    used.add(name);
    return { ...spec, name };
  });
}

function readImport(
  { tagDefinitions }: WorldState,
  { text, replace, conflict = replace === true ? 'overwrite' : 'skip' }: TagImportBody,
): ReadImport {
  const { tags, problems } = readTagFile(text);
  const summary = { created: [], replaced: [], skipped: [], renamed: [], problems: [...problems] };
  if (problems.length > 0) return { summary, specs: [] };
  const taken = new Set(tagDefinitions.map(({ name }) => name));
  const names = tags.map(({ name }) => name);
  const known = names.filter((name) => taken.has(name));
  const created = names.filter((name) => !taken.has(name));
  switch (conflict) {
    case 'rename': {
      const specs = renamedTags(tags, taken);
      const renamed = specs.flatMap(({ name: to }, i) => {
        const from = names[i] ?? to;
        return from === to ? [] : [{ from, to }];
      });
      return { summary: { ...summary, created, renamed }, specs };
    }
    case 'overwrite':
      return { summary: { ...summary, created, replaced: known }, specs: tags };
    case 'skip':
      return {
        summary: { ...summary, created, skipped: known },
        specs: tags.filter(({ name }) => !taken.has(name)),
      };
  }
}

/** What an import would do; with problems it does nothing. */
export function previewImport(state: WorldState, body: TagImportBody): TagImport {
  return readImport(state, body).summary;
}

function imported(state: WorldState, body: TagImportBody): WorldState {
  const { summary, specs } = readImport(state, body);
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

/** The definitions that differ. */
function touches(before: WorldState, _input: unknown, { state: after }: Carried) {
  const gone = before.tagDefinitions.filter(({ id }) =>
    after.tagDefinitions.every((one) => one.id !== id),
  );
  const changed = after.tagDefinitions.filter((one) => !before.tagDefinitions.includes(one));
  return [...gone, ...changed].map(({ id }) => objectPath.tagDefinition(id));
}

const createTag = command('ems/create-tag', {
  input: z.object({ spec: tagSpecSchema }),
  words: ({ spec }) => `create the tag ${spec.name}`,
  touches,
  run: (state, { spec }) => {
    check(spec, state.tagDefinitions);
    return created(state, spec);
  },
});

const updateTag = command('ems/update-tag', {
  input: z.object({ id: z.number(), spec: tagSpecSchema, basedOn }),
  words: ({ spec }) => `edit the tag ${spec.name}`,
  touches,
  run: (state, { id, spec, basedOn: shown }) => {
    const before = definitionOf(state, id);
    checkRevision(state, objectPath.tagDefinition(id), shown, `The rules of ${before.name}`);
    check(
      spec,
      state.tagDefinitions.filter((one) => one !== before),
    );
    return { state: replaced(state, { ...spec, id }) };
  },
});

const deleteTag = command('ems/delete-tag', {
  input: tagIdSchema,
  words: () => 'delete a tag',
  touches,
  run: (state, { id }) => {
    const gone = definitionOf(state, id);
    const left = state.tagDefinitions.filter((one) => one !== gone);
    return { state: { ...state, tagDefinitions: left } };
  },
});

const cloneTag = command('ems/clone-tag', {
  input: tagIdSchema,
  words: () => 'clone a tag',
  touches,
  run: (state, { id }) => {
    const { id: _, ...spec } = definitionOf(state, id);
    const taken = new Set(state.tagDefinitions.map((one) => one.name));
    const name = freeName(spec.name, taken, (number) =>
      number === 1 ? '-copy' : `-copy-${number}`,
    );
    return created(state, { ...spec, name, enabled: false });
  },
});

const enableTag = command('ems/enable-tag', {
  input: tagIdSchema.extend(enableTagSchema.shape),
  words: ({ enabled }) => `${enabled ? 'enable' : 'disable'} a tag`,
  touches,
  run: (state, { id, enabled }) => ({
    state: replaced(state, { ...definitionOf(state, id), enabled }),
  }),
});

const importTags = command('ems/import-tags', {
  input: importTagsSchema,
  words: () => 'import tags',
  touches,
  run: (state, body) => ({ state: imported(state, body) }),
});

export const taggingCommands = [
  createTag,
  updateTag,
  deleteTag,
  cloneTag,
  enableTag,
  importTags,
] as const;
