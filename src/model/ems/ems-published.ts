/**
 * Bodies of the two changes of Fabric devices whose paths are public
 * [script ems_fgt_authorization_share_clients.py, for EMS 7.x], with the numbers that stand for words there.
 */
import { z } from '#model/zod.ts';
import type { EndpointSharing } from './ems.ts';
import type { TagCategory } from '../tagging/tags.ts';

export const setCertificatesSchema = z.object({
  filters: z.object({
    management_mode: z.string().optional(),
    /** Serial numbers. */
    cns: z.array(z.string()).min(1, 'Name at least one device, by its serial number.'),
  }),
  properties: z.object({ authorized: z.boolean() }),
});

export const updateFabricDeviceSchema = z.object({
  share_mode: z.number().optional(),
  /** Serial numbers of the devices whose endpoints are shared besides its own. */
  selected_cn_list: z.array(z.string()).optional(),
  share_tag_types: z.array(z.number()).optional(),
  /** Blank for none. */
  alias: z.string().optional(),
});

/** 2 is inferred from `selected_cn_list`. */
export const shareModes: ReadonlyMap<number, EndpointSharing> = new Map([
  [0, 'connected'],
  [1, 'all'],
  [2, 'selected'],
]);

export const shareTagTypes: ReadonlyMap<number, TagCategory> = new Map([
  [1, 'zero_trust'],
  [2, 'outbreak_alert'],
  [3, 'classification'],
  [4, 'fabric'],
]);
