/** The client of what EMS's API offers about Security Posture Tags. */
import {
  type TagDefinitionSort,
  tagCheckSchema,
  tagDefinitionAnswerSchema,
  tagDefinitionPageSchema,
  tagExportSchema,
  tagIdSchema,
  tagImportSchema,
  tagUsageSchema,
} from '#model/tagging-api.ts';
import type { TagSpec } from '#model/tagging.ts';
import { emsCall } from './ems.ts';
import { parsed, queryText } from './http.ts';

export interface TagDefinitionListQuery {
  readonly offset: number;
  readonly count: number;
  readonly search: string;
  readonly enabled: boolean | null;
  readonly sort: TagDefinitionSort;
  readonly descending: boolean;
}

export interface TagCheckListQuery {
  readonly offset: number;
  readonly count: number;
  readonly search: string;
  readonly matches: boolean | null;
}

/** `basedOn`: the revision that the editor shows; null overwrites whatever is there. */
export interface SaveTagDefinition {
  readonly spec: TagSpec;
  readonly basedOn: number | null;
}

const base = '/tag_definitions';

export const tagging = {
  async definitions({ descending, ...query }: TagDefinitionListQuery, signal?: AbortSignal) {
    const path = `${base}/index${queryText({ ...query, order: descending ? 'desc' : 'asc' })}`;
    return parsed(tagDefinitionPageSchema, await emsCall(path, { signal }));
  },
  async definition(id: number, signal?: AbortSignal) {
    return parsed(tagDefinitionAnswerSchema, await emsCall(`${base}/${id}`, { signal }));
  },
  async usage(id: number, signal?: AbortSignal) {
    return parsed(tagUsageSchema, await emsCall(`${base}/${id}/usage`, { signal }));
  },
  /** The id of the definition; `id` null makes a new one. */
  async save(id: number | null, { spec, basedOn }: SaveTagDefinition): Promise<number> {
    const answer =
      id === null
        ? await emsCall(base, { method: 'POST', body: spec })
        : await emsCall(`${base}/${id}`, {
            method: 'PUT',
            body: spec,
            headers: basedOn === null ? {} : { 'If-Match': `"${basedOn}"` },
          });
    return parsed(tagIdSchema, answer).id;
  },
  /** Answers the policies that asked for the tag. */
  async remove(id: number) {
    return parsed(tagUsageSchema, await emsCall(`${base}/${id}`, { method: 'DELETE' }));
  },
  /** The id of the copy, which is disabled. */
  async clone(id: number): Promise<number> {
    return parsed(tagIdSchema, await emsCall(`${base}/${id}/clone`, { method: 'POST' })).id;
  },
  async enable(id: number, enabled: boolean): Promise<void> {
    await emsCall(`${base}/${id}/enabled`, { method: 'PUT', body: { enabled } });
  },
  async check(spec: TagSpec, query: TagCheckListQuery, signal?: AbortSignal) {
    const body = { spec, ...query };
    return parsed(tagCheckSchema, await emsCall(`${base}/check`, { method: 'POST', body, signal }));
  },
  async exportText(): Promise<string> {
    return parsed(tagExportSchema, await emsCall(`${base}/export`)).text;
  },
  async importText(text: string, replace: boolean) {
    const body = { text, replace };
    return parsed(tagImportSchema, await emsCall(`${base}/import`, { method: 'POST', body }));
  },
};
