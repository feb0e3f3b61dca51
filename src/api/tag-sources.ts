/** The client of what makes tags come and go on EMS: postures, outbreaks, FortiAnalyzer; and of Tag Monitor. */
import {
  type EndpointLog,
  type IocEventSort,
  type IocHandlerSort,
  type IocHandlerSpec,
  fortiAnalyzerAnswerSchema,
  handlerIdSchema,
  iocEventPageSchema,
  iocHandlerPageSchema,
} from '#model/fortianalyzer.ts';
import {
  type OutbreakSort,
  type OutbreakSpec,
  type OutbreakStatus,
  outbreakIdSchema,
  outbreakPageSchema,
} from '#model/outbreak.ts';
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

/** One page of a list, searched and sorted by EMS. */
export interface ListQuery<Sort extends string> {
  readonly offset: number;
  readonly count: number;
  readonly search: string;
  readonly sort: Sort;
  readonly descending: boolean;
}
export interface TagMonitorListQuery extends ListQuery<TagMonitorSort> {
  readonly category: TagCategory | null;
}
export interface OutbreakListQuery extends ListQuery<OutbreakSort> {
  readonly status: OutbreakStatus | null;
}

function listPath<Query extends ListQuery<string>>(
  path: string,
  { descending, ...query }: Query,
): string {
  return `${path}/index${queryText({ ...query, order: descending ? 'desc' : 'asc' })}`;
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
  async monitor(query: TagMonitorListQuery, signal?: AbortSignal) {
    return parsed(tagMonitorPageSchema, await emsCall(listPath('/tag_monitor', query), { signal }));
  },
  async carriers(
    { category, name }: Tag,
    page: { readonly offset: number; readonly count: number },
    signal?: AbortSignal,
  ) {
    const path = `/tag_monitor/${category}/${encodeURIComponent(name)}${queryText({ ...page })}`;
    return parsed(tagCarriersSchema, await emsCall(path, { signal }));
  },
  async outbreaks(query: OutbreakListQuery, signal?: AbortSignal) {
    return parsed(outbreakPageSchema, await emsCall(listPath('/outbreaks', query), { signal }));
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
  async handlers(query: ListQuery<IocHandlerSort>, signal?: AbortSignal) {
    const path = listPath('/fortianalyzer/handlers', query);
    return parsed(iocHandlerPageSchema, await emsCall(path, { signal }));
  },
  async events(query: ListQuery<IocEventSort>, signal?: AbortSignal) {
    const path = listPath('/fortianalyzer/logs', query);
    return parsed(iocEventPageSchema, await emsCall(path, { signal }));
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
