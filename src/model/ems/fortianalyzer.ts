/**
 * FortiAnalyzer as the lab has it: handlers look for an indicator of compromise in endpoints' logs and have
 * EMS tag the endpoint [588080]. How the real one is configured is left out; paths and fields are [assumed].
 */
import { nameProblem } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

const longestText = 1024;

export const iocHandlerSpecSchema = z.object({
  /** A part of the log's text, in whatever case. */
  indicator: z
    .string('Type the text that the log entry contains.')
    .trim()
    .min(1, 'Type the text that the log entry contains.')
    .max(longestText, `Use at most ${longestText} characters.`),
  /** The name of the Fabric tag. */
  tag: z.string('Type a name for the tag.').superRefine((name, context) => {
    const message = nameProblem(name, 'tag');
    if (message !== null) context.addIssue({ code: 'custom', message });
  }),
});

export const iocHandlerSchema = iocHandlerSpecSchema.extend({
  id: z.number().int().min(1),
  enabled: z.boolean(),
});
export type IocHandler = z.infer<typeof iocHandlerSchema>;

export const iocEventSchema = z.object({
  /** Milliseconds of the epoch. */
  at: z.number(),
  uid: z.string(),
  host: z.string(),
  text: z.string(),
  /** Names of Fabric tags whose handlers found their indicator. */
  matched: z.array(z.string()),
  /** False where FortiAnalyzer was not connected to EMS: then nothing came of it. */
  sent: z.boolean(),
});
export type IocEvent = z.infer<typeof iocEventSchema>;

/** The part of a world that is FortiAnalyzer's; whether it is connected, EMS knows. */
export const fortiAnalyzerSchema = z.object({
  handlers: z.array(iocHandlerSchema).readonly(),
  /** Newest last. */
  events: z.array(iocEventSchema).readonly(),
});
export type FortiAnalyzer = z.infer<typeof fortiAnalyzerSchema>;

export const fortiAnalyzerAnswerSchema = z.object({ connected: z.boolean() });
export type FortiAnalyzerAnswer = z.infer<typeof fortiAnalyzerAnswerSchema>;

export const iocHandlerPageSchema = z.object({
  rows: z.array(iocHandlerSchema),
  total: z.number(),
});
export const iocHandlerSortSchema = z.enum(['indicator', 'tag', 'status']);
export type IocHandlerSort = z.infer<typeof iocHandlerSortSchema>;

export const iocEventPageSchema = z.object({ rows: z.array(iocEventSchema), total: z.number() });
export const iocEventSortSchema = z.enum(['at', 'host']);
export type IocEventSort = z.infer<typeof iocEventSortSchema>;

export const connectFortiAnalyzerSchema = z.object({ connected: z.boolean('Say true or false.') });
export const enableHandlerSchema = z.object({ enabled: z.boolean('Say true or false.') });
export const handlerIdSchema = z.object({ id: z.number() });

export const endpointLogSchema = z.object({
  uid: z.string('Choose an endpoint.').min(1, 'Choose an endpoint.'),
  text: z
    .string('Type the text of the log entry.')
    .trim()
    .min(1, 'Type the text of the log entry.')
    .max(longestText, `Use at most ${longestText} characters.`),
});
export type EndpointLog = z.infer<typeof endpointLogSchema>;
