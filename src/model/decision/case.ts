/** A decision case as it stands in a file: a small world, FortiOS text, and sessions with what must come out. */
import {
  endpointRouteSchema,
  endpointSharingSchema,
  operatingSystemSchema,
} from '#model/ems/ems.ts';
import { certificateStateSchema, loginSchema } from '#model/decision/session.ts';
import { tagCategorySchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

const names = z.array(z.string());

/** With the offset from UTC: `2025-01-07T10:57:00-08:00`. */
const timeSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/, {
    message: 'write the time as 2025-01-07T10:57:00-08:00',
  })
  .refine((time) => !Number.isNaN(Date.parse(time)), {
    message: 'there is no such date and time; write one as 2025-01-07T10:57:00-08:00',
  });

const caseRouteSchema = endpointRouteSchema.unwrap().extend({
  mac: z.string().nullable().default(null),
  interface: z.string().nullable().default(null),
  gateway: z.string().nullable().default(null),
  vpn: z.boolean().default(false),
});

const caseEndpointSchema = z.object({
  host: z.string(),
  uid: z.string().regex(/^[0-9a-fA-F]{32}$/, { message: 'an endpoint’s uid has 32 hex digits' }),
  os: operatingSystemSchema,
  ip: z.string(),
  mac: z.string(),
  gateway: z.string().nullable(),
  registered: z.boolean().default(true),
  online: z.boolean().default(true),
  manageable: z.boolean().default(true),
  user: z.string().nullish(),
  groups: names.nullish(),
  owner: z.string().nullish(),
  routes: z.array(caseRouteSchema).nullish(),
  tags: z
    .object({
      zero_trust: names.default([]),
      classification: names.default([]),
      outbreak_alert: names.default([]),
      fabric: names.default([]),
    })
    .prefault({}),
});

const caseDeviceSchema = z.object({
  name: z.string(),
  serial: z.string(),
  authorized: z.boolean().default(true),
  tagTypes: z.array(tagCategorySchema).default(['zero_trust']),
  endpointSharing: endpointSharingSchema.default('connected'),
  selected: names.default([]),
  /** Its connection to EMS has been down since then. */
  downSince: timeSchema.nullish(),
});

const caseEmsSchema = z.object({
  serial: z.string().default('FCTEMS0000000000'),
  tenant: z.string().default('0'.repeat(32)),
  endpoints: z.array(caseEndpointSchema).default([]),
  fabricDevices: z.array(caseDeviceSchema).default([]),
});

const caseExpectationSchema = z.object({
  kind: z.enum(['ztna', 'forward']),
  action: z.enum(['accept', 'deny']),
  policyid: z.number(),
  policytype: z.enum(['policy', 'proxy-policy']),
  error: z.number().nullable(),
});

export const caseSessionSchema = z.object({
  fortigate: z.string(),
  endpoint: z.string().nullable().default(null),
  srcintf: z.string(),
  srcip: z.string().nullish(),
  dstintf: z.string().default('any'),
  dstip: z.string(),
  dstport: z.number().int().min(0).max(65535),
  protocol: z.number().int().min(0).max(255).default(6),
  path: z.string().default('/'),
  host: z.string().nullish(),
  os: operatingSystemSchema.nullish(),
  user: z.string().nullish(),
  groups: names.nullish(),
  certificate: certificateStateSchema.nullish(),
  /** What happens if the FortiGate asks who it is; absent where nobody logs in. */
  login: loginSchema.nullish(),
  /** When it happens, with the FortiGate's offset from UTC. */
  time: timeSchema.nullish(),
  expect: caseExpectationSchema.optional(),
});

export const caseSchema = z.object({
  name: z.string(),
  source: z.string().default(''),
  ems: caseEmsSchema,
  /** Further EMS servers: a FortiGate's connector N is the one whose serial number its entry N has. */
  otherEms: z.array(caseEmsSchema).default([]),
  fortigates: z.array(
    z.object({
      name: z.string(),
      connector: z.number().int().min(1).max(7).default(1),
      config: z.string().default(''),
    }),
  ),
  sessions: z.array(caseSessionSchema).default([]),
  /** Policy tests, as a YAML file of them has them (docs/policy-tests.md). */
  tests: z.array(z.unknown()).default([]),
  resolver: z
    .object({
      fqdn: z.record(z.string(), names).default({}),
      geography: z.record(z.string(), names).default({}),
    })
    .prefault({}),
});

export type DecisionCase = z.infer<typeof caseSchema>;
export type CaseSession = z.infer<typeof caseSessionSchema>;
