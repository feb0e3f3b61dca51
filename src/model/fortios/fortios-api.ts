/** What FortiOS's monitor and log APIs answer, as far as the console asks. */
import { tagRoomSchema } from '#model/ems/fortigate-models.ts';
import { tagCategorySchema } from '#model/tagging/tags.ts';
import { logFieldSchema } from '#model/decision/log.ts';
import { policyName } from '#model/words/policy-name.ts';
import { linkSchema } from '#model/ems/standing.ts';
import { z } from '#model/zod.ts';

/** A FortiGate's connection to its EMS, for the pages that show tags. */
export const emsStatusSchema = z.object({
  id: z.number(),
  name: z.string(),
  serial: z.string(),
  tenant: z.string(),
  status: linkSchema,
  /** False where the connector does not ask for tags. */
  pulls_tags: z.boolean(),
  /** Tag types that EMS shares with this FortiGate; empty unless the connection is up. */
  shared: z.array(tagCategorySchema),
  /** The serial number by which EMS's Fabric Devices page lists this FortiGate. */
  device_serial: z.string(),
  /** The room for tags [25915]. */
  room: tagRoomSchema,
});
export type EmsStatus = z.infer<typeof emsStatusSchema>;

export const objectUseSchema = z.object({
  /** `firewall policy` and the like. */
  table: z.string(),
  key: z.string(),
  field: z.string(),
  name: z.string(),
  /** Of an address group: groups of tags have a page of their own. */
  isTagGroup: z.boolean().optional(),
});
export type ObjectUse = z.infer<typeof objectUseSchema>;

/** `policy 17 ZTNA-webserver-allow`, `group Sites`: who uses an object, for the middle of a sentence. */
export function objectUseName({ table, key, name }: ObjectUse): string {
  switch (table) {
    case 'firewall policy':
      return policyName({ policytype: 'policy', policyid: Number(key), name });
    case 'firewall proxy-policy':
      return policyName({ policytype: 'proxy-policy', policyid: Number(key), name });
    case 'firewall security-policy':
      return policyName({ policytype: 'security-policy', policyid: Number(key), name });
    case 'firewall addrgrp':
      return `group ${key}`;
    case 'user group':
      return `user group ${key}`;
    case 'authentication scheme':
      return `authentication scheme ${key}`;
    case 'system zone':
      return `zone ${key}`;
    case 'firewall vip':
      return `VIP ${key}`;
    case 'firewall access-proxy':
      return `ZTNA server ${key}`;
    default:
      return key;
  }
}

/** `/log/memory/traffic/ztna`: one record, under `_metadata` of each result. */
export const logRecordSchema = z.object({
  /** Which record of the device's traffic log it is, from 1, oldest first: it stays the same. */
  index: z.number(),
  /** Its number by age over all traffic, the newest 1, as `execute log display` counts [259754]. */
  number: z.number().default(1),
  line: z.array(logFieldSchema),
  /** The line as the device wrote it. */
  text: z.string(),
});
export type LogRecord = z.infer<typeof logRecordSchema>;
