/** The two pages of the traffic log: what each is called, and what a list of its lines can be narrowed to. */
import { type NamedPolicy } from '#model/words/policy-name.ts';
import { type PolicyType } from '#model/fortios/policy-list.ts';

/** `subtype` of a line. */
export type Traffic = 'ztna' | 'forward';

export const trafficTitles: Readonly<Record<Traffic, string>> = {
  ztna: 'ZTNA Traffic',
  forward: 'Forward Traffic',
};

/** Choices of the time range, and how far each goes back, in minutes of the world's clock. */
export const ranges = ['5m', '1h', '24h', '7d'] as const;
type Range = (typeof ranges)[number];

export const rangeChoices: readonly { readonly value: Range; readonly label: string }[] = [
  { value: '5m', label: 'last 5 minutes' },
  { value: '1h', label: 'last hour' },
  { value: '24h', label: 'last 24 hours' },
  { value: '7d', label: 'last 7 days' },
];

export function minutesOf(range: Range): number {
  switch (range) {
    case '5m':
      return 5;
    case '1h':
      return 60;
    case '24h':
      return 24 * 60;
    case '7d':
      return 7 * 24 * 60;
  }
}

/** The policy whose lines are asked for in the address; null for those of all. */
export function policyOf(asked: {
  readonly policytype: PolicyType | null;
  readonly policyid: string | null;
}): (NamedPolicy & { readonly policytype: PolicyType }) | null {
  const { policytype, policyid } = asked;
  if (policytype === null || policyid === null || !/^\d{1,10}$/.test(policyid)) return null;
  return { policytype, policyid: Number(policyid), name: '' };
}
