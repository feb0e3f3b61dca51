/**
 * Rule types that compare versions and ages, slowly and from docs/semantics.md alone: what of the other
 * types is asked is one look at the device.
 */
import type { Device } from '#model/tagging/posture.ts';
import type { RuleOf } from '#model/tagging/tag-rule-schema.ts';

export type ComparingRule = RuleOf<'antivirus' | 'forticlient-version' | 'os-version'>;

type Comparison = RuleOf<'forticlient-version'>['values'][number]['comparison'];

/** `Windows Server 2012 R2`: what it is a version of, its numbers, and what else it is called. */
function partsOf(text: string): { product: string; numbers: number[]; rest: string[] } {
  const words = text.toLowerCase().split(' ');
  const isNumber = (word: string): boolean => /^[\d.]+$/.test(word) || /^\d\dh\d$/.test(word);
  const first = words.findIndex(isNumber);
  const after = first < 0 ? [] : words.slice(first);
  return {
    product: (first < 0 ? words : words.slice(0, first)).join(' '),
    numbers: after.filter(isNumber).flatMap((word) => word.split(/[.h]/).map(Number)),
    rest: after.filter((word) => !isNumber(word)),
  };
}

/** The numbers up to where the wanted ones end, in one text that sorts as they do. */
function sortable(numbers: readonly number[], length: number): string {
  return Array.from({ length }, (_, i) => String(numbers[i] ?? 0).padStart(9, '0')).join('.');
}

function compares(has: readonly number[], comparison: Comparison, wanted: readonly number[]) {
  const [a, b] = [sortable(has, wanted.length), sortable(wanted, wanted.length)];
  return {
    is: a === b,
    'greater-than': a > b,
    'less-than': a < b,
    'at-least': a >= b,
    'at-most': a <= b,
  }[comparison];
}

function isOsVersion(device: Device, value: RuleOf<'os-version'>['values'][number]): boolean {
  const [has, wanted] = [partsOf(device.osVersion), partsOf(value.version)];
  if (has.product !== wanted.product) return false;
  if (value.updateWithin !== undefined && device.osUpdateAgeDays > value.updateWithin) return false;
  if (value.comparison === 'is' && !wanted.rest.every((word) => has.rest.includes(word)))
    return false;
  return compares(has.numbers, value.comparison, wanted.numbers);
}

function met(rule: ComparingRule, device: Device): boolean[] {
  const { installed, running, product, signatureAgeDays } = device.antivirus;
  switch (rule.type) {
    case 'antivirus':
      return rule.values.map((value) => {
        if (value === 'installed-running') return installed && running;
        if (value === 'signature-up-to-date') return installed && signatureAgeDays <= 7;
        return (
          installed && product === 'FortiClient' && signatureAgeDays <= value.latestUpdateWithin
        );
      });
    case 'forticlient-version':
      return rule.values.map(({ comparison, version }) => {
        const { forticlientVersion: has } = device;
        if (!device.forticlientInstalled || has === '') return false;
        return compares(has.split('.').map(Number), comparison, version.split('.').map(Number));
      });
    case 'os-version':
      return rule.values.map((value) => isOsVersion(device, value));
  }
}

/** Whether the device fulfils the rule: every value of AntiVirus, one of the others, none with NOT. */
export function fulfils(rule: ComparingRule, device: Device): boolean {
  const values = met(rule, device);
  if (rule.not) return !values.includes(true);
  return rule.type === 'antivirus' ? !values.includes(false) : values.includes(true);
}
