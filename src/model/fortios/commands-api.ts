/** What a form would do, as the commands that would do the same. */
import { z } from '#model/zod.ts';

/** One change, as FortiOS's REST API would take it. */
export const restStepSchema = z.object({
  method: z.enum(['POST', 'PUT', 'DELETE']),
  /** `firewall/vip`. */
  path: z.string(),
  mkey: z.string().default(''),
  /** Of the entry: a list of names that POST adds to and DELETE takes from, as `member` of a group [assumed]. */
  list: z.string().default(''),
  /** The revision that an editor shows; null overwrites whatever is there. */
  revision: z.number().nullable().default(null),
  json: z.unknown(),
});
export type RestStep = z.infer<typeof restStepSchema>;

export const commandsRequestSchema = z.object({ steps: z.array(restStepSchema).max(100) });

export const commandsAnswerSchema = z.object({
  /** Ready to paste; blank where nothing would change, null where it cannot be said yet. */
  text: z.string().nullable(),
  /** What the FortiGate would refuse, in its words: a form that is half filled in is no error. */
  problem: z.string().nullable(),
});
export type CommandsAnswer = z.infer<typeof commandsAnswerSchema>;
