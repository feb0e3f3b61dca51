/** The steps of a scenario: where each is taken, and what has to be true of the world for it to be done. */
import { certificateStateSchema } from '#model/decision/session.ts';
import { tagCategorySchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

/** A page with everything filled in; the console has an address for each. */
const stepPlaceSchema = z.discriminatedUnion('page', [
  /** *Connect* with all of it chosen; it connects at once. */
  z.object({
    page: z.literal('connect'),
    endpoint: z.string(),
    fortigate: z.string(),
    server: z.string(),
    certificate: certificateStateSchema,
  }),
  z.object({ page: z.literal('fabric-devices') }),
  /** The sync editor. */
  z.object({ page: z.literal('fabric-device'), serial: z.string() }),
  z.object({ page: z.literal('endpoints'), search: z.string() }),
  z.object({ page: z.literal('endpoint'), uid: z.string() }),
  z.object({ page: z.literal('who-knows'), endpoint: z.string() }),
  z.object({ page: z.literal('firewall-policy'), fortigate: z.string(), id: z.number() }),
  z.object({ page: z.literal('ztna-traffic'), fortigate: z.string() }),
]);
export type StepPlace = z.infer<typeof stepPlaceSchema>;

/** What has happened in the world when a step is done. */
const stepGoalSchema = z.discriminatedUnion('kind', [
  /** Its place was opened: there is something to see, and nothing to change. */
  z.object({ kind: z.literal('looked') }),
  z.object({
    kind: z.literal('connected'),
    endpoint: z.string(),
    server: z.string(),
    outcome: z.enum(['accept', 'deny']),
    /** The policy that decides; 0 for the implicit deny. */
    policyid: z.number(),
  }),
  z.object({ kind: z.literal('shared'), device: z.string(), category: tagCategorySchema }),
  z.object({
    kind: z.literal('policy-logic'),
    fortigate: z.string(),
    policyid: z.number(),
    logic: z.enum(['and', 'or']),
  }),
  /** The connections of these downstream devices have expired, as no root keeps them alive. */
  z.object({ kind: z.literal('expired'), devices: z.array(z.string()) }),
]);
export type StepGoal = z.infer<typeof stepGoalSchema>;

export const scenarioStepSchema = z.object({
  /** One of its kind within the scenario. */
  id: z.string(),
  text: z.string(),
  /** What to see when it is done. */
  notice: z.string(),
  place: stepPlaceSchema,
  goal: stepGoalSchema,
});
export type ScenarioStep = z.infer<typeof scenarioStepSchema>;
