/** Sessions that go on after they were accepted, and those that ended (rule R10), as the lab's API lists them. */
import { explanationSchema } from '#model/decision/explanation.ts';
import { z } from '#model/zod.ts';

export const labSessionSchema = z
  .object({
    /** `sessionid` of its log lines. */
    id: z.number(),
    kind: z.enum(['ztna', 'forward']),
    fortigate: z.string(),
    /** Null for a device that EMS does not know. */
    endpoint: z.object({ uid: z.string(), host: z.string() }).nullable(),
    /** The access proxy's name; null for a forward session. */
    server: z.string().nullable(),
    srcip: z.string(),
    /** Address and port: `203.0.113.10:443`. */
    destination: z.string(),
    user: z.string().nullable(),
    /** Milliseconds of the epoch on the world's clock. */
    since: z.number(),
    /** The policy that accepts it; after a change of policies it may be another one than at first. */
    policyid: z.number(),
    policytype: z.enum(['policy', 'proxy-policy']),
    /** Empty where the policy has none. */
    policyname: z.string(),
  })
  .readonly();
export type LabSession = z.infer<typeof labSessionSchema>;

const sessionEndSchema = z.discriminatedUnion('kind', [
  /** Re-decided after a change, it did not pass; the explanation holds the deciding policy alone. */
  z.object({ kind: z.literal('denied'), explanation: explanationSchema }),
  z.object({ kind: z.literal('by-hand') }),
  /** FortiClient of a quarantined endpoint lets nothing out but to EMS [assumed]. */
  z.object({ kind: z.literal('quarantined') }),
  /** The oldest one makes room where more are open than the lab keeps. */
  z.object({ kind: z.literal('no-room') }),
]);
export type SessionEnd = z.infer<typeof sessionEndSchema>;

export const endedSessionSchema = z
  .object({
    session: labSessionSchema,
    /** Milliseconds of the epoch on the world's clock. */
    ended: z.number(),
    why: sessionEndSchema,
    /** The number of the line in the FortiGate's traffic log. */
    logIndex: z.number(),
  })
  .readonly();
export type EndedSession = z.infer<typeof endedSessionSchema>;

export const sessionsSchema = z.object({
  /** Newest first, both. */
  open: z.array(labSessionSchema),
  ended: z.array(endedSessionSchema),
});
export type LabSessions = z.infer<typeof sessionsSchema>;
