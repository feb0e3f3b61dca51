/** Lab > Access matrix: every endpoint, or groups of like ones, against the ZTNA servers of every FortiGate. */
import { policyTypes } from '#model/fortios/policy-list.ts';
import { explanationSchema } from '#model/decision/explanation.ts';
import { connectRequestSchema } from './connect-request.ts';
import { tagSchema } from '#model/tagging/tags.ts';
import { ztnaErrors } from '#model/decision/ztna-errors.ts';
import { z } from '#model/zod.ts';
import { countingSchema } from './counting.ts';

export const matrixGroups = ['none', 'tags', 'user', 'gateway', 'alike'] as const;
export type MatrixGroup = (typeof matrixGroups)[number];

/** Rows that have at least one such pair. */
export const matrixShows = ['all', 'allowed', 'denied', 'near'] as const;
export type MatrixShow = (typeof matrixShows)[number];

export const matrixSorts = ['listed', 'name', 'allowed', '-allowed'] as const;

/** Rows and columns of a window at most. */
export const mostMatrixRows = 500;
export const mostMatrixColumns = 200;

export const matrixFilter = {
  /** A FortiGate's name; empty for all. */
  fortigate: z.string().default(''),
  /** Part of a server's name. */
  server: z.string().default(''),
  /** The incoming interface of every session; empty for that of each server's VIP. */
  srcintf: z.string().default(''),
  group: z.enum(matrixGroups).default('none'),
  /** The key of a group, whose endpoints are shown one by one. */
  within: z.string().default(''),
  show: z.enum(matrixShows).default('all'),
  /** Part of a host, a user or a tag. */
  search: z.string().default(''),
  sort: z.enum(matrixSorts).default('listed'),
};

const matrixCellSchema = z.object({
  /** `none`: the server has no VIP to connect to. `some`: of the endpoints of a group. */
  is: z.enum(['accept', 'deny', 'near', 'none', 'some']),
  /** Of an endpoint's pair. */
  policytype: z.enum(policyTypes).optional(),
  policyid: z.number().optional(),
  /** Of a denied ZTNA session. */
  error: z.literal(ztnaErrors).optional(),
  /** So many of a group are let in. */
  accepted: z.number().optional(),
});
export type MatrixCell = z.infer<typeof matrixCellSchema>;

const matrixRowSchema = z.object({
  /** An endpoint's UID, or a group's key. */
  key: z.string(),
  label: z.string(),
  /** The user of an endpoint; how many endpoints a group has, in words, is the page's. */
  user: z.string().nullable(),
  size: z.number(),
  /** The first tags of an endpoint, or those of a group by tags, and how many more. */
  tags: z.array(tagSchema),
  moreTags: z.number(),
  quarantined: z.boolean(),
  /** Pairs that are allowed, of the servers that are shown; null while they are counted. */
  allowed: z.number().nullable(),
  cells: z.array(matrixCellSchema),
});
export type MatrixRow = z.infer<typeof matrixRowSchema>;

const matrixColumnSchema = z.object({
  fortigate: z.string(),
  server: z.string(),
  /** Endpoints that are let in, of all; null while they are counted. */
  allowed: z.number().nullable(),
});
export type MatrixColumn = z.infer<typeof matrixColumnSchema>;

export const matrixWindowSchema = z.object({
  rows: z.array(matrixRowSchema),
  columns: z.array(matrixColumnSchema),
  /** Where the window begins, in rows and columns. */
  start: z.number(),
  left: z.number(),
  totalRows: z.number(),
  totalColumns: z.number(),
  /** Endpoints of the world, and what all their pairs with the servers shown come to. */
  endpoints: z.number(),
  allowed: z.number(),
  pairs: z.number(),
  /** The interfaces that a session may come in by. */
  interfaces: z.array(z.string()),
  fortigates: z.array(z.string()),
  /**
   * Ask again until it is null. Before, there are rows of endpoints as EMS lists them, without sums, and their near
   * misses are denials; else none.
   */
  counting: countingSchema.nullable(),
});
export type MatrixWindow = z.infer<typeof matrixWindowSchema>;

export const matrixPairSchema = z.object({
  fortigate: z.string(),
  server: z.string(),
  uid: z.string(),
  srcintf: z.string().default(''),
});
export type MatrixPair = z.infer<typeof matrixPairSchema>;

export const sweptFacts = ['certificate', 'interface', 'address', 'path', 'hour'] as const;
export type SweptFact = (typeof sweptFacts)[number];

/** What the pair's outcome hangs on: each value alone, in place of its own. */
const sweepSchema = z.object({
  facts: z.array(
    z.object({
      fact: z.enum(sweptFacts),
      values: z.array(
        z.object({
          /** A certificate's state, a name, an address, a path; of an hour, milliseconds of the epoch. */
          value: z.string(),
          /** Of an hour: the last one that comes to the same. */
          to: z.string().optional(),
          action: z.enum(['accept', 'deny']),
          policyid: z.number(),
          error: z.literal(ztnaErrors).nullable(),
          isOwn: z.boolean(),
        }),
      ),
    }),
  ),
  /** Every combination but of the hours, and how many are allowed. */
  combinations: z.number(),
  allowed: z.number(),
});
export type PairSweep = z.infer<typeof sweepSchema>;

/** One pair in full; `request` opens it in Connect. */
export const matrixPairAnswerSchema = z.object({
  host: z.string(),
  explanation: explanationSchema,
  sweep: sweepSchema,
  request: connectRequestSchema,
});
export type MatrixPairAnswer = z.infer<typeof matrixPairAnswerSchema>;
