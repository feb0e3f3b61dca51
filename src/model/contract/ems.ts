/** EMS's API. Paths and names are published as far as domain.md section 10 says; the rest is [assumed]. */
import {
  addTagSchema,
  authorizeBodySchema,
  connectionBodySchema,
  endpointActionBodySchema,
  endpointAnswerSchema,
  endpointPageSchema,
  endpointSortSchema,
  endpointStatusSchema,
  fabricDeviceAnswerSchema,
  fabricDevicePageSchema,
  fabricDeviceSortSchema,
} from '#model/ems/ems-api.ts';
import { setCertificatesSchema, updateFabricDeviceSchema } from '#model/ems/ems-published.ts';
import { bulkChangeBodySchema } from '#model/ems/bulk-change.ts';
import { fabricDeviceSharingSchema } from '#model/ems/ems.ts';
import { setTagLimitSchema } from '#model/ems/fortigate-models.ts';
import {
  changePostureSchema,
  endpointPostureSchema,
  travellingTagsSchema,
} from '#model/tagging/posture-api.ts';
import { sharingPreviewSchema } from '#model/ems/sharing-preview.ts';
import { tagCategorySchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';
import { endpointsOf, flag, listing, whole } from './endpoint.ts';
import { followingEms } from './topics.ts';
import { tagSourceEndpoints } from './ems-sources.ts';
import { tagEndpoints } from './ems-tags.ts';

const { get, post, put, patch, remove } = endpointsOf('ems');

const ofUid = z.object({ uid: z.string() });
const ofSerial = z.object({ serial: z.string() });

const signedIn = {
  signIn: post('/auth/signin', {
    about:
      'Begins a session, by a cookie; another, `csrftoken`, has what each change says in `X-CSRFToken`. A session ends after 30 minutes without a request.',
    body: z.object({ name: z.string(), password: z.string() }),
    // A browser keeps cookies from the page that it stands in for.
    answer: z.object({ name: z.string(), csrftoken: z.string() }),
    isOpen: true,
  }),
  signOut: post('/auth/signout', { about: 'Ends the session.', answer: z.object({}) }),
};

const endpoints = {
  endpoints: get('/endpoints/index', {
    about: 'Endpoints, a page at a time.',
    query: z.strictObject({
      ...listing,
      sort: endpointSortSchema.default('host'),
      status: endpointStatusSchema.nullable().default(null),
      tag: z.string().nullable().default(null),
      category: tagCategorySchema.nullable().default(null),
    }),
    answer: endpointPageSchema,
    topics: ['endpoints'],
  }),
  endpoint: get('/endpoints/:uid', {
    about: 'One endpoint.',
    params: ofUid,
    answer: endpointAnswerSchema,
    topics: ['endpoints'],
  }),
  endpointDetails: get('/endpoints/device/:device_id/details', {
    about: 'The same by the number that lists have as `device_id` [public EMS report script].',
    params: z.object({ device_id: whole.min(0) }),
    answer: endpointAnswerSchema,
    topics: ['endpoints'],
  }),
  addClassificationTag: post('/endpoints/:uid/classification_tags', {
    about: 'Gives an endpoint a classification tag.',
    params: ofUid,
    body: addTagSchema,
    answer: z.object({ name: z.string() }),
    changes: followingEms,
  }),
  removeClassificationTag: remove('/endpoints/:uid/classification_tags/:name', {
    about: 'Takes a classification tag from an endpoint.',
    params: ofUid.extend({ name: z.string() }),
    answer: z.object({ name: z.string() }),
    changes: followingEms,
  }),
  actOnEndpoint: post('/endpoints/:uid/action', {
    about: 'Quarantines an endpoint, takes it offline, and the like.',
    params: ofUid,
    body: endpointActionBodySchema,
    answer: endpointActionBodySchema.extend({ uid: z.string() }),
    changes: followingEms,
  }),
  changeEndpoints: post('/endpoints/action', {
    about:
      'Quarantines many endpoints, or gives them a classification tag, as one change. Those that are so already stay as they are.',
    body: bulkChangeBodySchema,
    namesPlaces: true,
    answer: z.object({ uids: z.array(z.string()), revision: z.number() }),
    changes: followingEms,
  }),
  posture: get('/endpoints/:uid/posture', {
    about: 'What is found on an endpoint, and what EMS’s record of it holds.',
    params: ofUid,
    answer: endpointPostureSchema,
    topics: ['endpoints'],
  }),
  changePosture: put('/endpoints/:uid/posture', {
    about: 'Changes both as if on the device; answers the tags that are on their way.',
    params: ofUid,
    body: changePostureSchema,
    namesPlaces: true,
    answer: travellingTagsSchema,
    takesIfMatch: true,
    changes: followingEms,
  }),
};

const devices = {
  fabricDevices: get('/fabric_devices/index', {
    about: 'Fabric devices, a page at a time.',
    query: z.strictObject({
      ...listing,
      sort: fabricDeviceSortSchema.default('group'),
      authorized: flag,
    }),
    answer: fabricDevicePageSchema,
    topics: ['devices'],
  }),
  fabricDevice: get('/fabric_devices/:serial', {
    about: 'One Fabric device.',
    params: ofSerial,
    answer: fabricDeviceAnswerSchema,
    topics: ['devices'],
  }),
  authorizeDevice: put('/fabric_devices/:serial/authorization', {
    about: 'Authorizes a Fabric device, or denies it.',
    params: ofSerial,
    body: authorizeBodySchema,
    answer: authorizeBodySchema.extend({ serial: z.string() }),
    changes: followingEms,
  }),
  connectDevice: put('/fabric_devices/:serial/connection', {
    about: 'Cuts a device’s connection to EMS, or restores it.',
    params: ofSerial,
    body: connectionBodySchema,
    answer: connectionBodySchema.extend({ serial: z.string() }),
    changes: followingEms,
  }),
  setTagLimit: put('/fabric_devices/:serial/tag_limit', {
    about:
      'The lab’s own: so that a FortiGate’s room for tags can run out; null for its model’s own.',
    params: ofSerial,
    body: setTagLimitSchema,
    answer: setTagLimitSchema.extend({ serial: z.string() }),
    changes: followingEms,
  }),
  previewSharing: post('/fabric_devices/:serial/sharing/preview', {
    about: 'What an update would do; nothing is changed. Ask again while it is counting.',
    params: ofSerial,
    body: fabricDeviceSharingSchema,
    answer: sharingPreviewSchema,
    topics: ['devices', 'config', 'knowledge', 'tests'],
  }),
  updateSharing: put('/fabric_devices/:serial/sharing', {
    about: 'Changes which tags and endpoints are shared with a device.',
    params: ofSerial,
    body: fabricDeviceSharingSchema,
    answer: z.object({ serial: z.string() }),
    takesIfMatch: true,
    changes: followingEms,
  }),
};

const published = {
  setCertificates: patch('/client_certificates/set', {
    about: 'Authorizes Fabric devices, or denies them, by their serial numbers.',
    body: setCertificatesSchema,
    namesPlaces: true,
    answer: z.object({ cns: z.array(z.string()), authorized: z.boolean() }),
    changes: followingEms,
  }),
  updateFabricDevice: patch('/fabric_device_auth/:serial/update', {
    about:
      'Changes what is shared with a device, the given fields alone. `share_mode`: 0 its own endpoints, 1 all, 2 those of `selected_cn_list` too. `share_tag_types`: 1 posture, 2 outbreak, 3 classification, 4 Fabric. `alias`: what EMS shows with its name, blank for none.',
    params: ofSerial,
    body: updateFabricDeviceSchema,
    answer: z.object({ serial: z.string() }),
    takesIfMatch: true,
    changes: followingEms,
  }),
};

export const emsApi = {
  ...signedIn,
  ...endpoints,
  ...tagEndpoints,
  ...devices,
  ...published,
  ...tagSourceEndpoints,
};
