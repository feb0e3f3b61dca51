/** What the lab says of a line of a device's traffic log: found, decided again, compared. */
import { countingSchema } from '#model/lab/counting.ts';
import { explanationSchema } from '#model/decision/explanation.ts';
import { changeSchema } from '#model/decision/repair.ts';
import { tagSchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

/** How the endpoint of a line was recognized. */
const foundBySchema = z.enum(['uid', 'host', 'address']);
export type FoundBy = z.infer<typeof foundBySchema>;

/** How the FortiGate was: named, chosen by a person, the one that has the server or the VIP, the only one. */
const foundFortiGateBySchema = z.enum(['line', 'choice', 'server', 'vip', 'only']);
export type FoundFortiGateBy = z.infer<typeof foundFortiGateBySchema>;

/** How the ZTNA server was: by its names in the line, or by the destination's address. */
const foundServerBySchema = z.enum(['name', 'address']);
export type FoundServerBy = z.infer<typeof foundServerBySchema>;

/** What a line names and the world does not have. */
const missingSchema = z.enum(['fortigate', 'endpoint', 'server', 'vip', 'policy']);
export type Missing = z.infer<typeof missingSchema>;

/**
 * Addresses for documentation [RFC 5737]: the real server, which only accepted lines of full policies name, and
 * the VIP, which those do not.
 */
export const standInServer = '192.0.2.10';
export const standInVip = { ip: '192.0.2.20', port: 443 } as const;

const loggedSchema = z.object({
  kind: z.enum(['ztna', 'forward']),
  action: z.enum(['accept', 'deny']),
  policyid: z.number(),
  policytype: z.enum(['policy', 'proxy-policy']),
  /** The policy's name; empty where the line names none. */
  name: z.string(),
  srcip: z.string(),
  /** `203.0.113.10:443`. */
  destination: z.string(),
  /** Date and time as in the line, by the device's clock; null where it has none. */
  time: z.string().nullable(),
  /** The server's name in the line; null where it names none. */
  server: z.string().nullable(),
});

/** `unknown`: something that the line names is missing here, so that it cannot be decided. */
export const replayVerdictSchema = z.enum(['agrees', 'differs', 'unknown', 'unreadable']);
export type ReplayVerdict = z.infer<typeof replayVerdictSchema>;

/** One line, as it is listed. */
export const replayEntrySchema = z.object({
  /** Where in the text, from 1. */
  lineNumber: z.number(),
  text: z.string(),
  verdict: replayVerdictSchema,
  /** Why it cannot be read; null where it can. */
  problem: z.string().nullable(),
  logged: loggedSchema.nullable(),
  /** Host of the endpoint that was found. */
  host: z.string().nullable(),
  /** What the lab decides; null where it cannot. */
  lab: z
    .object({
      action: z.enum(['accept', 'deny']),
      policyid: z.number(),
      policytype: z.enum(['policy', 'proxy-policy']),
      name: z.string(),
    })
    .nullable(),
});
export type ReplayEntry = z.infer<typeof replayEntrySchema>;

/** What the session that is decided has from the line besides both ends; null where the line does not say. */
const takenSchema = z.object({
  user: z.string().nullable(),
  groups: z.array(z.string()),
  /** What the user logged in at. */
  authServer: z.string().nullable(),
  /** Of a full policy: the API gateway, and the real server by its number and address. */
  gateway: z.number().nullable(),
  realServer: z.object({ number: z.number().nullable(), address: z.string() }).nullable(),
  /** Where a VIP led a forward session. */
  nat: z.string().nullable(),
  /** What the lab asks of the server, which no line tells; null where it decides nothing, or no server is asked. */
  request: z.object({ path: z.string(), host: z.string().nullable() }).nullable(),
});
export type TakenFromLine = z.infer<typeof takenSchema>;

/** One line in full. */
export const replayedLineSchema = z.object({
  entry: replayEntrySchema,
  fortigate: z.string().nullable(),
  fortigateBy: foundFortiGateBySchema.nullable(),
  /** FortiGates that it may be, where the line does not say which. */
  candidates: z.array(z.string()),
  endpoint: z.object({ uid: z.string(), host: z.string(), by: foundBySchema }).nullable(),
  /** The ZTNA server here that the line tells of, with its own address. */
  server: z
    .object({
      vip: z.string(),
      accessProxy: z.string().nullable(),
      address: z.string(),
      by: foundServerBySchema,
    })
    .nullable(),
  taken: takenSchema.nullable(),
  missing: z.array(missingSchema),
  explanation: explanationSchema.nullable(),
  /** Tags of this endpoint that only the device knew, and those that only the lab knows. */
  onlyLogged: z.array(tagSchema),
  onlyLab: z.array(tagSchema),
  /** Each would have the lab decide as the device did. */
  accounts: z.array(z.array(changeSchema).min(1)),
});
export type ReplayedLine = z.infer<typeof replayedLineSchema>;

/** So much text is taken at once; more is a file for another tool. */
export const longestLogText = 5_000_000;

export const beginLogSchema = z.object({
  /** Characters that will come (`model/lab/sent-text.ts`). */
  length: z
    .number()
    .int()
    .min(1, 'Paste some log lines.')
    .max(longestLogText, 'The log text is larger than 5 MB. Paste a part of it.'),
});

/** Of a text that was sent. */
export const explainLogRequestSchema = z.object({
  id: z.string(),
  /** The FortiGate, where a person says which it is. */
  fortigate: z.string().nullable().default(null),
  /** Only lines of this verdict. */
  verdict: replayVerdictSchema.nullable().default(null),
  offset: z.coerce.number().int().min(0).default(0),
  count: z.coerce.number().int().min(1).max(100).default(50),
});
export type ExplainLogRequest = z.infer<typeof explainLogRequestSchema>;

export const explainLogAnswerSchema = z.object({
  entries: z.array(replayEntrySchema),
  /** Of the verdict that was asked for, as far as lines were decided. */
  total: z.number(),
  /** How many lines came to which verdict, so far. */
  counts: z.record(replayVerdictSchema, z.number()),
  /** How many lines are decided; null once all are. */
  counting: countingSchema.nullable(),
});
export type ExplainLogAnswer = z.infer<typeof explainLogAnswerSchema>;

export const logLineRequestSchema = z.object({
  /** One line, as it stands in the text. */
  line: z.string().min(1, 'Give the line.').max(100_000, 'The line is too long.'),
  fortigate: z.string().nullable().default(null),
});
export type LogLineRequest = z.infer<typeof logLineRequestSchema>;
