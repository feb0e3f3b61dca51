/** Why a session was decided as it was: the sentence that comes first. */
import type { Cause, Explanation, PolicyView } from '#model/decision/explanation.ts';
import { plural } from '#model/plural.ts';
import { errorCode, ztnaErrorWords, ztnaErrors } from '#model/decision/ztna-errors.ts';
import { conditionSentence } from './condition.ts';
import { policyName, policyTitle } from './policy-name.ts';
import { type Sentence, strong, textPart } from './sentence.ts';
import { askedPart, causeSentence, deviceSentence } from './tag-cause.ts';

/** Why the policy did not match, where a tag is the cause. */
function tagSentence(
  policy: PolicyView,
  { list, asked, more }: Extract<Cause, { kind: 'tag' }>,
  explanation: Explanation,
): Sentence {
  const name = policyTitle(policy);
  const tags = policy.conditions.find((one) => one.kind === 'tags' && one.list === list);
  const cause = causeSentence(asked, explanation);
  const ofList = list === 'secondary' ? 'secondary tag' : 'tag';
  if (tags?.kind !== 'tags' || tags.asked.length === 1)
    return [
      textPart(`${name} asks for ${list === 'secondary' ? 'the secondary tag ' : ''}`),
      askedPart(asked),
      textPart('. '),
      ...cause,
    ];
  const rest =
    more > 0
      ? [textPart(` ${more} more of its ${ofList}s ${plural(more, 'is', 'are')} missing.`)]
      : [];
  return tags.logic === 'and'
    ? [
        textPart(`${name} asks for `),
        strong('All'),
        textPart(` of its ${ofList}s. `),
        ...cause,
        ...rest,
      ]
    : [
        textPart(`${name} asks for `),
        strong('Any'),
        textPart(` of its ${ofList}s, and none is known. `),
        ...cause,
        ...rest,
      ];
}

/** Error 065 may stand for a denying policy, which lets nobody in; then the nearest one failed otherwise. */
function otherErrorSentence({ error, policies }: Explanation): Sentence {
  const denying = policies.find(
    ({ action, conditions, verdict }) =>
      action === 'deny' &&
      verdict === 'no-match' &&
      conditions.every(({ kind, held }) => held || kind === 'tags'),
  );
  return error === 65 && denying
    ? [
        textPart(
          ` The error code is for ${policyName(denying)}, where only the tag condition failed.`,
        ),
      ]
    : [];
}

/** The cause of an implicit deny, without what follows from it. */
function implicitSentence(explanation: Explanation): Sentence {
  const { cause, policies, deciding } = explanation;
  const policy = deciding === null ? null : (policies[deciding] ?? null);
  const what = explanation.kind === 'ztna' ? 'server' : 'traffic';
  switch (cause?.kind) {
    case 'device':
      return [textPart(deviceSentence(cause.why, explanation))];
    case 'tag':
      return policy ? tagSentence(policy, cause, explanation) : [];
    case 'excluded-tag':
      return policy
        ? [
            textPart(`${policyTitle(policy)} negates its tags, and `),
            askedPart(cause.asked),
            textPart(' is known, so the policy does not match.'),
          ]
        : [];
    case 'condition': {
      const failed = policy?.conditions.find((one) => one.kind === cause.condition && !one.held);
      return policy && failed
        ? [
            textPart(
              `${policyTitle(policy)} came closest but failed on ${conditionSentence(failed)}.`,
            ),
            ...otherErrorSentence(explanation),
          ]
        : [];
    }
    case 'policies-off': {
      const { disabled, unreadable, first } = cause;
      const all = disabled + unreadable;
      if (all === 1)
        return [
          textPart(
            `The only policy for this ${what}, ${policyName(first)}, ${disabled === 1 ? 'is disabled' : 'has an action that the lab does not decide by'}`,
          ),
        ];
      return [
        textPart(
          unreadable === 0
            ? `All ${all} policies for this ${what} are disabled`
            : `None of the ${all} policies for this ${what} is in force: ${disabled} disabled, ${unreadable} with an action that the lab does not decide by`,
        ),
      ];
    }
    case 'handed-on':
      return [
        textPart(
          `${policyTitle(cause.by)} redirects the session to the full ZTNA policies, but none of them applies to this server`,
        ),
      ];
    case 'no-policy':
      return [textPart(`There is no policy for this ${what}`)];
    case 'certificate':
    case 'route':
    case 'denied':
    case undefined:
      return [];
  }
}

function errorWords(error: number | null): string {
  const known = ztnaErrors.find((one) => one === error);
  return known === undefined ? '' : ` (error ${errorCode(known)})`;
}

/** Why the session is led nowhere (021, 022, 023). */
function routeWords({ route, error }: Explanation): string {
  const code = errorWords(error);
  switch (route?.kind) {
    case 'not-decided':
      return `This lab does not decide sessions to ${route.object}. It shows them as denied${code}.`;
    case 'unresolved': {
      const near = route.near === null ? '' : ` ${route.near} does resolve, which is another name.`;
      return `The FortiGate cannot resolve the domain name ${route.name}, so it does not reach the real server${code}.${near}`;
    }
    case 'no-gateway':
    case 'no-real-server':
    case 'routed':
    case 'without-server':
    case undefined:
      return error === 21
        ? `No API gateway of the server matches the requested path and host${code}.`
        : `The API gateway has no active real server${code}.`;
  }
}

/** The sentence that comes first: the one cause, and what followed from it. */
export function headline(explanation: Explanation): Sentence {
  const { policies, deciding, error } = explanation;
  const host = explanation.endpoint?.host ?? 'The device';
  const policy = deciding === null ? null : (policies[deciding] ?? null);
  if (explanation.action === 'accept') {
    const tags = policy?.conditions.find((one) => one.kind === 'tags');
    const known =
      tags?.kind === 'tags' && !tags.negate ? tags.asked.filter((one) => one.known) : [];
    if (!policy) return [textPart('Accepted.')];
    if (known.length === 0)
      return [
        textPart(`${policyTitle(policy)} accepts the session: all of its conditions are met.`),
      ];
    return [
      textPart(`${policyTitle(policy)} accepts the session. It asks for `),
      strong(tags?.kind === 'tags' && tags.logic === 'and' ? 'All' : 'Any'),
      textPart(' of its tags, and '),
      ...known.flatMap((one, i) => [...(i > 0 ? [textPart(', ')] : []), askedPart(one)]),
      textPart(known.length === 1 ? ' is known.' : ' are known.'),
    ];
  }
  const known = ztnaErrors.find((one) => one === error);
  switch (known) {
    case 1:
      return [
        textPart(
          `${host} presented a certificate whose serial number differs from the one in EMS${errorWords(error)}.`,
        ),
      ];
    case 2:
    case 3:
      return [
        textPart(
          `${host} presented no client certificate, and the server requires one${explanation.certificate?.emptyCertAction === 'accept-unmanageable' ? ' from manageable devices' : ''}${errorWords(error)}.`,
        ),
      ];
    case 63:
      return [textPart(`The certificate of ${host} is revoked${errorWords(error)}.`)];
    case 21:
    case 22:
    case 23:
      return [textPart(routeWords(explanation))];
    case 41:
    case 61:
    case 62:
    case 64:
    case 65:
    case 66:
    case 67:
    case undefined:
      break;
  }
  if (explanation.policyid !== 0 && policy) {
    const tags = policy.conditions.find((one) => one.kind === 'tags' && one.asked.length > 0);
    const hit = tags?.kind === 'tags' ? tags.asked.filter((one) => one.known) : [];
    return [
      textPart(`${policyTitle(policy)} denies the session`),
      ...(hit.length > 0 && tags?.kind === 'tags' && !tags.negate
        ? [
            textPart(': '),
            ...hit.flatMap((one, i) => [...(i > 0 ? [textPart(', ')] : []), askedPart(one)]),
            textPart(hit.length === 1 ? ' is known' : ' are known'),
          ]
        : []),
      textPart(`${errorWords(error)}.`),
    ];
  }
  const { cause } = explanation;
  const isFree =
    cause?.kind === 'no-policy' || cause?.kind === 'policies-off' || cause?.kind === 'handed-on';
  return [
    ...implicitSentence(explanation),
    textPart(
      isFree
        ? `, so the implicit deny applies${errorWords(error)}.`
        : ` No policy matched, so the implicit deny applies${errorWords(error)}.`,
    ),
  ];
}

/** What an error code of the explanation means, for the last station. */
export function errorSentence(explanation: Explanation): string {
  const known = ztnaErrors.find((one) => one === explanation.error);
  return known === undefined ? '' : `${errorCode(known)} ${ztnaErrorWords[known].message}`;
}
