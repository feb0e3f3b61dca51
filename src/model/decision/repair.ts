/**
 * Changes that would let a denied session through, or end an accepted one, as data. `engine/repairs/repairs.ts`
 * finds and checks them, `engine/repairs/apply-change.ts` carries them out, `words/repair.ts` words them.
 */
import { consideredTypes } from '#model/decision/decision.ts';
import { countingSchema } from '#model/lab/counting.ts';
import { endpointSharingSchema } from '#model/ems/ems.ts';
import { tagCategorySchema, tagSchema } from '#model/tagging/tags.ts';
import { testsPreviewSchema } from '#model/lab/policy-test.ts';
import { z } from '#model/zod.ts';

/** `ems`: the serial number of the EMS server that it is a Fabric device of; absent for the first. */
const ofDevice = { device: z.string(), ems: z.string().optional() };
const ofEndpoint = { uid: z.string(), host: z.string() };
const ofPolicy = {
  fortigate: z.string(),
  policytype: z.enum(consideredTypes),
  policyid: z.number(),
  /** The policy's name; empty for one without. */
  name: z.string(),
};
/** By the numbers of the gateway's entry and its own; `address` is what it is for people. */
const ofRealServer = {
  fortigate: z.string(),
  server: z.string(),
  gateway: z.number(),
  realServer: z.number(),
  address: z.string(),
};
/** Entry `connector` of `endpoint-control fctems`. */
const ofConnector = { fortigate: z.string(), connector: z.number() };
const sharing = { endpointSharing: endpointSharingSchema, selected: z.array(z.string()) };
/** Which list of a policy, and the names of address objects in it. */
const inList = { list: z.enum(['primary', 'secondary']), from: z.string(), to: z.string() };

export const changeSchema = z.discriminatedUnion('kind', [
  // On EMS: what is shared with a Fabric device, and with whom at all.
  z.object({ kind: z.literal('share-type'), ...ofDevice, category: tagCategorySchema }),
  z.object({ kind: z.literal('stop-sharing-type'), ...ofDevice, category: tagCategorySchema }),
  z.object({ kind: z.literal('widen-endpoint-sharing'), ...ofDevice, ...sharing }),
  z.object({ kind: z.literal('narrow-endpoint-sharing'), ...ofDevice, ...sharing }),
  z.object({ kind: z.literal('authorize'), ...ofDevice }),
  /** Brings a connection back that is down. */
  z.object({ kind: z.literal('reconnect'), ...ofDevice }),
  z.object({ kind: z.literal('deny-device'), ...ofDevice }),
  // On EMS: the endpoint.
  z.object({ kind: z.literal('add-tag'), ...ofEndpoint, tag: tagSchema }),
  z.object({ kind: z.literal('remove-tag'), ...ofEndpoint, tag: tagSchema }),
  z.object({ kind: z.literal('register'), ...ofEndpoint }),
  z.object({ kind: z.literal('unregister'), ...ofEndpoint }),
  z.object({ kind: z.literal('bring-online'), ...ofEndpoint }),
  z.object({ kind: z.literal('take-offline'), ...ofEndpoint }),
  // On a FortiGate: its policies. `asked` and `tag` are what the two names stand for.
  z.object({
    kind: z.literal('swap-tag'),
    ...ofPolicy,
    ...inList,
    asked: tagSchema.nullable(),
    tag: tagSchema,
  }),
  z.object({ kind: z.literal('mac-to-ip'), ...ofPolicy, ...inList, tag: tagSchema }),
  z.object({ kind: z.literal('match-any'), ...ofPolicy }),
  z.object({ kind: z.literal('match-all'), ...ofPolicy }),
  z.object({ kind: z.literal('enable-policy'), ...ofPolicy }),
  z.object({ kind: z.literal('disable-policy'), ...ofPolicy }),
  z.object({
    kind: z.literal('move-policy'),
    ...ofPolicy,
    before: z.number(),
    beforeName: z.string(),
  }),
  /** A name in a policy's list: in place of another, or beside the others where `from` is null. */
  z.object({
    kind: z.literal('name-in-policy'),
    ...ofPolicy,
    field: z.enum(['srcintf', 'dstintf', 'srcaddr', 'dstaddr']),
    from: z.string().nullable(),
    to: z.string(),
  }),
  // On a FortiGate: a real server of a ZTNA server, put into service or out of it.
  z.object({ kind: z.literal('enable-real-server'), ...ofRealServer }),
  z.object({ kind: z.literal('disable-real-server'), ...ofRealServer }),
  // On a FortiGate: the name in an FQDN address, which does not resolve, becomes one that does.
  z.object({
    kind: z.literal('set-fqdn'),
    fortigate: z.string(),
    address: z.string(),
    from: z.string(),
    to: z.string(),
  }),
  // On a FortiGate: its connector to EMS.
  z.object({ kind: z.literal('enable-connector'), ...ofConnector }),
  z.object({ kind: z.literal('set-connector-serial'), ...ofConnector, serial: z.string() }),
  z.object({ kind: z.literal('verify-connector'), ...ofConnector }),
  z.object({ kind: z.literal('pull-tags'), ...ofConnector }),
  // In the session itself.
  z.object({ kind: z.literal('log-in'), user: z.string(), groups: z.array(z.string()) }),
  z.object({ kind: z.literal('present-certificate'), ...ofEndpoint }),
  z.object({ kind: z.literal('withhold-certificate'), ...ofEndpoint }),
]);
export type Change = z.infer<typeof changeSchema>;

export const repairSchema = z.object({
  /** Together they do it; none of them alone does. */
  changes: z.array(changeSchema).min(1).max(2),
  /**
   * Other pairs of an endpoint and a ZTNA server whose plain session would then be accepted, and those
   * that would be denied; null while they are being counted.
   */
  opens: z.number().nullable(),
  closes: z.number().nullable(),
  /** Both together. */
  flips: z.number().nullable(),
  /** The first of them, each as `HANS to ZTNA-web`; absent while they are being counted. */
  named: z.object({ opens: z.array(z.string()), closes: z.array(z.string()) }).optional(),
  /** Policy tests that would come out otherwise; absent where there are none, and until they have run. */
  tests: testsPreviewSchema.optional(),
});
export type Repair = z.infer<typeof repairSchema>;

export const repairsSchema = z.object({
  /** `allow`: the session was denied, and these would let it through. `end`: these would end an access. */
  aim: z.enum(['allow', 'end']),
  /** The least first. */
  repairs: z.array(repairSchema),
  /** How far the side effects are counted, in pairs to look at; null once all are. */
  counting: countingSchema.nullable(),
});
export type Repairs = z.infer<typeof repairsSchema>;
