/** Long work of the world, of which each answer tells how far it is: ask again, and it goes on. */
import { z } from '#model/zod.ts';

export const countingSchema = z.object({ done: z.number(), total: z.number() });
export type Counting = z.infer<typeof countingSchema>;
