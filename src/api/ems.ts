/** The client of EMS's API. */
import { emsBase, emsEnvelopeSchema, emsExpired, labCredentials } from '#model/api.ts';
import {
  type EndpointAction,
  type EndpointSort,
  type EndpointStatus,
  type FabricDeviceSort,
  endpointAnswerSchema,
  endpointPageSchema,
  fabricDeviceAnswerSchema,
  fabricDevicePageSchema,
  tagListSchema,
} from '#model/ems-api.ts';
import type { FabricDeviceSharing } from '#model/ems.ts';
import { sharingPreviewSchema } from '#model/sharing-preview.ts';
import type { Tag } from '#model/tags.ts';
import { ApiError, type Send, parsed, queryText, send } from './http.ts';

/** The sign-in of this page; null before the first call, and again when EMS says that it has expired. */
let session: Promise<void> | null = null;

async function signIn(): Promise<void> {
  const { name, password } = labCredentials;
  const { body, status } = await send(`${emsBase}/auth/signin`, {
    method: 'POST',
    body: { name, password },
  });
  const { result } = parsed(emsEnvelopeSchema, body);
  if (result.retval !== 1)
    throw new ApiError(status, result.retval, result.message ?? 'Not signed in.');
}

/** Several requests may begin at once, or find the session expired at once; they sign in once. */
function signedIn(): Promise<void> {
  session ??= signIn().catch((error: unknown) => {
    session = null;
    throw error;
  });
  return session;
}

/** One request to EMS: signed in, out of its envelope. Throws an ApiError where it is refused. */
export async function emsCall(path: string, options: Send = {}): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    const current = signedIn();
    await current;
    const { status, body } = await send(`${emsBase}${path}`, options);
    const { result, data } = parsed(emsEnvelopeSchema, body);
    if (result.retval === 1) return data;
    if (result.retval !== emsExpired || attempt > 1)
      throw new ApiError(
        status,
        result.retval,
        result.message ?? `EMS answered ${result.retval}.`,
        result.field ?? null,
      );
    if (session === current) session = null;
  }
}

export interface EndpointListQuery {
  readonly offset: number;
  readonly count: number;
  readonly search: string;
  readonly status: EndpointStatus | null;
  readonly tag: Tag | null;
  readonly sort: EndpointSort;
  readonly descending: boolean;
}

export interface FabricDeviceListQuery {
  readonly offset: number;
  readonly count: number;
  readonly search: string;
  readonly authorized: boolean | null;
  readonly sort: FabricDeviceSort;
  readonly descending: boolean;
}
export const ems = {
  async endpoints({ tag, descending, ...query }: EndpointListQuery, signal?: AbortSignal) {
    const path = `/endpoints/index${queryText({
      ...query,
      tag: tag?.name,
      category: tag?.category,
      order: descending ? 'desc' : 'asc',
    })}`;
    return parsed(endpointPageSchema, await emsCall(path, { signal }));
  },
  async endpoint(uid: string, signal?: AbortSignal) {
    const path = `/endpoints/${encodeURIComponent(uid)}`;
    return parsed(endpointAnswerSchema, await emsCall(path, { signal }));
  },
  async addClassificationTag(uid: string, name: string): Promise<void> {
    await emsCall(`/endpoints/${encodeURIComponent(uid)}/classification_tags`, {
      method: 'POST',
      body: { name },
    });
  },
  async removeClassificationTag(uid: string, name: string): Promise<void> {
    await emsCall(
      `/endpoints/${encodeURIComponent(uid)}/classification_tags/${encodeURIComponent(name)}`,
      { method: 'DELETE' },
    );
  },
  async tags(signal?: AbortSignal) {
    return parsed(tagListSchema, await emsCall('/tags', { signal })).tags;
  },
  async fabricDevices({ descending, ...query }: FabricDeviceListQuery, signal?: AbortSignal) {
    const path = `/fabric_devices/index${queryText({ ...query, order: descending ? 'desc' : 'asc' })}`;
    return parsed(fabricDevicePageSchema, await emsCall(path, { signal }));
  },
  async fabricDevice(serial: string, signal?: AbortSignal) {
    const path = `/fabric_devices/${encodeURIComponent(serial)}`;
    return parsed(fabricDeviceAnswerSchema, await emsCall(path, { signal }));
  },
  async endpointAction(uid: string, action: EndpointAction): Promise<void> {
    await emsCall(`/endpoints/${encodeURIComponent(uid)}/action`, {
      method: 'POST',
      body: { action },
    });
  },
  async authorize(serial: string, authorized: boolean): Promise<void> {
    await emsCall(`/fabric_devices/${encodeURIComponent(serial)}/authorization`, {
      method: 'PUT',
      body: { authorized },
    });
  },
  async connect(serial: string, connected: boolean): Promise<void> {
    await emsCall(`/fabric_devices/${encodeURIComponent(serial)}/connection`, {
      method: 'PUT',
      body: { connected },
    });
  },
  /** What an update would do; nothing is changed. */
  async previewSharing(serial: string, sharing: FabricDeviceSharing, signal?: AbortSignal) {
    const path = `/fabric_devices/${encodeURIComponent(serial)}/sharing/preview`;
    return parsed(
      sharingPreviewSchema,
      await emsCall(path, { method: 'POST', body: sharing, signal }),
    );
  },
  /** `basedOn`: the revision that the editor shows; null overwrites whatever is there. */
  async updateSharing(
    serial: string,
    sharing: FabricDeviceSharing,
    basedOn: number | null,
  ): Promise<void> {
    await emsCall(`/fabric_devices/${encodeURIComponent(serial)}/sharing`, {
      method: 'PUT',
      body: sharing,
      headers: basedOn === null ? {} : { 'If-Match': `"${basedOn}"` },
    });
  },
};
