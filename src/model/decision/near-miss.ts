/** How a tag comes close to one that was asked for, without being it. */
import { tagSchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

export const nearMissSchema = z.object({
  tag: tagSchema,
  /** `other-connector`: the name asks for this very tag, under the number of a connector that is not this one's. */
  how: z.enum([
    'other-connector',
    /** The name is one of FortiOS 6.4 or 7.0. */
    'former-name',
    'other-category',
    'other-case',
    'prefix',
    'spelling',
  ]),
});
export type NearMiss = z.infer<typeof nearMissSchema>;
