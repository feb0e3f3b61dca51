/** Import, export and comparison of FortiOS configurations, as the lab's API has them. */
import { countingSchema } from '#model/lab/counting.ts';
import { accessImpactSchema } from '#model/lab/access-impact.ts';
import { tagSchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

/** `merge`: as if pasted into the command line. `replace`: as if restored from a backup. */
export const importModeSchema = z.enum(['merge', 'replace']);
export type ImportMode = z.infer<typeof importModeSchema>;

/** More than any FortiGate's configuration, and less than a browser tab gives up over. */
export const longestConfigText = 60_000_000;

const tooLong = 'The configuration is larger than 60 MB. Import a part of it.';

export const beginImportSchema = z.object({
  mode: importModeSchema,
  /** Characters that will come. */
  length: z
    .number()
    .int()
    .min(1, 'There is nothing to import: paste a configuration, or open a file.')
    .max(longestConfigText, tooLong),
});

const fieldChangeSchema = z.object({
  field: z.string(),
  /** As after `set`, secrets masked; null where it is not set. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** The value in the text, where FortiOS would refuse it: `after` is then the default that holds. */
  refused: z.string().nullable(),
});
const configChangeSchema = z.object({
  /** `global`, or a VDOM's name; blank on a device without VDOMs. */
  scope: z.string(),
  table: z.string(),
  /** Null for a section that has settings and no entries. */
  key: z.string().nullable(),
  kind: z.enum(['added', 'changed', 'removed', 'moved']),
  fields: z.array(fieldChangeSchema),
});
export type ConfigChangeView = z.infer<typeof configChangeSchema>;

const placedSchema = z.object({
  line: z.number(),
  column: z.number(),
  message: z.string(),
  /** A decision can depend on it. Absent is no. */
  decides: z.boolean().optional(),
  /** How often the text has it, and on which lines, the first of them. Absent for once. */
  count: z.number().optional(),
  lines: z.array(z.number()).optional(),
});

/** A tag that the text asks for and EMS does not have. */
const unknownTagSchema = z.object({
  tag: tagSchema,
  namedBy: z.array(z.object({ table: z.string(), key: z.string() })),
  /** True where an administrator of EMS can create it. */
  creatable: z.boolean(),
});

const countsSchema = z.object({
  added: z.number(),
  changed: z.number(),
  removed: z.number(),
  moved: z.number(),
});

/** The first so many of each list are shown; the numbers tell of all. */
export const shownOfEach = 200;
/** And so many lines of each warning. */
export const shownLines = 50;

const importPreviewSchema = z.object({
  /** Who gains, who loses, which policy tests would come out otherwise, which sessions would end. */
  access: accessImpactSchema,
  counts: countsSchema,
  changes: z.array(configChangeSchema),
  /** On the text, one a cause; those that a decision can depend on come first. */
  warnings: z.array(placedSchema),
  warningCount: z.number(),
  /** How many of them a decision can depend on. */
  decidingCount: z.number(),
  /** To objects that the configuration would not have. */
  references: z.array(placedSchema),
  referenceCount: z.number(),
  unknownTags: z.array(unknownTagSchema),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

export const importStateSchema = z.object({
  stage: z.enum(['receiving', 'reading', 'comparing', 'ready']),
  /** In characters, or in steps of the comparison; null once it is ready. */
  counting: countingSchema.nullable(),
  preview: importPreviewSchema.nullable(),
});
export type ImportState = z.infer<typeof importStateSchema>;

export const applyImportSchema = z.object({
  /** Of the unknown tags, those to be created on EMS. */
  createTags: z.array(tagSchema).max(500).default([]),
});

export const exportQuerySchema = z.object({
  form: z.enum(['show', 'full-configuration']).default('show'),
  secrets: z.enum(['masked', 'kept']).default('masked'),
  /** Sections, separated by commas; blank for the whole configuration. */
  sections: z.string().default(''),
});
export type ExportQuery = z.infer<typeof exportQuerySchema>;
export const exportAnswerSchema = z.object({
  text: z.string(),
  /** Every section of the configuration, with its number of entries. */
  sections: z.array(z.object({ name: z.string(), entries: z.number() })),
});

/** A FortiGate of this world as it is now, or a text. */
const sideSchema = z.union([
  z.object({ fortigate: z.string().min(1, 'Choose a FortiGate.') }),
  z.object({
    text: z
      .string()
      .min(1, 'Paste a configuration.')
      .max(5_000_000, 'The configuration is larger than 5 MB. Paste a part of it.'),
  }),
]);
export type CompareSide = z.infer<typeof sideSchema>;
export const compareRequestSchema = z.object({ from: sideSchema, to: sideSchema });
export type CompareRequest = z.infer<typeof compareRequestSchema>;
export const comparisonSchema = z.object({
  counts: countsSchema,
  changes: z.array(configChangeSchema),
  /** The commands that lead from the one to the other; blank where nothing differs. */
  script: z.string(),
  /** True if replaying them gives just the other; false would be a fault of the lab, and is said. */
  replayed: z.boolean(),
});
export type Comparison = z.infer<typeof comparisonSchema>;
