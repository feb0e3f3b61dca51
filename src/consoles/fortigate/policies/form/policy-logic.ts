/** Which fields of a policy decide, and how: AND between them, OR or AND within one (FortiOS 7.6.0 shows the same). */
import type { PolicyRow, PolicyTable } from '../policy-row.ts';
import { changesTags } from './policy-draft.ts';
import type { PolicyValues } from './policy-values.ts';

type ConditionField =
  | 'srcintf'
  | 'dstintf'
  | 'srcaddr'
  | 'ztna-ems-tag'
  | 'ztna-ems-tag-secondary'
  | 'servers'
  | 'dstaddr'
  | 'schedule'
  | 'service';

export interface FieldLogic {
  /** Before the field: *IF* at the first, then *AND*. */
  readonly mark: string;
  /** Between two names of the field. */
  readonly within: 'or' | 'and';
  /** Before the names, where the setting inverts them. */
  readonly lead: string | undefined;
}

/** Conditions in the form's order. Neither `dstintf` nor `service` decides in a simple ZTNA policy [972568]. */
function conditionFields(kind: 'standard' | 'ztna', table: PolicyTable): readonly ConditionField[] {
  if (table === 'firewall security-policy')
    return ['srcintf', 'dstintf', 'srcaddr', 'dstaddr', 'schedule', 'service'];
  if (kind === 'standard')
    return [
      'srcintf',
      'dstintf',
      'srcaddr',
      'ztna-ems-tag',
      'ztna-ems-tag-secondary',
      'dstaddr',
      'schedule',
      'service',
    ];
  return table === 'firewall policy'
    ? ['srcintf', 'srcaddr', 'ztna-ems-tag', 'servers', 'schedule']
    : ['srcintf', 'srcaddr', 'ztna-ems-tag', 'servers', 'dstaddr', 'schedule'];
}

/** Tags that are listed and not in force: of a standard policy that the CLI left without `ztna-status`. */
function areTagsOff(values: PolicyValues, before: PolicyRow | null): boolean {
  return (
    values.kind === 'standard' &&
    before?.table === 'firewall policy' &&
    !changesTags(values, before) &&
    before.row['ztna-status'] === 'disable' &&
    before.row['ztna-ems-tag'].length + before.row['ztna-ems-tag-secondary'].length > 0
  );
}

/** What the CLI has inverted. */
function isNegated(field: ConditionField, values: PolicyValues, before: PolicyRow | null): boolean {
  switch (field) {
    case 'srcaddr':
      return before?.row['srcaddr-negate'] === 'enable';
    case 'dstaddr':
      return before?.row['dstaddr-negate'] === 'enable';
    case 'service':
      return (
        before !== null &&
        before.table !== 'firewall proxy-policy' &&
        before.row['service-negate'] === 'enable'
      );
    case 'ztna-ems-tag':
      return values['ztna-ems-tag-negate'];
    case 'srcintf':
    case 'dstintf':
    case 'ztna-ems-tag-secondary':
    case 'servers':
    case 'schedule':
      return false;
  }
}

const inverted = { or: 'none of', and: 'not all of' } as const;

export type PolicyLogic = Partial<Record<ConditionField, FieldLogic>>;

/** Empty for a policy that this lab does not decide. */
export function policyLogic(
  values: PolicyValues,
  table: PolicyTable,
  before: PolicyRow | null,
): PolicyLogic {
  const { kind } = values;
  if (kind === 'other') return {};
  const areOff = areTagsOff(values, before);
  const entries = conditionFields(kind, table).map((field, i): [ConditionField, FieldLogic] => {
    const isTags = field === 'ztna-ems-tag';
    // A standard policy takes any tag, whatever the match logic says [477578].
    const within = isTags && kind === 'ztna' ? values['ztna-tags-match-logic'] : 'or';
    const isOff = areOff && (isTags || field === 'ztna-ems-tag-secondary');
    return [
      field,
      {
        mark: isOff ? 'NOT IN FORCE' : i === 0 ? 'IF' : 'AND',
        within,
        lead: isNegated(field, values, before) ? inverted[within] : undefined,
      },
    ];
  });
  return Object.fromEntries(entries);
}
