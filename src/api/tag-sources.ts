/** The client of what makes tags come and go on EMS: postures, outbreaks, FortiAnalyzer; and of Tag Monitor. */
import {
  type EndpointLog,
  type IocHandlerSpec,
  fortiAnalyzerAnswerSchema,
  handlerIdSchema,
} from '#model/fortianalyzer.ts';
import { type OutbreakSpec, outbreakIdSchema, outbreakListSchema } from '#model/outbreak.ts';
import {
  type ChangePosture,
  endpointPostureSchema,
  travellingTagsSchema,
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
    return parsed(travellingTagsSchema, answer);
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
  async outbreaks(signal?: AbortSignal) {
    return parsed(outbreakListSchema, await emsCall('/outbreaks', { signal })).outbreaks;
  },
  /** Publishes a new one; the id. */
  async addOutbreak(spec: OutbreakSpec): Promise<string> {
    return parsed(outbreakIdSchema, await emsCall('/outbreaks', { method: 'POST', body: spec })).id;
  },
  /** Publishes one that was withdrawn, or withdraws it. */
  async publishOutbreak(id: string, published: boolean): Promise<void> {
    await emsCall(`/outbreaks/${encodeURIComponent(id)}/published`, {
      method: 'PUT',
      body: { published },
    });
  },
  async fortiAnalyzer(signal?: AbortSignal) {
    return parsed(fortiAnalyzerAnswerSchema, await emsCall('/fortianalyzer', { signal }));
  },
  async connectFortiAnalyzer(connected: boolean): Promise<void> {
    await emsCall('/fortianalyzer', { method: 'PUT', body: { connected } });
  },
  /** The id. */
  async addHandler(spec: IocHandlerSpec): Promise<number> {
    const answer = await emsCall('/fortianalyzer/handlers', { method: 'POST', body: spec });
    return parsed(handlerIdSchema, answer).id;
  },
  async enableHandler(id: number, enabled: boolean): Promise<void> {
    await emsCall(`/fortianalyzer/handlers/${id}`, { method: 'PUT', body: { enabled } });
  },
  /** Answers the tags that are on their way back. */
  async removeHandler(id: number) {
    const answer = await emsCall(`/fortianalyzer/handlers/${id}`, { method: 'DELETE' });
    return parsed(travellingTagsSchema, answer);
  },
  /** Answers the tags that are on their way. */
  async sendLog(log: EndpointLog) {
    const answer = await emsCall('/fortianalyzer/logs', { method: 'POST', body: log });
    return parsed(travellingTagsSchema, answer);
  },
  /** The lab's own knob, so that a FortiGate's room for tags can run out; null for its model's own. */
  async setTagLimit(serial: string, tagLimit: number | null): Promise<void> {
    const path = `/fabric_devices/${encodeURIComponent(serial)}/tag_limit`;
    await emsCall(path, { method: 'PUT', body: { tagLimit } });
  },
};
