/**
 * What a FortiGate knows of an endpoint and of a tag, and the one reason why not. `engine/sync/standing.ts`
 * alone works it out; whatever shows it reads this.
 */
import { z } from '#model/zod.ts';
import { nearMissSchema } from '#model/decision/near-miss.ts';
import { tagCategorySchema } from '#model/tagging/tags.ts';

/**
 * A FortiGate's connection to EMS. `not-configured`: it has no connector, or EMS does not list this FortiGate,
 * as in a case file that leaves it out. `disabled`, `other-serial` and `unverified` are its connector's own:
 * switched off, of a serial number that EMS does not have, with a certificate that was not accepted. `cached`:
 * it is down, and what the FortiGate knew then still counts [866827].
 */
export const linkSchema = z.enum([
  'up',
  'cached',
  'down',
  'not-authorized',
  'not-configured',
  'disabled',
  'other-serial',
  'unverified',
]);
export type Link = z.infer<typeof linkSchema>;
export const brokenLinkSchema = linkSchema.exclude(['up', 'cached']);
export type BrokenLink = z.infer<typeof brokenLinkSchema>;

/** True where nothing of EMS is known. */
export function isBroken(link: Link): link is BrokenLink {
  return link !== 'up' && link !== 'cached';
}

const link = z.object({ kind: z.literal('link'), link: brokenLinkSchema });
const noEndpoint = z.object({ kind: z.literal('no-endpoint') });
const notRegistered = z.object({ kind: z.literal('not-registered') });
const offline = z.object({ kind: z.literal('offline') });
const typeNotShared = z.object({ kind: z.literal('type-not-shared'), category: tagCategorySchema });
/** The FortiGate's connector does not ask for tags: `pull-tags disable`. */
const tagsNotPulled = z.object({ kind: z.literal('tags-not-pulled') });
/** The FortiGate has room for so many tags, and others came first [25915]. */
const noRoom = z.object({ kind: z.literal('no-room'), limit: z.number() });

/** Why a FortiGate knows nothing at all of an endpoint (R4, R5). */
export const endpointAbsenceSchema = z.discriminatedUnion('kind', [
  link,
  /** EMS has no such endpoint. */
  noEndpoint,
  notRegistered,
  offline,
]);
export type EndpointAbsence = z.infer<typeof endpointAbsenceSchema>;

/** Why a tag does not exist on a FortiGate, whoever carries it (section 4). */
export const tagAbsenceSchema = z.discriminatedUnion('kind', [
  link,
  tagsNotPulled,
  typeNotShared,
  noRoom,
  /** `near`: a tag that is on the FortiGate and comes close. */
  z.object({ kind: z.literal('nobody-carries'), near: nearMissSchema.nullable() }),
]);
export type TagAbsence = z.infer<typeof tagAbsenceSchema>;

/** Why a FortiGate does not know a tag of an endpoint (R5). */
export const absenceSchema = z.discriminatedUnion('kind', [
  link,
  noEndpoint,
  notRegistered,
  offline,
  /** `near`: a tag that the endpoint has and that comes close. */
  z.object({ kind: z.literal('endpoint-lacks'), near: nearMissSchema.nullable() }),
  tagsNotPulled,
  typeNotShared,
  noRoom,
]);
export type Absence = z.infer<typeof absenceSchema>;

/** Whether FortiClient Endpoint Sharing gives an endpoint's addresses to a FortiGate, and by what (F1). */
export const addressStandingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('given'), by: z.enum(['own-gateway', 'all', 'selected']) }),
  z.object({ kind: z.literal('left-out'), gateway: z.string().nullable() }),
]);
export type AddressStanding = z.infer<typeof addressStandingSchema>;

/** `known`: the tag counts in a ZTNA session (R5); `addresses`: whether it resolves to the endpoint too (F1). */
export const standingSchema = z.discriminatedUnion('known', [
  z.object({ known: z.literal(true), addresses: addressStandingSchema }),
  z.object({ known: z.literal(false), why: absenceSchema }),
]);
export type Standing = z.infer<typeof standingSchema>;
