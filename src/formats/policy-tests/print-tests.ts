/** Policy tests as a file has them. */
import { Document, isScalar, visit } from 'yaml';
import type { PolicyTest } from '#model/lab/policy-test.ts';
import { tagWord } from '#model/tagging/tag-names.ts';
import { anyServer, everybody, expectWords } from './test-words.ts';

function listText(names: readonly string[]): readonly string[] | undefined {
  return names.length === 0 ? undefined : names;
}

function whoValueOf(who: PolicyTest['who']): unknown {
  if (who.kind === 'unknown') return { 'unknown device': who.srcip, os: who.os };
  const { endpoints, users, groups, allOf, anyOf, noneOf } = who;
  const sets = {
    endpoints: listText(endpoints),
    users: listText(users),
    groups: listText(groups),
    'all of': listText(allOf.map(tagWord)),
    'any of': listText(anyOf.map(tagWord)),
    'none of': listText(noneOf.map(tagWord)),
  };
  return Object.values(sets).some((one) => one !== undefined) ? sets : everybody;
}

function toValueOf(to: PolicyTest['to']): Readonly<Record<string, unknown>> {
  if (to.kind === 'address')
    return {
      address: to.dstip,
      protocol: to.protocol === 6 ? undefined : to.protocol,
      port: to.dstport === 0 ? undefined : to.dstport,
      'outgoing interface': to.dstintf ?? undefined,
    };
  return {
    servers: listText(to.servers) ?? anyServer,
    port: to.port ?? undefined,
    path: to.path ?? undefined,
    host: to.host ?? undefined,
    forward: to.forward ? `${to.forward.address}:${to.forward.port}` : undefined,
  };
}

function withoutOpen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      inner === undefined ? [] : [[key, withoutOpen(inner)]],
    ),
  );
}

/** The value of a JSON file that has the tests: `testsOf` reads it as they are. */
export function testsValue(tests: readonly PolicyTest[]): unknown {
  return {
    tests: tests.map((test) =>
      withoutOpen({
        name: test.name,
        who: whoValueOf(test.who),
        expect: expectWords[test.expect],
        ...toValueOf(test.to),
        through: listText(test.through),
        certificate: test.certificate ?? undefined,
        'without certificate':
          test.withoutCertificate === null ? undefined : expectWords[test.withoutCertificate],
        'source address': test.srcip ?? undefined,
        'incoming interface': test.srcintf ?? undefined,
        as: test.user
          ? { user: test.user.name ?? undefined, groups: listText(test.user.groups) }
          : undefined,
        login: test.login
          ? {
              user: test.login.user,
              groups: listText(test.login.groups),
              result: test.login.ok ? 'ok' : 'failed',
            }
          : undefined,
        time: test.time ?? undefined,
      }),
    ),
  };
}

const longestLine = 100;

/** The text of a YAML file; `readTests` reads it as they are. */
export function printTests(tests: readonly PolicyTest[]): string {
  const document = new Document(testsValue(tests), { aliasDuplicateObjects: false });
  visit(document, {
    Seq: (_, list) => {
      if (list.items.every((item) => isScalar(item))) list.flow = true;
    },
  });
  return document.toString({ lineWidth: longestLine, flowCollectionPadding: false });
}
