/** What the fields of a FortiGate's forms offer to pick, found by typing: there may be thousands. */
import { namedObjectSchema } from '#model/fortios/policy-list.ts';
import { z } from '#model/zod.ts';

export const choiceFields = [
  /** Interfaces and zones as policies name them: none that is in a zone. */
  'interface',
  'zone-member',
  'address',
  /** The same without `all`, which no group holds. */
  'group-member',
  /** Addresses that stand for a domain name. */
  'fqdn-address',
  /** Addresses, and tags by their IP and MAC names, which stand among them in a standard policy. */
  'source',
  /** The same, and virtual IPs. */
  'destination',
  'schedule',
  'service',
  'user',
  'user-group',
  'tag',
  /** Tags as a ZTNA policy asks for them: once, by their IP names. */
  'ztna-tag',
  /** ZTNA servers by their own names, and by their VIPs. */
  'ztna-server',
  'ztna-server-vip',
] as const;
export type ChoiceField = (typeof choiceFields)[number];

const choiceSchema = z.object({
  /** What is put into the field. */
  value: z.string(),
  /** What is searched, and read out. */
  label: z.string(),
  /** Another label of the field that this one could be taken for. */
  twin: z.string().nullable(),
  /** Of addresses, tags and servers: what stands behind the name. */
  named: namedObjectSchema.nullable(),
});
export type FieldChoice = z.infer<typeof choiceSchema>;

export const choicesSchema = z.object({
  choices: z.array(choiceSchema),
  /** How many the text finds. */
  matched: z.number(),
});
export type Choices = z.infer<typeof choicesSchema>;
