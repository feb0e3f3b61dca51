import { tagAssignmentSchema, tagCategorySchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

export const operatingSystems = [
  'windows',
  'macos',
  'linux',
  'ios',
  'android',
  'chromeos',
] as const;
export const operatingSystemSchema = z.enum(operatingSystems);
export type OperatingSystem = z.infer<typeof operatingSystemSchema>;

export const operatingSystemWords: Record<OperatingSystem, string> = {
  windows: 'Windows',
  macos: 'macOS',
  linux: 'Linux',
  ios: 'iOS',
  android: 'Android',
  chromeos: 'ChromeOS',
};

/**
 * A further way by which an endpoint's traffic comes: another network card, another FortiGate, a VPN
 * [866827, 735065, 236870].
 */
export const endpointRouteSchema = z
  .object({
    ip: z.string(),
    /** Null where EMS knows none, as over a VPN. */
    mac: z.string().nullable(),
    /** The FortiGate's interface that it comes in by; null where EMS does not say. */
    interface: z.string().nullable(),
    /** The name of the Fabric device that is its gateway, or ends the VPN. */
    gateway: z.string().nullable(),
    vpn: z.boolean(),
  })
  .readonly();
export type EndpointRoute = z.infer<typeof endpointRouteSchema>;

/** A device with FortiClient as EMS knows it. Tags stand in the order in which they came. */
export const endpointSchema = z
  .object({
    uid: z.string().regex(/^[0-9A-F]{32}$/i),
    host: z.string(),
    os: operatingSystemSchema,
    osVersion: z.string(),
    user: z.string().nullable(),
    groups: z.array(z.string()).readonly(),
    /** The user whom EMS holds to be the device's owner [331196]. */
    owner: z.string().nullable(),
    ip: z.string(),
    mac: z.string(),
    publicIp: z.string(),
    /** The name of the Fabric device that is the endpoint's gateway. */
    gateway: z.string().nullable(),
    /** Routes besides that of `ip`, `mac` and `gateway`; absent for none. */
    routes: z.array(endpointRouteSchema).readonly().optional(),
    registered: z.boolean(),
    online: z.boolean(),
    onNet: z.boolean(),
    quarantined: z.boolean(),
    inSync: z.boolean(),
    manageable: z.boolean(),
    certificateSerial: z.string(),
    /** EMS has revoked the certificate: whoever presents it is denied with 063. Absent is no. */
    certificateRevoked: z.boolean().optional(),
    forticlientVersion: z.string(),
    tags: z.array(tagAssignmentSchema).readonly(),
  })
  .readonly();
export type Endpoint = z.infer<typeof endpointSchema>;

export const endpointSharingModes = ['all', 'connected', 'selected'] as const;
export const endpointSharingSchema = z.enum(endpointSharingModes);
export type EndpointSharing = z.infer<typeof endpointSharingSchema>;

/** The three options of FortiClient Endpoint Sharing, as the sync editor words them [445705]. */
export const endpointSharingWords: Record<
  EndpointSharing,
  { readonly label: string; readonly short: string }
> = {
  all: { label: 'Share all FortiClients', short: 'All FortiClients' },
  connected: {
    label: 'Only share FortiClients connected to this fabric device',
    short: 'This device only',
  },
  selected: {
    label: 'Share FortiClients connected to selected fabric devices',
    short: 'Selected devices',
  },
};

/** An alias has room for so many characters [assumed]. */
const maxAlias = 63;

/** So many FortiGates besides the edited one can be selected [445705]. */
export const maxSelectedDevices = 4;

/** A FortiGate as EMS knows it, with what EMS shares with it. */
export const fabricDeviceSchema = z
  .object({
    name: z.string(),
    serial: z.string(),
    /** What its administrators call it on EMS; absent for nothing. */
    alias: z.string().optional(),
    ip: z.string(),
    version: z.string(),
    authorized: z.boolean(),
    /** Its connection to EMS is up. Absent is yes. */
    connected: z.boolean().optional(),
    /**
     * Milliseconds of the epoch at which it went down: what the device knew then it keeps for its
     * `out-of-sync-threshold` [866827]. Absent while it is up, and where it has been down for long.
     */
    downSince: z.number().optional(),
    /** It went down by itself: the root of its Security Fabric did not keep it alive for 15 minutes [445705]. */
    expired: z.boolean().optional(),
    /** Its place in a Security Fabric; absent for a standalone device. */
    fabric: z.object({ name: z.string(), role: z.enum(['root', 'downstream']) }).optional(),
    /** The HA cluster that it is the primary of, and the other member's serial number. */
    ha: z.object({ cluster: z.string(), secondary: z.string() }).optional(),
    /** It has room for so many tags; further ones are refused. Absent for any number. */
    tagLimit: z.number().optional(),
    /** Milliseconds of the epoch; null if it never connected. */
    lastSeen: z.number().nullable(),
    tagTypes: z.array(tagCategorySchema).readonly(),
    endpointSharing: endpointSharingSchema,
    /** Names of the additional devices of the third option; kept when another option is chosen. */
    selected: z.array(z.string()).readonly(),
  })
  .readonly();
export type FabricDevice = z.infer<typeof fabricDeviceSchema>;

const emsServerSchema = z.object({
  serial: z.string(),
  tenant: z.string(),
  name: z.string(),
  version: z.string(),
  endpoints: z.array(endpointSchema).readonly(),
  fabricDevices: z.array(fabricDeviceSchema).readonly(),
  /** Custom classification tags; the built-in ones are always there. */
  customClassificationTags: z.array(z.string()).readonly(),
  fortiAnalyzerConnected: z.boolean(),
  /** What devices knew when their connection went down; absent for none. */
  lastKnown: z
    .array(
      z
        .object({
          /** As EMS had it then. */
          device: fabricDeviceSchema,
          endpoints: z.array(endpointSchema).readonly(),
        })
        .readonly(),
    )
    .readonly()
    .optional(),
});
/** One EMS server, a site or tenant of a multitenant one included [185333]. */
export type EmsServer = Readonly<z.infer<typeof emsServerSchema>>;

/** The EMS server whose console is open, and with it the others of the world. */
export const emsSchema = emsServerSchema
  .extend({
    /** Absent for none. */
    otherServers: z.array(emsServerSchema.readonly()).readonly().optional(),
  })
  .readonly();
export type Ems = z.infer<typeof emsSchema>;

/** What the sync editor sends. The same schema stands behind the form and the API. */
export const fabricDeviceSharingSchema = z.object({
  tagTypes: z
    .array(tagCategorySchema)
    .refine((types) => types.includes('zero_trust'), {
      message: 'Zero Trust Tags are always shared. Select them.',
    })
    .refine((types) => new Set(types).size === types.length, {
      message: 'The list contains a tag type twice. Remove one.',
    }),
  endpointSharing: endpointSharingSchema,
  selected: z
    .array(z.string())
    .max(maxSelectedDevices, {
      message: `Select at most ${maxSelectedDevices} additional FortiGates.`,
    })
    .refine((names) => new Set(names).size === names.length, {
      message: 'A FortiGate is selected twice. Remove one.',
    }),
  /** Blank for none; absent leaves it as it is. */
  alias: z
    .string()
    .trim()
    .max(maxAlias, { message: `The alias can have at most ${maxAlias} characters. Shorten it.` })
    .optional(),
});
export type FabricDeviceSharing = z.infer<typeof fabricDeviceSharingSchema>;
