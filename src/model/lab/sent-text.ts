/** A long text on its way to the lab's API, part by part, so that the page can do other things in between. */
import { z } from '#model/zod.ts';

/** Characters of one part. */
export const sentPartLength = 500_000;

export const sentPartSchema = z.object({
  text: z
    .string()
    .min(1)
    .max(2 * sentPartLength),
});
export const sentTextSchema = z.object({ id: z.string() });
