/** Policy tests as a file writes them, YAML or JSON: plain values, and each fault with the way to its place. */
import { operatingSystems } from '#model/ems/ems.ts';
import {
  type PolicyTest,
  type TestExpectation,
  mostTests,
  openTest,
  policyTestSchema,
} from '#model/lab/policy-test.ts';
import { nearestName } from '#model/nearest-name.ts';
import { listWords } from '#model/plural.ts';
import { tagOfWord } from '#model/tagging/tag-names.ts';
import type { Tag } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';
import { anyServer, everybody, expectWords } from './test-words.ts';

export type ValuePath = readonly (string | number)[];

export interface TestFault {
  readonly path: ValuePath;
  /** The name of the last part of the path is at fault, and not what it holds. */
  readonly isName: boolean;
  /** One sentence or two, with what to do. */
  readonly message: string;
}

export type TestsRead =
  | { readonly ok: true; readonly tests: readonly PolicyTest[] }
  | { readonly ok: false; readonly faults: readonly [TestFault, ...TestFault[]] };

const textSchema = z.string({ error: 'Write a text here.' });
/** In a YAML file, every plain value is a text; in JSON, a number is one. */
const numberSchema = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], {
    error: 'Write a whole number here.',
  })
  .pipe(z.int({ error: 'Write a whole number here.' }));

/** A list, or one by itself. */
const listSchema = z.union([textSchema.transform((one) => [one]), z.array(textSchema)], {
  error: 'Write a name or a list of names here, as [WIN10-01, WIN10-02].',
});

/** Null for any. */
const serversSchema = z.union(
  [textSchema.transform((one) => (one === anyServer ? null : [one])), z.array(textSchema)],
  { error: `Write ${anyServer}, a ZTNA server’s name or a list of names here.` },
);

function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, {
    error: ({ input }) => {
      const near = typeof input === 'string' ? nearestName(input, words) : null;
      return near === null
        ? `Write ${listWords(words, 'or')} here.`
        : `${String(input)} is not known here. Did you mean ${near}?`;
    },
  });
}

const tagsSchema = listSchema.transform((words, context): readonly Tag[] =>
  words.flatMap((word, i) => {
    const tag = tagOfWord(word);
    if (tag) return [tag];
    context.issues.push({
      code: 'custom',
      input: word,
      path: [i],
      message: `${word} has no category. Write ZTNA_${word}, CLASS_${word}, OUTBREAK_${word} or FABRIC_${word}.`,
    });
    return [];
  }),
);

const endpointsTextSchema = z
  .strictObject({
    endpoints: listSchema,
    users: listSchema,
    groups: listSchema,
    'all of': tagsSchema,
    'any of': tagsSchema,
    'none of': tagsSchema,
  })
  .partial();
const unknownTextSchema = z.strictObject({
  'unknown device': textSchema,
  os: oneOf(operatingSystems).default('windows'),
});
const whoFields = [
  ...Object.keys(endpointsTextSchema.shape),
  ...Object.keys(unknownTextSchema.shape),
];

const testTextSchema = z
  .strictObject({
    name: textSchema,
    expect: oneOf([expectWords['may-reach'], expectWords['may-not-reach'], expectWords.only]),
    servers: serversSchema,
    address: textSchema,
    protocol: numberSchema,
    port: numberSchema,
    path: textSchema,
    host: textSchema,
    forward: textSchema,
    through: listSchema,
    'outgoing interface': textSchema,
    certificate: oneOf(['valid', 'none', 'mismatch', 'revoked']),
    'without certificate': oneOf([expectWords['may-reach'], expectWords['may-not-reach']]),
    'source address': textSchema,
    'incoming interface': textSchema,
    as: z.strictObject({ user: textSchema, groups: listSchema }).partial(),
    login: z.strictObject({
      user: textSchema,
      groups: listSchema.default([]),
      result: oneOf(['ok', 'failed']).default('ok'),
    }),
    time: textSchema,
  })
  .partial();
type TestText = z.infer<typeof testTextSchema>;

/** The fields of a test, in the order in which they are written. */
const testFields = [
  'name',
  'who',
  ...Object.keys(testTextSchema.shape).filter((one) => one !== 'name'),
];

/** Where a file has what a test's own schema complains of. */
const fieldAt: Readonly<Record<string, ValuePath>> = {
  'who.srcip': ['who', 'unknown device'],
  'who.endpoints': ['who', 'endpoints'],
  'who.users': ['who', 'users'],
  'who.groups': ['who', 'groups'],
  'to.servers': ['servers'],
  'to.port': ['port'],
  'to.dstport': ['port'],
  'to.path': ['path'],
  'to.host': ['host'],
  'to.forward': ['forward'],
  'to.dstip': ['address'],
  'to.protocol': ['protocol'],
  'to.dstintf': ['outgoing interface'],
  withoutCertificate: ['without certificate'],
  srcip: ['source address'],
  srcintf: ['incoming interface'],
  user: ['as'],
};

function fieldOf(path: readonly PropertyKey[]): ValuePath {
  const parts = path.map((one) => (typeof one === 'number' ? one : String(one)));
  const [first = '', second] = parts;
  return fieldAt[`${first}.${String(second)}`] ?? fieldAt[first] ?? (first === '' ? [] : [first]);
}

class Faults {
  readonly list: TestFault[] = [];
  add(path: ValuePath, message: string, isName = false): void {
    this.list.push({ path, message, isName });
  }
  addIssues(issues: readonly z.core.$ZodIssue[], at: ValuePath, fields: readonly string[]): void {
    for (const issue of issues) {
      const path = issue.path.map((one) => (typeof one === 'number' ? one : String(one)));
      if (issue.code === 'unrecognized_keys')
        for (const key of issue.keys) this.addUnknownField([...at, ...path, key], fields);
      else if (issue.code === 'invalid_union' || issue.code === 'invalid_type')
        this.add([...at, ...path], typeWords(issue));
      else this.add([...at, ...path], issue.message);
    }
  }
  private addUnknownField(path: ValuePath, fields: readonly string[]): void {
    const name = String(path.at(-1));
    const near = nearestName(name, fields);
    this.add(
      path,
      near === null
        ? `There is no field ${name} here. The fields are ${listWords(fields)}.`
        : `There is no field ${name} here. Did you mean ${near}?`,
      true,
    );
  }
}

function typeWords(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_type' && issue.expected === 'object'
    ? 'Write fields here, each as name: value.'
    : issue.message;
}

function whoOf(value: unknown, at: ValuePath, faults: Faults): PolicyTest['who'] | null {
  if (value === everybody) return openTest.who;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject) {
    faults.add(
      at,
      value === undefined
        ? `The test says nothing of who. Add who: ${everybody}, or sets of endpoints, users, groups or tags.`
        : `Write ${everybody} here, or sets of endpoints, users, groups or tags.`,
    );
    return null;
  }
  if ('unknown device' in value) {
    const read = unknownTextSchema.safeParse(value);
    if (read.success)
      return { kind: 'unknown', srcip: read.data['unknown device'], os: read.data.os };
    faults.addIssues(read.error.issues, at, Object.keys(unknownTextSchema.shape));
    return null;
  }
  const read = endpointsTextSchema.safeParse(value);
  if (!read.success) {
    faults.addIssues(read.error.issues, at, whoFields);
    return null;
  }
  const { endpoints = [], users = [], groups = [] } = read.data;
  const { 'all of': allOf = [], 'any of': anyOf = [], 'none of': noneOf = [] } = read.data;
  const sets = { endpoints, users, groups, allOf, anyOf, noneOf };
  if (Object.values(sets).every((one) => one.length === 0)) {
    faults.add(at, `No set is named here. Write ${everybody} where every endpoint is meant.`);
    return null;
  }
  return { kind: 'endpoints', ...sets };
}

/** `10.88.0.9:445`, of IPv4 addresses and host names. */
function forwardOf(text: string, at: ValuePath, faults: Faults) {
  const [, address = '', port = ''] = /^([^:]+):(\d+)$/.exec(text) ?? [];
  if (address === '') {
    faults.add(at, `${text} is no place that TCP is forwarded to. Write it as 10.88.0.9:445.`);
    return null;
  }
  return { address, port: Number(port) };
}

function toOf(text: TestText, at: ValuePath, faults: Faults): PolicyTest['to'] | null {
  const { servers, address, port, path, host, forward, protocol } = text;
  const out = text['outgoing interface'];
  const alone = (field: string, needs: string): void =>
    faults.add([...at, field], `${field} goes with ${needs}. Leave it out, or add ${needs}.`, true);
  if (address !== undefined) {
    for (const field of ['servers', 'path', 'host', 'forward'] as const)
      if (text[field] !== undefined)
        faults.add(
          [...at, field],
          `A test goes to servers or to an address. Leave ${field} out.`,
          true,
        );
    if (faults.list.length > 0) return null;
    return {
      kind: 'address',
      dstip: address,
      dstport: port ?? 0,
      protocol: protocol ?? 6,
      dstintf: out ?? null,
    };
  }
  if (protocol !== undefined) alone('protocol', 'address');
  if (out !== undefined) alone('outgoing interface', 'address');
  if (servers === undefined) {
    faults.add(
      at,
      `The test says nothing of where. Add servers: ${anyServer}, servers by name, or an address.`,
    );
    return null;
  }
  if (servers?.length === 0) {
    faults.add([...at, 'servers'], `Name a ZTNA server, or write ${anyServer}.`);
    return null;
  }
  return {
    kind: 'servers',
    servers: servers ?? [],
    port: port ?? null,
    path: path ?? null,
    host: host ?? null,
    forward: forward === undefined ? null : forwardOf(forward, [...at, 'forward'], faults),
  };
}

function expectationOf(words: string): TestExpectation {
  switch (words) {
    case expectWords['may-not-reach']:
      return 'may-not-reach';
    case expectWords.only:
      return 'only';
    default:
      return 'may-reach';
  }
}

function testOf(value: unknown, at: ValuePath, all: Faults): PolicyTest | null {
  const faults = new Faults();
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject) {
    all.add(at, 'A test is a list of fields. Write them as name: value, one a line.');
    return null;
  }
  const { who: whoValue, ...rest } = { who: undefined, ...value };
  const read = testTextSchema.safeParse(rest);
  if (!read.success) faults.addIssues(read.error.issues, at, testFields);
  const who = whoOf(whoValue, whoValue === undefined ? at : [...at, 'who'], faults);
  const to = read.success ? toOf(read.data, at, faults) : null;
  if (read.success) {
    if (read.data.name === undefined) faults.add(at, 'The test has no name. Add name: and a name.');
    if (read.data.expect === undefined)
      faults.add(
        at,
        `The test says nothing of what to expect. Add expect: ${listWords(Object.values(expectWords), 'or')}.`,
      );
  }
  if (!read.success || !who || !to || faults.list.length > 0) {
    all.list.push(...faults.list);
    return null;
  }
  const { name = '', expect = '', as, login, time, certificate, through = [] } = read.data;
  const without = read.data['without certificate'];
  const test = policyTestSchema.safeParse({
    name,
    who,
    expect: expectationOf(expect),
    to,
    through,
    certificate: certificate ?? null,
    withoutCertificate: without === undefined ? null : expectationOf(without),
    srcip: read.data['source address'] ?? null,
    srcintf: read.data['incoming interface'] ?? null,
    user: as ? { name: as.user ?? null, groups: as.groups ?? [] } : null,
    login: login ? { user: login.user, groups: login.groups, ok: login.result === 'ok' } : null,
    time: time ?? null,
  });
  if (test.success) return test.data;
  for (const { path, message } of test.error.issues) all.add([...at, ...fieldOf(path)], message);
  return null;
}

/** The tests of a value; throws nothing away: where one is at fault, none is read, and each fault is told. */
export function testsOf(value: unknown): TestsRead {
  const faults = new Faults();
  const isList = Array.isArray(value);
  const file: unknown = isList ? { tests: value } : value;
  const top: ValuePath = isList ? [] : ['tests'];
  const read = z
    .strictObject({ tests: z.unknown() })
    .safeParse(typeof file === 'object' && file !== null ? { tests: undefined, ...file } : file);
  if (!read.success) {
    if (typeof file === 'object' && file !== null)
      faults.addIssues(read.error.issues, [], ['tests']);
    else faults.add([], 'There is no test in this text. Begin it with tests: and a list.');
  }
  const list: unknown = read.success ? read.data.tests : [];
  const isEmpty = list === null || list === '' || list === undefined;
  if (list === undefined)
    faults.add([], 'There is no test in this text. Begin it with tests: and a list.');
  const values: readonly unknown[] = Array.isArray(list) ? list : [];
  if (!Array.isArray(list) && !isEmpty)
    faults.add(top, 'Write a list of tests here, each beginning with - name:.');
  if (values.length > mostTests)
    faults.add(top, `There are ${values.length} tests. At most ${mostTests} fit into a world.`);
  const places = new Map<string, number>();
  const tests = values.slice(0, mostTests).flatMap((one, i) => {
    const test = testOf(one, [...top, i], faults);
    if (!test) return [];
    const first = places.get(test.name);
    if (first !== undefined)
      faults.add(
        [...top, i, 'name'],
        `Test ${first + 1} has the name ${test.name} already. Give this one another name.`,
      );
    places.set(test.name, first ?? i);
    return [test];
  });
  const [fault, ...more] = faults.list;
  return fault ? { ok: false, faults: [fault, ...more] } : { ok: true, tests };
}
