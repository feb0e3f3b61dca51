/** What EMS's API takes and answers about Security Posture Tags; the paths are [assumed]. */
import { tagDefinitionSchema } from '#model/tagging/tagging.ts';
import { tagVerdictSchema } from '#model/tagging/tag-verdict.ts';
import { z } from '#model/zod.ts';

export const tagDefinitionSortSchema = z.enum(['name', 'endpoints', 'enabled']);
export type TagDefinitionSort = z.infer<typeof tagDefinitionSortSchema>;

const tagDefinitionRowSchema = z.object({
  definition: tagDefinitionSchema,
  /** How many endpoints carry the tag on EMS. */
  endpoints: z.number(),
});
export const tagDefinitionPageSchema = z.object({
  definitions: z.array(tagDefinitionRowSchema),
  total: z.number(),
});
export type TagDefinitionPage = z.infer<typeof tagDefinitionPageSchema>;

export const tagDefinitionAnswerSchema = tagDefinitionRowSchema.extend({
  /** Its own, for `If-Match`: grows when it changes, and with nothing else. */
  revision: z.number(),
});
export type TagDefinitionAnswer = z.infer<typeof tagDefinitionAnswerSchema>;

export const tagUsageSchema = z.object({
  policies: z.array(
    z.object({
      fortigate: z.string(),
      policytype: z.enum(['policy', 'proxy-policy']),
      policyid: z.number(),
      name: z.string(),
    }),
  ),
});
export type TagUsage = z.infer<typeof tagUsageSchema>;

export const tagIdSchema = z.object({ id: z.number() });
export const enableTagSchema = z.object({ enabled: z.boolean('Say true or false.') });

export const tagCheckBodySchema = z.object({
  /** A definition, judged as if it were enabled and whatever its name. */
  spec: z.unknown(),
  offset: z.number().int().min(0).default(0),
  count: z.number().int().min(1).max(500).default(50),
  search: z.string().default(''),
  /** Only endpoints that match, only those that do not, or null for all. */
  matches: z.boolean().nullable().default(null),
});
export const tagCheckSchema = z.object({
  /** Endpoints that search and `matches` leave. */
  total: z.number(),
  /** Of all endpoints. */
  matching: z.number(),
  endpoints: z.array(z.object({ uid: z.string(), host: z.string(), verdict: tagVerdictSchema })),
});
export type TagCheck = z.infer<typeof tagCheckSchema>;

export const tagExportSchema = z.object({ text: z.string() });
/** *On tag name conflict* of an import [948587]. */
export const tagConflicts = ['rename', 'overwrite', 'skip'] as const;
const tagConflictSchema = z.enum(tagConflicts, 'Say rename, overwrite or skip.');
export type TagConflict = z.infer<typeof tagConflictSchema>;

export const importTagsSchema = z.object({
  text: z.string('Choose a file.'),
  /** What becomes of a tag whose name is taken. */
  conflict: tagConflictSchema.optional(),
  /** The same as versions before said it: true overwrites, false does not import. */
  replace: z.boolean('Say true or false.').optional(),
});
export type TagImportBody = z.infer<typeof importTagsSchema>;
export const tagImportSchema = z.object({
  /** Names of tags. */
  created: z.array(z.string()),
  replaced: z.array(z.string()),
  skipped: z.array(z.string()),
  renamed: z.array(z.object({ from: z.string(), to: z.string() })).default([]),
  /** If there is one, nothing was imported. */
  problems: z.array(z.object({ path: z.string(), message: z.string() })),
});
export type TagImport = z.infer<typeof tagImportSchema>;
