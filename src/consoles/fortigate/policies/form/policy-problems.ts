/** What is wrong with the values of a policy's form. */
import { nameProblem } from '#model/tagging/tags.ts';
import { policyLacks, policyNameTaken } from '#model/words/refusals.ts';
import type { PolicyRow, PolicyTable } from '../policy-row.ts';
import { secondaryTags } from './policy-draft.ts';
import { type PolicyField, type PolicyValues, policyValuesShape } from './policy-values.ts';

const maxPolicyName = 35;
const maxComments = 1023;

export interface FormSetting {
  readonly table: PolicyTable;
  /** The policy that is edited; null for a new one. */
  readonly before: PolicyRow | null;
  /** The other policy that has the form's name; null if none has. */
  readonly namesake: number | null;
  /** Those of its addresses that are VIPs of type access-proxy. */
  readonly accessVips: ReadonlySet<string>;
}

export interface FormProblem {
  readonly field: PolicyField;
  readonly message: string;
}

function nameProblems(
  { name }: PolicyValues,
  { before, namesake }: FormSetting,
): readonly FormProblem[] {
  // An imported policy may have no name, and need not be given one to change something else.
  if (name === '' && before !== null && before.row.name === '') return [];
  const problem = nameProblem(name, 'policy', maxPolicyName);
  if (problem) return [{ field: 'name', message: problem }];
  return namesake === null ? [] : [{ field: 'name', message: policyNameTaken(namesake) }];
}

function destinationProblems(values: PolicyValues, setting: FormSetting): readonly FormProblem[] {
  const noDestination: FormProblem = {
    field: 'dstaddr',
    message: policyLacks.destination,
  };
  const noServer: FormProblem = { field: 'servers', message: policyLacks.server };
  switch (values.kind) {
    case 'ztna':
      if (setting.table === 'firewall policy')
        return values.servers.some((name) => setting.accessVips.has(name)) ? [] : [noServer];
      return [
        ...(values.servers.length === 0 ? [noServer] : []),
        ...(values.dstaddr.length === 0 ? [noDestination] : []),
      ];
    case 'standard': {
      if (values.dstaddr.length === 0) return [noDestination];
      const vip = values.dstaddr.find((name) => setting.accessVips.has(name));
      return vip !== undefined && values['ztna-ems-tag'].length + secondaryTags(values).length > 0
        ? [
            {
              field: 'dstaddr',
              message: `${vip} belongs to a ZTNA server: with posture tags this is a policy of type ZTNA. Choose that type, or another destination.`,
            },
          ]
        : [];
    }
    case 'other':
      return values.dstaddr.length === 0 ? [noDestination] : [];
  }
}

/** What FortiOS would refuse (mocks/world/fortigate/row-checks.ts says the same to who goes past the form). */
export function problemsOf(values: PolicyValues, setting: FormSetting): readonly FormProblem[] {
  const isStandard = values.kind === 'standard';
  const needed: readonly (readonly [PolicyField, boolean, string])[] = [
    ['srcintf', values.srcintf.length === 0, policyLacks.incomingInterface],
    ['dstintf', isStandard && values.dstintf.length === 0, policyLacks.outgoingInterface],
    ['srcaddr', values.srcaddr.length === 0, policyLacks.source],
    [
      'ztna-ems-tag-secondary',
      isStandard && values.secondary === 'specify' && values['ztna-ems-tag-secondary'].length === 0,
      'Choose at least one secondary tag, or Disable.',
    ],
    ['schedule', values.schedule === '', policyLacks.schedule],
    ['service', isStandard && values.service.length === 0, policyLacks.service],
    [
      'comments',
      values.comments.length > maxComments,
      `The comments have ${values.comments.length} characters; FortiOS takes at most ${maxComments}. Shorten them.`,
    ],
  ];
  return [
    ...nameProblems(values, setting),
    ...needed.flatMap(([field, isBad, message]) => (isBad ? [{ field, message }] : [])),
    ...destinationProblems(values, setting),
  ];
}

/** A form's name may be asked for as it is, if only the FortiGate must say whether another policy has it. */
export function isPlausibleName(name: string): boolean {
  return nameProblem(name, 'policy', maxPolicyName) === null;
}

/** @param settingOf what the FortiGate says of the values */
export function policyValuesSchema(settingOf: (values: PolicyValues) => Promise<FormSetting>) {
  return policyValuesShape.superRefine(async (values, context) => {
    for (const { field, message } of problemsOf(values, await settingOf(values)))
      context.addIssue({ code: 'custom', path: [field], message });
  });
}
