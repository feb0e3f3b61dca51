/** The client of what makes tags come and go on EMS: postures, outbreaks, FortiAnalyzer; and of Tag Monitor. */
import {
  type ChangePosture,
  changedPostureSchema,
  endpointPostureSchema,
} from '#model/posture-api.ts';
import {
  type TagMonitorSort,
  tagCarriersSchema,
  tagMonitorPageSchema,
} from '#model/tag-monitor.ts';
import type { Tag, TagCategory } from '#model/tags.ts';
import { emsCall } from './ems.ts';
import { parsed, queryText } from './http.ts';

export interface TagMonitorListQuery {
  readonly offset: number;
  readonly count: number;
  readonly search: string;
  readonly category: TagCategory | null;
  readonly sort: TagMonitorSort;
  readonly descending: boolean;
}

/** `basedOn`: the revision that the editor shows; null overwrites whatever is there. */
export interface ChangePostureInput extends ChangePosture {
  readonly basedOn: number | null;
}

export const tagSources = {
  async posture(uid: string, signal?: AbortSignal) {
    const path = `/endpoints/${encodeURIComponent(uid)}/posture`;
    return parsed(endpointPostureSchema, await emsCall(path, { signal }));
  },
  /** Answers the tags that are on their way. */
  async changePosture(uid: string, { posture, facts, basedOn }: ChangePostureInput) {
    const answer = await emsCall(`/endpoints/${encodeURIComponent(uid)}/posture`, {
      method: 'PUT',
      body: { posture, facts },
      headers: basedOn === null ? {} : { 'If-Match': `"${basedOn}"` },
    });
    return parsed(changedPostureSchema, answer);
  },
  async monitor({ descending, ...query }: TagMonitorListQuery, signal?: AbortSignal) {
    const path = `/tag_monitor/index${queryText({ ...query, order: descending ? 'desc' : 'asc' })}`;
    return parsed(tagMonitorPageSchema, await emsCall(path, { signal }));
  },
  async carriers(
    { category, name }: Tag,
    page: { readonly offset: number; readonly count: number },
    signal?: AbortSignal,
  ) {
    const path = `/tag_monitor/${category}/${encodeURIComponent(name)}${queryText({ ...page })}`;
    return parsed(tagCarriersSchema, await emsCall(path, { signal }));
  },
};
