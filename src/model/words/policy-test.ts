/** A policy test as a sentence, and what came of it. */
import type {
  AnyDeviceAnswer,
  FailingPair,
  PolicyTest,
  TestProblem,
  TestResult,
  TestsPreview,
} from '#model/lab/policy-test.ts';
import { hasPorts } from '#model/fortios/services.ts';
import { count, listWords, numberWords, plural } from '#model/plural.ts';
import { tagWord } from '#model/tagging/tag-names.ts';
import { type Tag, tellingTags } from '#model/tagging/tags.ts';
import { headline } from './decision.ts';
import { policyName } from './policy-name.ts';
import { type Part, type Sentence, chip, plain, strong, textPart } from './sentence.ts';

/** Of longer lists, the first are named. */
const mostNamed = 3;

function named(names: readonly string[], last: 'and' | 'or'): string {
  const more = names.length - mostNamed;
  return listWords(
    more > 0 ? [...names.slice(0, mostNamed), `${numberWords(more)} more`] : names,
    last,
  );
}

function tagParts(before: string, tags: readonly Tag[], between: string): Part[] {
  if (tags.length === 0) return [];
  const more = tags.length - mostNamed;
  return [
    textPart(` ${before} `),
    ...tags
      .slice(0, mostNamed)
      .flatMap((tag, i) => [...(i > 0 ? [textPart(` ${between} `)] : []), chip(tag)]),
    ...(more > 0 ? [textPart(` ${between} ${numberWords(more)} more`)] : []),
  ];
}

function whoParts({ who, expect }: PolicyTest): Part[] {
  if (who.kind === 'unknown')
    return [textPart('A device that EMS does not know, '), strong(who.srcip), textPart(',')];
  const { endpoints, users, groups, allOf, anyOf, noneOf } = who;
  const isPlain =
    users.length + groups.length + allOf.length + anyOf.length + noneOf.length === 0 &&
    endpoints.length > 0;
  if (isPlain)
    return [...(expect === 'only' ? [textPart('Only ')] : []), strong(named(endpoints, 'and'))];
  const quantity = { 'may-reach': 'Every', 'may-not-reach': 'No', only: 'Only an' }[expect];
  return [
    textPart(`${quantity} endpoint`),
    ...(endpoints.length > 0 ? [textPart(' among '), strong(named(endpoints, 'and'))] : []),
    ...(users.length > 0 ? [textPart(' of '), strong(named(users, 'or'))] : []),
    ...(groups.length > 0 ? [textPart(' of a user in '), strong(named(groups, 'or'))] : []),
    ...tagParts('with', allOf, 'and'),
    ...tagParts(allOf.length > 0 ? 'and' : 'with', anyOf, 'or'),
    ...tagParts('without', noneOf, 'or'),
  ];
}

function verbOf({ who, expect }: PolicyTest): string {
  const isPlain =
    who.kind === 'unknown' ||
    (who.endpoints.length > 0 &&
      who.users.length + who.groups.length + who.allOf.length === 0 &&
      who.anyOf.length + who.noneOf.length === 0);
  return isPlain && expect === 'may-not-reach' ? 'may not reach' : 'may reach';
}

/** Where one goes, without the FortiGates. */
function toParts({ to, expect }: PolicyTest): Part[] {
  if (to.kind === 'address') {
    const { dstip, dstport, protocol } = to;
    return [
      strong(hasPorts(protocol) ? `${dstip}:${dstport}` : dstip),
      ...(protocol === 6 ? [] : [textPart(` (IP protocol ${protocol})`)]),
    ];
  }
  const { servers, port, path, host, forward } = to;
  const any = expect === 'may-reach' ? 'every ZTNA server' : 'any ZTNA server';
  const server =
    servers.length === 0
      ? textPart(any)
      : strong(named(servers, expect === 'may-reach' ? 'and' : 'or'));
  return [
    ...(forward ? [strong(`${forward.address}:${forward.port}`), textPart(' behind ')] : []),
    server,
    ...(port === null ? [] : [textPart(` on ${port}`)]),
    ...(path === null ? [] : [textPart(` at ${path}`)]),
    ...(host === null ? [] : [textPart(` as ${host}`)]),
  ];
}

const certificateWords = {
  valid: ' with its certificate',
  none: ' without a certificate',
  mismatch: ' with another certificate than EMS knows',
  revoked: ' with a revoked certificate',
} as const;

function howWords(test: PolicyTest): string {
  const { through, certificate, srcip, srcintf, user, login, time } = test;
  return [
    through.length === 0 ? '' : ` through ${named(through, 'and')}`,
    certificate === null ? '' : certificateWords[certificate],
    srcip === null ? '' : ` from ${srcip}`,
    srcintf === null ? '' : ` by way of ${srcintf}`,
    user === null ? '' : ` as ${user.name ?? 'nobody'}`,
    login === null ? '' : ` logged in as ${login.user}${login.ok ? '' : ' in vain'}`,
    time === null ? '' : ` on ${time.slice(0, 10)} at ${time.slice(11)}`,
  ].join('');
}

function withoutWords({ expect, withoutCertificate }: PolicyTest): string {
  const isDenied = expect === 'may-not-reach';
  switch (withoutCertificate) {
    case null:
      return '';
    case 'may-reach':
      return isDenied ? ', but may without a certificate' : ', also without a certificate';
    case 'may-not-reach':
      return isDenied ? ', nor without a certificate' : ', but not without a certificate';
  }
}

/** `No endpoint with Malicious-File-Detected may reach any ZTNA server.` */
export function testSentence(test: PolicyTest): Sentence {
  return [
    ...whoParts(test),
    textPart(` ${verbOf(test)} `),
    ...toParts(test),
    textPart(`${howWords(test)}${withoutWords(test)}.`),
  ];
}

const thingWords: Record<Extract<TestProblem, { kind: 'not-there' }>['what'], string> = {
  endpoint: 'endpoint',
  user: 'user',
  group: 'group',
  tag: 'tag',
  fortigate: 'FortiGate',
  server: 'ZTNA server',
  interface: 'interface',
};

/** Why a test cannot be run, with what to do. */
export function problemSentence(problem: TestProblem): string {
  switch (problem.kind) {
    case 'not-there': {
      const { what, name, near, on } = problem;
      const where = on.length === 0 ? 'in this world' : `on ${listWords(on, 'or')}`;
      const advice = near === null ? 'Correct the name in the test.' : `Did you mean ${near}?`;
      return `There is no ${thingWords[what]} ${name} ${where}. ${advice}`;
    }
    case 'no-vip':
      return `No session can go to the ZTNA server ${problem.server} on ${problem.fortigate}: its VIP ${problem.vip} does not exist, or has no address or port. Correct the VIP.`;
    case 'other-port':
      return `${problem.server} on ${problem.fortigate} listens on ${problem.listens}, not on ${problem.asked}. Correct the port in the test.`;
    case 'other-interface':
      return `${problem.server} on ${problem.fortigate} listens on ${problem.listens} only, not on ${problem.asked}. Correct the incoming interface in the test.`;
    case 'no-server':
      return problem.port === null
        ? 'There is no ZTNA server that the test could go to. Create one, or name an address in the test.'
        : `No ZTNA server listens on ${problem.port}. Correct the port in the test.`;
  }
}

export const testStatusWords = {
  passed: 'passed',
  failed: 'failed',
  nobody: 'nobody',
  error: 'cannot run',
} as const satisfies Record<TestResult['status'], string>;

/** `3 of 12 pairs are not as expected.`, or what else there is to say of the outcome. */
export function resultWords({ status, subjects, pairs, failed, problems }: TestResult): string {
  switch (status) {
    case 'error':
      return problems.map(problemSentence).join(' ');
    case 'nobody':
      return 'No endpoint is what the test asks for, so it shows nothing. Change whom it is about.';
    case 'failed':
      return `${numberWords(failed)} of ${count(pairs, 'pair')} ${plural(failed, 'is', 'are')} not as expected.`;
    case 'passed':
      return subjects === 0
        ? 'No endpoint is what the test asks for at present.'
        : `${count(pairs, 'pair')} of ${count(subjects, 'endpoint')} as expected.`;
  }
}

/** Of one pair: who, where, what is expected, and why it is otherwise. */
export function failureSentence(pair: FailingPair): Sentence {
  const { endpoint, destination, fortigate, expected, of, request } = pair;
  const host = endpoint?.host ?? request.source.srcip;
  const without = of === 'without-certificate' ? ' without a certificate' : '';
  const is = expected === 'accept' ? 'does not reach' : 'reaches';
  return [
    textPart(`${host} ${is} ${destination} on ${fortigate}${without}. `),
    ...failureReason(pair),
  ];
}

export function failureReason({ endpoint, explanation }: FailingPair): Sentence {
  return explanation
    ? headline(explanation)
    : [
        textPart(
          `EMS quarantines ${endpoint?.host ?? 'the device'}, so FortiClient blocks the connection.`,
        ),
      ];
}

function turnedWords(names: readonly string[], verb: string): string {
  return names.length === 0
    ? ''
    : `${count(names.length, 'policy test')} would ${verb}: ${named(names, 'and')}.`;
}

/** `1 policy test would fail: NAME.` Empty where every test comes out as before. */
export function previewWords({ fail, pass }: TestsPreview): string {
  return [turnedWords(fail, 'fail'), turnedWords(pass, 'pass again')]
    .filter((words) => words !== '')
    .join(' ');
}

export function plainTest(test: PolicyTest): string {
  return plain(testSentence(test));
}

/** Whether the test holds of every device that could exist, in a sentence or two. */
export function anyDeviceWords(found: AnyDeviceAnswer): string {
  switch (found.kind) {
    case 'proven':
      return 'Proven for any device that could exist: whatever its tags, address, interface, user, groups and the time.';
    case 'not-decided':
      return 'For any device that could exist it is not decided: nothing was proven within the budget, and no device was found.';
    case 'reached': {
      const { fortigate, server, device } = found;
      const { tags, user, groups, ip, online } = device;
      const telling = tellingTags(tags);
      const facts = [
        telling.length === 0 ? 'no tags' : listWords(telling.map(tagWord)),
        `address ${ip}`,
        ...(user === null ? [] : [`user ${user}`]),
        ...(groups.length === 0 ? [] : [`in ${listWords(groups)}`]),
        ...(online ? [] : ['offline']),
      ];
      return `Not so for any device that could exist: one with ${listWords(facts)} reaches ${server} on ${fortigate} by ${policyName(found)}.`;
    }
  }
}
