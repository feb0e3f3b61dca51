/** What EMS's API takes and answers about what is found on an endpoint; the paths are [assumed]. */
import { operatingSystemSchema } from '#model/ems/ems.ts';
import { ipNumber } from '#model/fortios/ip.ts';
import { travellingTagSchema } from '#model/lab/lab-api.ts';
import { readRelease } from '#model/tagging/os-version.ts';
import { postureSchema } from '#model/tagging/posture.ts';
import { z } from '#model/zod.ts';

const longestText = 255;
const text = (missing: string) =>
  z
    .string(missing)
    .trim()
    .min(1, missing)
    .max(longestText, `Use at most ${longestText} characters.`);

/** What EMS's own record of the endpoint holds of it, and a person can change as if on the device. */
export const endpointFactsSchema = z.object({
  os: operatingSystemSchema,
  osVersion: text('Type the version of the operating system.'),
  /** Absent, it stays as it is: scripts and commands of versions before do not have it. Blank if unknown. */
  forticlientVersion: z
    .string('Type the version of FortiClient.')
    .trim()
    .refine(
      (version) => version === '' || readRelease(version) !== null,
      'Write a version such as 7.4.3.',
    )
    .optional(),
  /** Null if nobody is logged on. */
  user: text('Type the user name.').nullable(),
  groups: z.array(text('Type the name of the group.')).max(1000, 'Use at most 1,000 groups.'),
  ip: z
    .string('Type an IP address.')
    .trim()
    .refine((ip) => ipNumber(ip) !== null, 'Write an IPv4 address such as 10.0.1.20.'),
  onNet: z.boolean('Say true or false.'),
  /** The name of the Fabric device that is the endpoint's gateway; null for none. */
  gateway: z.string().nullable(),
});
export type EndpointFacts = z.infer<typeof endpointFactsSchema>;

export const changePostureSchema = z.object({
  posture: postureSchema,
  facts: endpointFactsSchema,
});

export const endpointPostureSchema = changePostureSchema.extend({
  /** Its own, for `If-Match`: grows when it changes, and with nothing else. */
  revision: z.number(),
});
export type EndpointPosture = z.infer<typeof endpointPostureSchema>;

/** The answer to whatever makes tags travel. */
export const travellingTagsSchema = z.object({
  /** Tags that are on their way and do not count yet. */
  travelling: z.array(travellingTagSchema),
});
