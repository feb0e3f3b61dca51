/** The envelopes of the two products' APIs and of the lab's own (domain.md section 10). */
import { z } from '#model/zod.ts';

/** The EMS user and the FortiOS token that the lab's world accepts. */
export const labCredentials = { name: 'admin', password: 'admin', token: 'lab' } as const;

/** `retval` 1 is success; -4 an expired or missing session. */
export const emsEnvelopeSchema = z.object({
  result: z.object({
    retval: z.number(),
    message: z.string().nullish(),
    /** The field that a refusal is about [assumed]. */
    field: z.string().nullish(),
  }),
  data: z.unknown(),
});
export const emsExpired = -4;

export const fortiosEnvelopeSchema = z.object({
  http_method: z.string(),
  status: z.enum(['success', 'error']),
  http_status: z.number(),
  /** Absent in the answer to a change. */
  results: z.unknown().optional(),
  /** The key of the row that was changed. */
  mkey: z.string().optional(),
  /** Of the table, for `If-Match`; FortiOS's own is an opaque text too. */
  revision: z.string().optional(),
  size: z.number().optional(),
  matched_count: z.number().optional(),
  next_idx: z.number().optional(),
  error: z.number().optional(),
  /** Of an answer to a change. */
  revision_changed: z.boolean().optional(),
  cli_error: z.string().optional(),
  error_field: z.string().optional(),
  /** Of a transaction, the step that was refused, counted from 0. */
  error_step: z.number().optional(),
  vdom: z.string(),
  path: z.string(),
  name: z.string(),
  serial: z.string(),
  version: z.string(),
  build: z.number(),
});

/** The HTTP status of a FortiOS error: devices answer no 4xx to a value that they refuse (domain.md section 11). */
export function fortiosStatus(error: number): number {
  switch (error) {
    case -3:
      return 404;
    case -412:
      return 412;
    default:
      return 500;
  }
}

/** Ours, for a change based on a state that someone else has changed since [assumed]. */
export const fortiosConflict = -412;
