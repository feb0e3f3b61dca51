/** The one name of a policy: `policy 17 ZTNA-webserver-allow`, `proxy policy 2 Finance-allow`. */
import type { ConsideredType } from '#model/decision/decision.ts';
import { sentenceStart } from '#model/text.ts';

const words: Readonly<Record<ConsideredType, string>> = {
  policy: 'policy',
  'proxy-policy': 'proxy policy',
  'security-policy': 'security policy',
};

export interface NamedPolicy {
  readonly policytype: ConsideredType;
  /** 0 for the implicit deny, which is in no list. */
  readonly policyid: number;
  /** Empty for one without a name: its number alone names it. */
  readonly name: string;
}

/** For the middle of a sentence. */
export function policyName({ policytype, policyid, name }: NamedPolicy): string {
  if (policyid === 0) return 'implicit deny';
  const number = `${words[policytype]} ${policyid}`;
  return name === '' ? number : `${number} ${name}`;
}

/** For the start of one, and for a title. */
export function policyTitle(policy: NamedPolicy): string {
  return sentenceStart(policyName(policy));
}
