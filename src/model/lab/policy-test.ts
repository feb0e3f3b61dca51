/**
 * A policy test: who may reach what, or may not, whatever the policies are. It is held against the world after
 * each change. Sets are by names, so that a test says the same of tomorrow's endpoints.
 */
import { operatingSystemSchema } from '#model/ems/ems.ts';
import { explanationSchema } from '#model/decision/explanation.ts';
import { certificateStateSchema, loginSchema } from '#model/decision/session.ts';
import { ipNumber } from '#model/fortios/ip.ts';
import { hasPorts } from '#model/fortios/services.ts';
import { connectRequestSchema } from '#model/lab/connect-request.ts';
import { countingSchema } from '#model/lab/counting.ts';
import { tagSchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

/** A name fits into a line of a report. */
export const longestTestName = 120;
/** More would not be looked at, and would take long after each change. */
export const mostTests = 500;

const names = z.array(z.string().min(1, { error: 'A name must not be empty.' })).readonly();
const tags = z.array(tagSchema.readonly()).readonly();
const addressSchema = z.string().refine((text) => ipNumber(text) !== null, {
  error: ({ input }) => `${String(input)} is not an IPv4 address. Write it as 10.0.3.2.`,
});
const portWords = 'A port is a number from 1 to 65535.';
const portSchema = z
  .int({ error: portWords })
  .min(1, { error: portWords })
  .max(65_535, { error: portWords });

/** Endpoints that are in every set that is not empty; without any set, all of them. */
const endpointsSchema = z.object({
  kind: z.literal('endpoints'),
  /** By host name or UID. */
  endpoints: names,
  /** Users that EMS reports, and their groups. */
  users: names,
  groups: names,
  allOf: tags,
  anyOf: tags,
  noneOf: tags,
});
/** A device that EMS does not know. */
const unknownSchema = z.object({
  kind: z.literal('unknown'),
  srcip: addressSchema,
  os: operatingSystemSchema,
});
export type TestedEndpoints = z.infer<typeof endpointsSchema>;

const serversSchema = z.object({
  kind: z.literal('servers'),
  /** Empty for any. */
  servers: names,
  /** Null: the first that the server listens on. */
  port: portSchema.nullable(),
  /** Null, both: whatever leads to one of its API gateways. */
  path: z.string().startsWith('/', { error: 'A path begins with /.' }).nullable(),
  host: z.string().min(1).nullable(),
  /** What FortiClient asks its TCP forwarding for; null for its pages. */
  forward: z
    .object({
      address: z.string().regex(/^[\w-]+(\.[\w-]+)*$/, {
        error: 'Write an IPv4 address or a host name, as 10.88.0.9 or files.example.com.',
      }),
      port: portSchema,
    })
    .readonly()
    .nullable(),
});
export type TestedServers = z.infer<typeof serversSchema>;
/** Anything behind a FortiGate. */
const destinationSchema = z.object({
  kind: z.literal('address'),
  dstip: addressSchema,
  /** 0 for a protocol without ports. */
  dstport: z
    .int({ error: portWords })
    .min(0, { error: portWords })
    .max(65_535, { error: portWords }),
  protocol: z
    .int({ error: 'A protocol is a number from 0 to 255, as 6 for TCP.' })
    .min(0, { error: 'A protocol is a number from 0 to 255, as 6 for TCP.' })
    .max(255, { error: 'A protocol is a number from 0 to 255, as 6 for TCP.' }),
  /** Null: the interface whose subnet holds the address. */
  dstintf: z.string().min(1).nullable(),
});

export const testExpectations = ['may-reach', 'may-not-reach', 'only'] as const;
export type TestExpectation = (typeof testExpectations)[number];

const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/;

export const policyTestSchema = z
  .object({
    /** No two tests of a world have the same. */
    name: z
      .string()
      .trim()
      .min(1, { error: 'Name the test.' })
      // Half of a character (Cs) fits into no address.
      .regex(/^[^\p{Cc}\p{Cs}]*$/u, {
        error: 'A test’s name is one line of whole characters. Remove the line break or tab.',
      })
      .max(longestTestName, { error: `A test’s name has at most ${longestTestName} characters.` }),
    who: z.discriminatedUnion('kind', [endpointsSchema.readonly(), unknownSchema.readonly()]),
    /** `only`: they may, and no other endpoint. */
    expect: z.enum(testExpectations),
    to: z.discriminatedUnion('kind', [serversSchema.readonly(), destinationSchema.readonly()]),
    /** FortiGates; empty for each that has the server. */
    through: names,
    /** Null: valid where the endpoint is registered. */
    certificate: certificateStateSchema.nullable(),
    /** What the same endpoints may do without one; null where nothing is said of it. */
    withoutCertificate: z.enum(['may-reach', 'may-not-reach']).nullable(),
    /** Null: the endpoint's own address. */
    srcip: addressSchema.nullable(),
    /** Null: the one that the server listens on. */
    srcintf: z.string().min(1).nullable(),
    /** In place of what EMS reports; null for that. */
    user: z.object({ name: z.string().nullable(), groups: names }).readonly().nullable(),
    /** What happens if the FortiGate asks who it is; null where nobody logs in. */
    login: loginSchema.nullable(),
    /** With its offset from UTC; null for the world's clock. */
    time: z
      .string()
      .regex(timePattern, { error: 'Write the time as 2025-01-07T10:57:00-08:00.' })
      .refine((text) => !Number.isNaN(Date.parse(text)), {
        error: 'There is no such time. Write one as 2025-01-07T10:57:00-08:00.',
      })
      .nullable(),
  })
  .superRefine(({ who, to, expect, through, withoutCertificate, certificate }, context) => {
    const complain = (path: string[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    if (who.kind === 'unknown' && expect === 'only')
      complain(
        ['expect'],
        'Only endpoints that EMS knows can be told from the others. Say may reach or may not reach.',
      );
    if (withoutCertificate !== null && certificate === 'none')
      complain(
        ['withoutCertificate'],
        'The test has no certificate already. Leave one of the two out.',
      );
    if (to.kind === 'address') {
      if (through.length === 0)
        complain(['through'], 'Name the FortiGate through which the address is reached.');
      if (to.dstport === 0 && hasPorts(to.protocol)) complain(['to', 'dstport'], portWords);
    } else if (to.forward !== null && (to.path !== null || to.servers.length === 0))
      complain(
        ['to', 'forward'],
        to.path === null
          ? 'Name the ZTNA server that forwards to it.'
          : 'What is forwarded has no path. Leave one of the two out.',
      );
  })
  .readonly();
export type PolicyTest = z.infer<typeof policyTestSchema>;

export const everyEndpoint: TestedEndpoints = {
  kind: 'endpoints',
  endpoints: [],
  users: [],
  groups: [],
  allOf: [],
  anyOf: [],
  noneOf: [],
};
export const everyServer: TestedServers = {
  kind: 'servers',
  servers: [],
  port: null,
  path: null,
  host: null,
  forward: null,
};

/** All that a test can leave open is left open. */
export const openTest: Omit<PolicyTest, 'name'> = {
  who: everyEndpoint,
  expect: 'may-reach',
  to: everyServer,
  through: [],
  certificate: null,
  withoutCertificate: null,
  srcip: null,
  srcintf: null,
  user: null,
  login: null,
  time: null,
};

/** What a test names in vain, or what keeps it from being run. */
export const testProblemSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('not-there'),
    what: z.enum(['endpoint', 'user', 'group', 'tag', 'fortigate', 'server', 'interface']),
    name: z.string(),
    /** What is spelled nearly so. */
    near: z.string().nullable(),
    /** On which FortiGates it was looked for, where they are named. */
    on: z.array(z.string()).readonly(),
  }),
  /** The server's VIP does not exist, or has no address or port. */
  z.object({
    kind: z.literal('no-vip'),
    server: z.string(),
    fortigate: z.string(),
    vip: z.string(),
  }),
  z.object({
    kind: z.literal('other-port'),
    server: z.string(),
    fortigate: z.string(),
    asked: z.number(),
    listens: z.string(),
  }),
  /** The VIP listens on another interface than the test comes in on. */
  z.object({
    kind: z.literal('other-interface'),
    server: z.string(),
    fortigate: z.string(),
    asked: z.string(),
    listens: z.string(),
  }),
  /** A test of any server, where there is none. */
  z.object({ kind: z.literal('no-server'), port: z.number().nullable() }),
]);
export type TestProblem = z.infer<typeof testProblemSchema>;

/** `nobody`: it asks of nobody whether he may, so that it says nothing. */
export const testStatuses = ['passed', 'failed', 'nobody', 'error'] as const;
export type TestStatus = (typeof testStatuses)[number];

export const testResultSchema = z.object({
  name: z.string(),
  status: z.enum(testStatuses),
  /** Endpoints that it is about, and the servers. */
  subjects: z.number(),
  servers: z.number(),
  /** Pairs of an endpoint and a server that were decided, and those that are otherwise than expected. */
  pairs: z.number(),
  failed: z.number(),
  problems: z.array(testProblemSchema).readonly(),
});
export type TestResult = z.infer<typeof testResultSchema>;

/** A pair that is otherwise than a test expects. */
export const failingPairSchema = z.object({
  /** Null for a device that EMS does not know. */
  endpoint: z.object({ uid: z.string(), host: z.string() }).nullable(),
  fortigate: z.string(),
  /** As a person would say it. */
  destination: z.string(),
  expected: z.enum(['accept', 'deny']),
  /** Which part of the test: of others than it names, or without a certificate. */
  of: z.enum(['subjects', 'others', 'without-certificate']),
  request: connectRequestSchema,
  /** Null where EMS quarantines the endpoint: FortiClient blocks the connection. */
  explanation: explanationSchema.nullable(),
});
export type FailingPair = z.infer<typeof failingPairSchema>;

export const testsAnswerSchema = z.object({
  /** Each with its own revision. */
  tests: z.array(z.object({ test: policyTestSchema, revision: z.number() })),
  /** In the order of the tests; null for those that are not run yet. */
  results: z.array(testResultSchema.nullable()),
  /** That of all of them together. */
  revision: z.number(),
  /** The revision at which the world was loaded. */
  scenario: z.number(),
  counting: countingSchema.nullable(),
});
export type TestsAnswer = z.infer<typeof testsAnswerSchema>;

/** Of a test of the form *nobody with …* or *only those with …*: whether it holds of any device that could exist. */
export const anyDeviceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('proven') }),
  z.object({ kind: z.literal('not-decided') }),
  /** A device that gets in otherwise than the test says. */
  z.object({
    kind: z.literal('reached'),
    fortigate: z.string(),
    server: z.string(),
    policytype: z.enum(['policy', 'proxy-policy']),
    policyid: z.number(),
    name: z.string(),
    device: z.object({
      ip: z.string(),
      user: z.string().nullable(),
      groups: z.array(z.string()),
      tags: z.array(tagSchema),
      online: z.boolean(),
    }),
    /** It gets in at that time, in milliseconds of the epoch; null for now. */
    otherTime: z.number().nullable(),
  }),
]);
export type AnyDeviceAnswer = z.infer<typeof anyDeviceSchema>;

export const testFailuresSchema = z.object({
  /** Null for a test of another form, and while it is not run yet. */
  anyDevice: anyDeviceSchema.nullable(),
  /** Null while it is not run yet. */
  result: testResultSchema.nullable(),
  /** The first that are otherwise than expected. */
  pairs: z.array(failingPairSchema),
  counting: countingSchema.nullable(),
});
export type TestFailures = z.infer<typeof testFailuresSchema>;

/** `replace`: all tests are those of the text; `add`: they come to those that there are. */
export const testsTextModes = ['replace', 'add'] as const;

export const testsTextSchema = z.object({ text: z.string(), revision: z.number() });
export type TestsText = z.infer<typeof testsTextSchema>;

const placedSchema = z.object({ line: z.number(), column: z.number(), message: z.string() });
export const checkedTestsSchema = z.object({
  /** How many there are; null where the text cannot be read. */
  tests: z.number().nullable(),
  faults: z.array(placedSchema),
  /** What tests name that is not in this world. */
  missing: z.array(placedSchema),
});
export type CheckedTests = z.infer<typeof checkedTestsSchema>;

export const testNamesSchema = z.object({
  users: z.array(z.string()),
  groups: z.array(z.string()),
  tags: z.array(tagSchema),
  servers: z.array(z.string()),
  fortigates: z.array(z.object({ name: z.string(), interfaces: z.array(z.string()) })),
});
export type TestNames = z.infer<typeof testNamesSchema>;

/** The names of tests that would come out otherwise. */
export const testsPreviewSchema = z.object({
  /** They pass now, and would not. */
  fail: z.array(z.string()),
  /** They do not pass now, and would. */
  pass: z.array(z.string()),
});
export type TestsPreview = z.infer<typeof testsPreviewSchema>;
