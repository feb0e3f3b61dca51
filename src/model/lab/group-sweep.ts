/** What the outcomes of a group of endpoints hang on at one ZTNA server: a grouped row's cell in full. */
import { z } from '#model/zod.ts';
import { matrixFilter, sweptFacts } from './access-matrix.ts';
import { countingSchema } from './counting.ts';

/** The matrix that the group is a row of, and its cell. */
export const matrixGroupSchema = z.object({
  ...matrixFilter,
  /** The group's key. */
  row: z.string(),
  /** The column: a FortiGate, and its server. */
  at: z.string(),
  to: z.string(),
});
export type MatrixGroupCell = z.infer<typeof matrixGroupSchema>;

const groupSweepSchema = z.object({
  /** Endpoints that are allowed as they are. */
  allowed: z.number(),
  /** Of every endpoint, every combination but of the hours, and how many are allowed. */
  combinations: z.number(),
  allowedCombinations: z.number(),
  facts: z.array(
    z.object({
      fact: z.enum(sweptFacts),
      /** So many endpoints have more than one value. */
      have: z.number(),
      values: z.array(
        z.object({
          /** As in a pair's sweep; of an address, `own` or `other`. */
          value: z.string(),
          /** Of an hour: the last one that comes to the same. */
          to: z.string().optional(),
          of: z.number(),
          allowed: z.number(),
          /** So many have it as it is. */
          own: z.number(),
        }),
      ),
      /** Endpoints of which it alone turns the outcome; the first of them by name. */
      hanging: z.number(),
      first: z.array(z.object({ uid: z.string(), host: z.string() })),
    }),
  ),
});
export type GroupSweepShown = z.infer<typeof groupSweepSchema>;

export const matrixGroupAnswerSchema = z.object({
  label: z.string(),
  size: z.number(),
  /** Null while it is counted: ask again. */
  sweep: groupSweepSchema.nullable(),
  counting: countingSchema.nullable(),
});
export type MatrixGroupAnswer = z.infer<typeof matrixGroupAnswerSchema>;
