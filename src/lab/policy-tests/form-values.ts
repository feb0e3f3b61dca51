/** A policy test as its form shows it: each field as a person types it. */
import { operatingSystemSchema } from '#model/ems/ems.ts';
import { certificateStateSchema } from '#model/decision/session.ts';
import {
  type PolicyTest,
  type TestExpectation,
  openTest,
  policyTestSchema,
} from '#model/lab/policy-test.ts';
import { tagFromKey, tagKey } from '#model/tagging/tags.ts';
import { plainTest } from '#model/words/policy-test.ts';
import { longestTestName } from '#model/lab/policy-test.ts';

export interface TestValues {
  /** Empty for what the test says. */
  name: string;
  whoKind: PolicyTest['who']['kind'];
  endpoints: string[];
  users: string[];
  groups: string[];
  /** By their keys. */
  allOf: string[];
  anyOf: string[];
  noneOf: string[];
  deviceIp: string;
  os: string;
  expect: TestExpectation;
  toKind: PolicyTest['to']['kind'];
  servers: string[];
  port: string;
  path: string;
  host: string;
  /** `10.88.0.9:445` */
  forward: string;
  dstip: string;
  protocol: string;
  dstintf: string;
  through: string[];
  certificate: string;
  withoutCertificate: string;
  srcip: string;
  srcintf: string;
  /** `reported`, `other` or, in its place, nobody. */
  user: 'reported' | 'other';
  userName: string;
  userGroups: string;
  login: '' | 'ok' | 'failed';
  loginName: string;
  loginGroups: string;
  time: string;
}

function listText(names: readonly string[]): string {
  return names.join(', ');
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function numberText(number: number | null): string {
  return number === null || number === 0 ? '' : String(number);
}

export function valuesOf(test: Omit<PolicyTest, 'name'> & { readonly name: string }): TestValues {
  const { who, to, user, login } = test;
  const sets = who.kind === 'endpoints' ? who : null;
  const server = to.kind === 'servers' ? to : null;
  const address = to.kind === 'address' ? to : null;
  return {
    name: test.name,
    whoKind: who.kind,
    endpoints: [...(sets?.endpoints ?? [])],
    users: [...(sets?.users ?? [])],
    groups: [...(sets?.groups ?? [])],
    allOf: (sets?.allOf ?? []).map(tagKey),
    anyOf: (sets?.anyOf ?? []).map(tagKey),
    noneOf: (sets?.noneOf ?? []).map(tagKey),
    deviceIp: who.kind === 'unknown' ? who.srcip : '',
    os: who.kind === 'unknown' ? who.os : 'windows',
    expect: test.expect,
    toKind: to.kind,
    servers: [...(server?.servers ?? [])],
    port: numberText(server ? server.port : (address?.dstport ?? null)),
    path: server?.path ?? '',
    host: server?.host ?? '',
    forward: server?.forward ? `${server.forward.address}:${server.forward.port}` : '',
    dstip: address?.dstip ?? '',
    protocol: String(address?.protocol ?? 6),
    dstintf: address?.dstintf ?? '',
    through: [...test.through],
    certificate: test.certificate ?? '',
    withoutCertificate: test.withoutCertificate ?? '',
    srcip: test.srcip ?? '',
    srcintf: test.srcintf ?? '',
    user: user ? 'other' : 'reported',
    userName: user?.name ?? '',
    userGroups: listText(user?.groups ?? []),
    login: login ? (login.ok ? 'ok' : 'failed') : '',
    loginName: login?.user ?? '',
    loginGroups: listText(login?.groups ?? []),
    time: test.time ?? '',
  };
}

export const emptyValues = valuesOf({ ...openTest, name: '' });

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** What is no number fails at its field. */
function numberIn(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

function tagsOf(keys: readonly string[]) {
  return keys.flatMap((key) => tagFromKey(key) ?? []);
}

function forwardOf(text: string) {
  if (text.trim() === '') return null;
  const [, address = text.trim(), port = ''] = /^(.+):(\d+)$/.exec(text.trim()) ?? [];
  return { address, port: port === '' ? Number.NaN : Number(port) };
}

function whoOf(values: TestValues): PolicyTest['who'] {
  const { endpoints, users, groups } = values;
  if (values.whoKind === 'unknown')
    return {
      kind: 'unknown',
      srcip: values.deviceIp.trim(),
      os: operatingSystemSchema.safeParse(values.os).data ?? 'windows',
    };
  const [allOf = [], anyOf = [], noneOf = []] = [values.allOf, values.anyOf, values.noneOf].map(
    tagsOf,
  );
  return { kind: 'endpoints', endpoints, users, groups, allOf, anyOf, noneOf };
}

function toOf(values: TestValues): PolicyTest['to'] {
  const port = numberIn(values.port);
  if (values.toKind === 'address')
    return {
      kind: 'address',
      dstip: values.dstip.trim(),
      dstport: port ?? 0,
      protocol: numberIn(values.protocol) ?? Number.NaN,
      dstintf: orNull(values.dstintf),
    };
  return {
    kind: 'servers',
    servers: values.servers,
    port,
    path: orNull(values.path),
    host: orNull(values.host),
    forward: forwardOf(values.forward),
  };
}

/** Not yet checked, and its name as it is typed. */
function draftOf(values: TestValues): PolicyTest {
  const without = values.withoutCertificate;
  return {
    name: values.name.trim(),
    who: whoOf(values),
    expect: values.expect,
    to: toOf(values),
    through: values.through,
    certificate: certificateStateSchema.safeParse(values.certificate).data ?? null,
    withoutCertificate: without === 'may-reach' || without === 'may-not-reach' ? without : null,
    srcip: values.whoKind === 'unknown' ? null : orNull(values.srcip),
    srcintf: orNull(values.srcintf),
    user:
      values.user === 'other'
        ? { name: orNull(values.userName), groups: listOf(values.userGroups) }
        : null,
    login:
      values.login === ''
        ? null
        : {
            user: values.loginName.trim(),
            groups: listOf(values.loginGroups),
            ok: values.login === 'ok',
          },
    time: orNull(values.time),
  };
}

/** What the test says, for a name. */
export function nameBySentence(values: TestValues): string {
  return plainTest(draftOf(values)).replace(/\.$/, '').slice(0, longestTestName).trim();
}

export function sentenceTest(values: TestValues): PolicyTest {
  return draftOf(values);
}

/** The field that a place in a test is shown in. */
const fieldAt: Readonly<Record<string, keyof TestValues>> = {
  'who.srcip': 'deviceIp',
  'to.dstport': 'port',
  'to.port': 'port',
  'to.forward': 'forward',
};

export function testFieldAt(path: string): keyof TestValues | null {
  const parts = path.replace(/^test\./, '').split('.');
  const place = parts.slice(0, 2).join('.');
  const known = fieldAt[place];
  if (known) return known;
  const name = parts[0] === 'to' || parts[0] === 'who' ? parts[1] : parts[0];
  return formFields.find((one) => one === name) ?? null;
}

const formFields: readonly (keyof TestValues)[] = [
  'name',
  'endpoints',
  'users',
  'groups',
  'expect',
  'servers',
  'port',
  'path',
  'host',
  'forward',
  'dstip',
  'protocol',
  'dstintf',
  'through',
  'certificate',
  'withoutCertificate',
  'srcip',
  'srcintf',
  'time',
];

export type ReadTest =
  | { readonly ok: true; readonly test: PolicyTest }
  | {
      readonly ok: false;
      readonly problems: readonly {
        readonly field: keyof TestValues | 'root';
        readonly message: string;
      }[];
    };

/** The test that was typed, or what is wrong with it, field by field. */
export function readValues(values: TestValues): ReadTest {
  const draft = draftOf(values);
  const name = draft.name === '' ? nameBySentence(values) : draft.name;
  const read = policyTestSchema.safeParse({ ...draft, name });
  const problems: { field: keyof TestValues | 'root'; message: string }[] = (
    read.error?.issues ?? []
  ).map(({ path, message }) => ({
    field: testFieldAt(path.map(String).join('.')) ?? 'root',
    message,
  }));
  if (draft.login?.user === '')
    problems.push({ field: 'loginName', message: 'Enter who logs in.' });
  return read.success && problems.length === 0
    ? { ok: true, test: read.data }
    : { ok: false, problems };
}
