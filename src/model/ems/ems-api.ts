/** EMS's endpoints and Fabric devices as its API writes them. */
import {
  endpointRouteSchema,
  type Endpoint,
  fabricDeviceSchema,
  operatingSystemSchema,
} from '#model/ems/ems.ts';
import { tagRoomSchema } from '#model/ems/fortigate-models.ts';
import { tagAssignmentSchema, tagCategorySchema, tagSchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

/** A tag change that reaches EMS with the endpoint's next keepalive. */
const pendingTagSchema = tagSchema.extend({
  /** False where the tag is taken. */
  add: z.boolean(),
  /** Milliseconds of the epoch on the world's clock; null while the endpoint sends no keepalive. */
  due: z.number().nullable(),
});
export type PendingTag = z.infer<typeof pendingTagSchema>;

const handTagSchema = tagSchema.extend({
  /** False where it was taken: the rules would give it. */
  add: z.boolean(),
});
export type HandTag = z.infer<typeof handTagSchema>;

/** An endpoint with what is on its way to its tags, and what a person did to them against the rules. */
export interface EndpointAnswer extends Endpoint {
  readonly pendingTags: readonly PendingTag[];
  readonly handTags: readonly HandTag[];
  /** Addresses of its that other endpoints have too; of a list, none is looked for. */
  readonly sharedAddresses: readonly { readonly ip: string; readonly hosts: readonly string[] }[];
  /** Lets its user leave quarantine; null where it is in none. */
  readonly quarantineCode: string | null;
}

/** EMS's own number of an endpoint, which its detail calls take [public EMS report script; how it is made assumed]. */
export function deviceIdOf(uid: string): number {
  return Number.parseInt(uid.slice(-12), 16);
}

/** Names of `endpoints/index` where they are published; the rest is [assumed] in the same manner. */
const endpointWireSchema = z.object({
  device_id: z.number().default(0),
  uid: z.string(),
  host: z.string(),
  os_type: operatingSystemSchema,
  os_version: z.string(),
  fct_users: z.array(z.object({ name: z.string(), groups: z.array(z.string()) })),
  owner: z.string().nullable(),
  ip_addr: z.string(),
  mac_addr: z.string(),
  public_ip_addr: z.string(),
  gateway: z.string().nullable(),
  /** Ways besides that of its own record [a field of ours]. */
  routes: z.array(endpointRouteSchema).optional(),
  is_ems_registered: z.boolean(),
  is_ems_online: z.boolean(),
  is_ems_onnet: z.boolean(),
  is_quarantined: z.boolean(),
  quarantine_access_code: z.string().nullable().default(null),
  is_in_sync: z.boolean(),
  is_manageable: z.boolean(),
  ztna_serial: z.string(),
  is_ztna_revoked: z.boolean().default(false),
  fct_version: z.string(),
  tags: z.array(tagAssignmentSchema),
  pending_tags: z.array(pendingTagSchema).default([]),
  hand_tags: z.array(handTagSchema).default([]),
  /** Addresses of its that other endpoints have too [a field of ours]. */
  shared_addresses: z.array(z.object({ ip: z.string(), hosts: z.array(z.string()) })).default([]),
});
export type EndpointWire = z.input<typeof endpointWireSchema>;

export function endpointToWire(endpoint: EndpointAnswer): EndpointWire {
  return {
    device_id: deviceIdOf(endpoint.uid),
    uid: endpoint.uid,
    host: endpoint.host,
    os_type: endpoint.os,
    os_version: endpoint.osVersion,
    fct_users:
      endpoint.user === null ? [] : [{ name: endpoint.user, groups: [...endpoint.groups] }],
    owner: endpoint.owner,
    ip_addr: endpoint.ip,
    mac_addr: endpoint.mac,
    public_ip_addr: endpoint.publicIp,
    gateway: endpoint.gateway,
    ...(endpoint.routes ? { routes: [...endpoint.routes] } : {}),
    is_ems_registered: endpoint.registered,
    is_ems_online: endpoint.online,
    is_ems_onnet: endpoint.onNet,
    is_quarantined: endpoint.quarantined,
    quarantine_access_code: endpoint.quarantineCode,
    is_in_sync: endpoint.inSync,
    is_manageable: endpoint.manageable,
    ztna_serial: endpoint.certificateSerial,
    is_ztna_revoked: endpoint.certificateRevoked ?? false,
    fct_version: endpoint.forticlientVersion,
    tags: [...endpoint.tags],
    pending_tags: [...endpoint.pendingTags],
    hand_tags: [...endpoint.handTags],
    shared_addresses: endpoint.sharedAddresses.map(({ ip, hosts }) => ({ ip, hosts: [...hosts] })),
  };
}

export const endpointAnswerSchema = endpointWireSchema.transform((wire): EndpointAnswer => ({
  uid: wire.uid,
  host: wire.host,
  os: wire.os_type,
  osVersion: wire.os_version,
  user: wire.fct_users[0]?.name ?? null,
  groups: wire.fct_users[0]?.groups ?? [],
  owner: wire.owner,
  ip: wire.ip_addr,
  mac: wire.mac_addr,
  publicIp: wire.public_ip_addr,
  gateway: wire.gateway,
  ...(wire.routes ? { routes: wire.routes } : {}),
  registered: wire.is_ems_registered,
  online: wire.is_ems_online,
  onNet: wire.is_ems_onnet,
  quarantined: wire.is_quarantined,
  inSync: wire.is_in_sync,
  manageable: wire.is_manageable,
  certificateSerial: wire.ztna_serial,
  certificateRevoked: wire.is_ztna_revoked,
  forticlientVersion: wire.fct_version,
  tags: wire.tags,
  pendingTags: wire.pending_tags,
  handTags: wire.hand_tags,
  sharedAddresses: wire.shared_addresses,
  quarantineCode: wire.quarantine_access_code,
}));

/** The statuses that the endpoint list filters by. */
const endpointStatuses = [
  'online',
  'offline',
  'unregistered',
  'quarantined',
  'out-of-sync',
] as const;
export const endpointStatusSchema = z.enum(endpointStatuses);
export type EndpointStatus = z.infer<typeof endpointStatusSchema>;

const endpointCountsSchema = z.record(endpointStatusSchema, z.number());
export type EndpointCounts = z.infer<typeof endpointCountsSchema>;

export const endpointPageSchema = z.object({
  endpoints: z.array(endpointAnswerSchema),
  /** Of all endpoints that the filters leave. */
  total: z.number(),
  /** Of all endpoints, whatever is asked. */
  counts: endpointCountsSchema,
});

/** One word for an endpoint's state, the most pressing first. */
export function endpointStatus(endpoint: Endpoint): EndpointStatus {
  if (!endpoint.registered) return 'unregistered';
  if (endpoint.quarantined) return 'quarantined';
  if (!endpoint.online) return 'offline';
  return endpoint.inSync ? 'online' : 'out-of-sync';
}

const endpointSortKeys = ['host', 'user', 'ip', 'os', 'gateway', 'status'] as const;
export const endpointSortSchema = z.enum(endpointSortKeys);
export type EndpointSort = z.infer<typeof endpointSortSchema>;

export const fabricDeviceAnswerSchema = z.object({
  device: fabricDeviceSchema,
  /** Its own, for `If-Match`: grows when it changes, and with nothing else. */
  revision: z.number(),
  /** How many endpoints have this device as their gateway. */
  endpoints: z.number(),
  /** The room for tags on the device [25915]. */
  room: tagRoomSchema,
  /**
   * Milliseconds of the epoch, on the world's clock, at which it forgets what it knows of EMS; null where its
   * connection is up, or it has forgotten.
   */
  cacheEnds: z.number().nullable(),
});
export type FabricDeviceAnswer = z.infer<typeof fabricDeviceAnswerSchema>;
export const fabricDevicePageSchema = z.object({
  devices: z.array(fabricDeviceAnswerSchema),
  total: z.number(),
  /** Of all endpoints of this EMS. */
  endpoints: z.number(),
  fortiAnalyzerConnected: z.boolean(),
});

/** `group`: standalone devices, each Security Fabric from its root on, each HA cluster. */
export const fabricDeviceSortSchema = z.enum(['group', 'name', 'ip', 'version', 'authorized']);
export type FabricDeviceSort = z.infer<typeof fabricDeviceSortSchema>;

export const tagListSchema = z.object({
  tags: z.array(z.object({ category: tagCategorySchema, name: z.string(), endpoints: z.number() })),
});

export const addTagSchema = z.object({ name: z.string() });

/** What an administrator can do to an endpoint as a whole. */
export const endpointActionSchema = z.enum([
  'quarantine',
  'unquarantine',
  'unregister',
  'register',
  'take-offline',
  'bring-online',
  'out-of-sync',
  'sync',
  'revoke-certificate',
  'reissue-certificate',
]);
export type EndpointAction = z.infer<typeof endpointActionSchema>;
export const endpointActionBodySchema = z.object({ action: endpointActionSchema });
export const authorizeBodySchema = z.object({ authorized: z.boolean() });
export const connectionBodySchema = z.object({ connected: z.boolean() });
