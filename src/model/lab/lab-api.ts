/** What the lab's own API takes and answers: the world, its scenarios, and connections made in it. */
import { explanationSchema } from '#model/decision/explanation.ts';
import { logRecordSchema } from '#model/fortios/fortios-api.ts';
import { draftSummarySchema } from '#model/lab/worlds/draft.ts';
import { shownRequestSchema } from '#model/lab/connect-request.ts';
import { changeSchema, repairsSchema } from '#model/decision/repair.ts';
import { scenarioStepSchema } from '#model/lab/scenario-steps.ts';
import { certificateStateSchema, loginSchema } from '#model/decision/session.ts';
import { tagSchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

/** A change of settings that *Undo* takes back. */
const undoableSchema = z.object({
  /** Names the change: the revision of the world that it made. */
  revision: z.number(),
  words: z.string(),
});

export const worldSummarySchema = z.object({
  /** Among the worlds of this browser; blank for one that stands alone. */
  id: z.string(),
  /** Its own, or that of its scenario. */
  name: z.string(),
  revision: z.number(),
  /** Of a draft. */
  draft: draftSummarySchema.nullable(),
  scenario: z.object({ id: z.string(), name: z.string() }),
  clock: z.object({
    /** Milliseconds of the epoch. */
    epochMs: z.number(),
    /** The zone's offset. */
    offsetMinutes: z.number(),
    /** True while it goes on with real time, in this tab. */
    running: z.boolean(),
  }),
  /** Tag changes that are on their way to EMS, and when the next one arrives; null if none will by itself. */
  pending: z.number(),
  nextArrival: z.number().nullable(),
  ems: z.object({
    name: z.string(),
    serial: z.string(),
    version: z.string(),
    endpoints: z.number(),
    fabricDevices: z.number(),
  }),
  fortigates: z.array(
    z.object({
      name: z.string(),
      serial: z.string(),
      version: z.string(),
      /** How many entries each page of the FortiGate lists. */
      firewallPolicies: z.number(),
      proxyPolicies: z.number(),
      securityPolicies: z.number(),
      ztnaLogs: z.number(),
      forwardLogs: z.number(),
      /** Security policies decide forward sessions. */
      isPolicyBased: z.boolean(),
    }),
  ),
  /** Sessions that are open. */
  sessions: z.number(),
  /** What can be taken back, newest first. */
  undo: z.array(undoableSchema),
  /** What can be made again, the one that was undone last first. */
  redo: z.array(undoableSchema),
  /** The steps of its scenario that have happened, by their ids. */
  stepsDone: z.array(z.string()),
  /** Something that the user must know about the stored world; null if all is well. */
  notice: z.string().nullable(),
});
export type WorldSummary = z.infer<typeof worldSummarySchema>;

export const scenarioSchema = z.object({
  id: z.string(),
  name: z.string(),
  summary: z.string(),
  source: z.string(),
  /** What to do in it, in this order. */
  steps: z.array(scenarioStepSchema),
  /** Where *Connect* starts in it. */
  connect: z
    .object({
      fortigate: z.string(),
      endpoint: z.string(),
      server: z.string(),
      certificate: certificateStateSchema,
    })
    .nullable(),
});
export type Scenario = z.infer<typeof scenarioSchema>;
export const scenarioListSchema = z.object({ scenarios: z.array(scenarioSchema) });

/** What can be done to the world's clock. */
export const clockActionSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('step'), seconds: z.number().int().min(1).max(86_400) }),
  z.object({ action: z.literal('run') }),
  z.object({ action: z.literal('pause') }),
]);
export type ClockAction = z.infer<typeof clockActionSchema>;

export const loadScenarioSchema = z.object({ id: z.string() });
/** What a change of the world answers: the revision that it made, which names it for *Undo*. */
export const changedSchema = z.object({ revision: z.number() });
export const loadedScenarioSchema = changedSchema.extend({ id: z.string() });

/** Takes back the last changes; refused where `revision` does not name the last one. */
export const undoRequestSchema = z.object({
  revision: z.number().int().optional(),
  count: z.number().int().min(1).max(100).default(1),
});
export type UndoRequest = z.input<typeof undoRequestSchema>;
export const undoAnswerSchema = z.object({
  /** What was taken back, or made again, newest first. */
  changes: z.array(z.string()),
  /** Sessions of the state that was put back that had ended, and stay ended. */
  stayEnded: z.number(),
});
export type UndoAnswer = z.infer<typeof undoAnswerSchema>;

/** The denied page's fields [765420]; absent facts are null. */
export const deniedPageSchema = z.object({
  title: z.string(),
  subtitle: z.string(),
  code: z.string(),
  message: z.string(),
  /** The user notification messages of the tags that a denying policy matched. */
  notices: z.array(z.string()).default([]),
  user: z.string().nullable(),
  certificateSerial: z.string().nullable(),
  deviceId: z.string().nullable(),
  destination: z.string(),
  emsSerial: z.string().nullable(),
  emsTenant: z.string().nullable(),
  requestTime: z.string(),
});
export type DeniedPage = z.infer<typeof deniedPageSchema>;

export const connectAnswerSchema = z.object({
  request: shownRequestSchema,
  explanation: explanationSchema,
  /** Null where the protected page is shown. */
  denied: deniedPageSchema.nullable(),
  protectedPage: z.object({ url: z.string(), realServer: z.string() }).nullable(),
  record: logRecordSchema,
});
export type ConnectAnswer = z.infer<typeof connectAnswerSchema>;

/** A tag that EMS does not give or take at once, but with the endpoint's next keepalive. */
export const travellingTagSchema = z.object({
  uid: z.string(),
  host: z.string(),
  tag: tagSchema,
  /** False where the tag is taken. */
  add: z.boolean(),
  /** Milliseconds of the epoch on the world's clock; null while the endpoint sends no keepalive. */
  dueMs: z.number().nullable(),
});
export type TravellingTag = z.infer<typeof travellingTagSchema>;

/** The last connection that was made in this world. */
export const lastConnectionSchema = z.object({
  answer: connectAnswerSchema.nullable(),
  /** The world has changed since: the same connection would now be decided, or explained, otherwise. */
  outOfDate: z.boolean(),
  /** Tag changes of its endpoint that are on their way; the answer does not know of them. */
  travelling: z.array(travellingTagSchema),
});
export type LastConnection = z.infer<typeof lastConnectionSchema>;

/**
 * For what the last connection would do now: what would let it through if it would be denied, what it
 * hangs on if it would be accepted. Null if it cannot be made any more, as when its server is gone. Asked
 * for by itself, since finding them takes a while in a large world.
 */
export const connectionRepairsSchema = z.object({ repairs: repairsSchema.nullable() });
export type ConnectionRepairs = z.infer<typeof connectionRepairsSchema>;

/** Those of a repair, or those that account for a log line. */
export const applyRepairSchema = z.object({ changes: z.array(changeSchema).min(1).max(100) });

export const applyRepairAnswerSchema = z.object({
  /** What *Undo* calls it; null where the certificate alone changes, which is nothing in the world. */
  applied: z.string().nullable(),
  /** Names the change for *Undo*; null where nothing in the world changed. */
  revision: z.number().nullable(),
  /** What the next connection has to present; null where the repair does not say. */
  certificate: z.enum(['valid', 'none']).nullable(),
  /** Who has to log in at it; null where the repair does not say. */
  login: loginSchema.nullable(),
  /** What is on its way and does not count yet. */
  travelling: z.array(travellingTagSchema),
});

const interfacesSchema = z.array(z.object({ name: z.string(), ip: z.string(), role: z.string() }));

/** What *Connect* offers: every FortiGate, and every ZTNA server, with what it takes to reach it. */
export const connectTargetsSchema = z.object({
  fortigates: z.array(z.object({ fortigate: z.string(), interfaces: interfacesSchema })),
  targets: z.array(
    z.object({
      fortigate: z.string(),
      server: z.string(),
      vip: z.string(),
      address: z.string(),
      port: z.string(),
      /** `any` or an interface's name. */
      extintf: z.string(),
      interfaces: interfacesSchema,
      /** True where one of its API gateways is no TCP forwarding. */
      hasPages: z.boolean(),
      /** The first place that it forwards TCP to; null where it forwards none. */
      forwardsTo: z.object({ address: z.string(), port: z.number() }).nullable(),
    }),
  ),
});
export type ConnectTarget = z.infer<typeof connectTargetsSchema>['targets'][number];
export type ConnectFortiGate = z.infer<typeof connectTargetsSchema>['fortigates'][number];
