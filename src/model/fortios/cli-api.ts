/** What the lab's API of the FortiOS command line takes and answers. */
import { z } from '#model/zod.ts';

/** Lines of one request; a longer paste is sent in several. */
export const mostCliLines = 100;

/** What Ctrl+C sends: a line that is not finished, and a question, are dropped. */
export const cliInterrupt = '\u0003';

const placeShape = {
  fortigate: z.string(),
  /** Made by the page: a command line that stands somewhere in the tree. */
  session: z.string().min(1).max(64),
};

/** Lines to carry out, in order. None asks for the prompt alone. */
export const cliRequestSchema = z.object({
  ...placeShape,
  lines: z.array(z.string().max(20_000)).max(mostCliLines),
});
export type CliRequest = z.infer<typeof cliRequestSchema>;

export const cliAnswerSchema = z.object({
  /** Of each line, what stood before it and what it printed. */
  lines: z.array(z.object({ prompt: z.string(), output: z.array(z.string()) })),
  /** For the next line. */
  prompt: z.string(),
  /** Something was changed. */
  changed: z.boolean(),
  /** `exit` ended the session; lines after it were not carried out. */
  closed: z.boolean(),
});
export type CliAnswer = z.infer<typeof cliAnswerSchema>;

export const cliHelpRequestSchema = z.object({ ...placeShape, text: z.string().max(20_000) });
export type CliHelpRequest = z.infer<typeof cliHelpRequestSchema>;

export const cliHelpSchema = z.object({
  /** Where in the text the word begins that `words` complete. */
  from: z.number(),
  words: z.array(z.string()),
  /** What `?` prints. */
  help: z.array(z.string()),
});
export type CliHelp = z.infer<typeof cliHelpSchema>;
