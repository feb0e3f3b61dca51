/** Two decisions held against each other, step by step of the way that a decision goes. */
import type { Explanation, PolicyView } from '#model/decision/explanation.ts';
import { listWords } from '#model/plural.ts';
import { categoryWords } from '#model/tagging/tags.ts';
import { conditionSentence } from './condition.ts';
import { policyName, policyTitle } from './policy-name.ts';

/** One step of both; null where a decision does not come to it. */
export interface ComparedStep {
  readonly key: string;
  readonly label: string;
  readonly left: string | null;
  readonly right: string | null;
  readonly differs: boolean;
}

type Steps = ReadonlyMap<string, { readonly label: string; readonly text: string }>;

function names(list: readonly { readonly name: string }[]): string {
  return list.length === 0 ? 'none' : listWords(list.map(({ name }) => name));
}

function policyText({ verdict, conditions }: PolicyView): string {
  switch (verdict) {
    case 'accept':
      return 'matches and accepts';
    case 'deny':
      return 'matches and denies';
    case 'redirect':
      return 'matches and hands on to the full policies';
    case 'disabled':
      return 'disabled';
    case 'unreadable':
      return 'not decided here';
    case 'no-match':
      return `does not match: ${conditions
        .filter(({ held }) => !held)
        .map((one) => conditionSentence(one))
        .join(' ')}`;
  }
}

/** What happened on the way, in its order. */
function stepsOf(explanation: Explanation): Steps {
  const { certificate, has, shares, knows, policies, action } = explanation;
  const steps = new Map<string, { readonly label: string; readonly text: string }>();
  const add = (key: string, label: string, text: string): void =>
    void steps.set(key, { label, text });
  if (certificate)
    add(
      'certificate',
      'Client certificate',
      `${certificate.asked ? 'asked for' : 'not asked for'}, ${certificate.state === 'none' ? 'none presented' : certificate.state}`,
    );
  add('has', 'The endpoint has', names(has));
  const shared = shares.categories.filter((one) => one.shared);
  add(
    'shares',
    'EMS shares',
    shared.length === 0
      ? 'nothing'
      : listWords(shared.map(({ category }) => categoryWords[category].sharing)),
  );
  add('knows', 'FortiGate knows', names(knows.tags));
  for (const policy of policies)
    add(`${policy.policytype} ${policy.policyid}`, policyTitle(policy), policyText(policy));
  add(
    'decision',
    'Decision',
    `${action === 'accept' ? 'allowed' : 'denied'} by ${policyName({ ...explanation, name: '' })}`,
  );
  return steps;
}

/**
 * Both ways as one, in their order: what the left one comes to alone stands before what the right one does.
 * The first step that differs is where their ways part.
 */
export function comparedSteps(left: Explanation, right: Explanation): readonly ComparedStep[] {
  const [a, b] = [stepsOf(left), stepsOf(right)];
  const keys: string[] = [];
  const rest = [...b.keys()];
  for (const key of a.keys()) {
    const at = rest.indexOf(key);
    if (at >= 0) keys.push(...rest.splice(0, at + 1).filter((one) => one !== key));
    keys.push(key);
  }
  // The decision ends both.
  const all = [...keys.filter((key) => key !== 'decision'), ...rest, 'decision'];
  return [...new Set(all)].map((key) => {
    const [one, other] = [a.get(key), b.get(key)];
    return {
      key,
      label: (one ?? other)?.label ?? key,
      left: one?.text ?? null,
      right: other?.text ?? null,
      differs: one?.text !== other?.text,
    };
  });
}
