/** What stands in the places of a policy. */
import { useId } from 'react';
import { type PolicyRow, policyId, postureOf } from '#consoles/fortigate/policies/policy-row.ts';
import { PolicyTagChip } from '#consoles/fortigate/policies/policy-tag-chip.tsx';
import type { MappedPolicy } from '#model/lab/policy-map.ts';
import { numberWords } from '#model/plural.ts';
import type { PolicyTag } from '#model/tagging/policy-tags.ts';
import type { TagCategory } from '#model/tagging/tags.ts';
import { parseTagAddressName } from '#model/tagging/tag-names.ts';
import { Chip } from '#ui/chip.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { RuleActions, RuleProps } from './rule-props.ts';
import styles from './rule.module.css';

/** One that was just put there is known by its name alone, until the FortiGate says more. */
function tagOf(names: RuleProps['names'], name: string): PolicyTag | null {
  const known = names.get(name)?.tag;
  if (known) return known;
  const parsed = parseTagAddressName(name);
  return parsed && { kind: 'tag', name, tag: parsed.tag, addressKind: parsed.kind, absence: null };
}

/** So many chips are drawn in a place; the picker shows them all. */
const mostChips = 8;

export function More({ of }: { readonly of: readonly unknown[] }) {
  return of.length > mostChips ? (
    <span className={styles['more']}>and {of.length - mostChips} more</span>
  ) : null;
}

export function Names({
  names,
  icon,
}: {
  readonly names: readonly string[];
  readonly icon?: 'user' | 'group';
}) {
  return names
    .slice(0, mostChips)
    .map((name) =>
      icon ? (
        <Chip
          key={name}
          text={name}
          tone="neutral"
          icon={icon}
          kindLabel={icon === 'user' ? 'User' : 'User Group'}
        />
      ) : (
        <CutText key={name} text={name} className={styles['name']} />
      ),
    );
}

/** Addresses; those that stand for a tag as its chip, since IP or MAC matters there. */
export function AddressChips({
  addresses,
  names,
  device,
  counts = [],
}: Pick<RuleProps, 'names' | 'device'> & {
  readonly addresses: readonly string[];
  /** How many have the tags among them. */
  readonly counts?: MappedPolicy['sources'] | undefined;
}) {
  return (
    <>
      {addresses.slice(0, mostChips).map((name) => {
        const view = tagOf(names, name);
        return view?.kind === 'tag' ? (
          <span key={name} className={styles['tag']}>
            <PolicyTagChip view={view} device={device} badged />
            <Count of={counts.find((one) => one.name === name)} />
          </span>
        ) : (
          <CutText key={name} text={name} className={styles['name']} />
        );
      })}
      <More of={addresses} />
    </>
  );
}

export function Who({
  policy,
  names,
  device,
  mapped,
}: Pick<RuleProps, 'policy' | 'names' | 'device' | 'mapped'>) {
  const { row } = policy;
  const isAnyone = row.srcaddr.includes('all') && row['srcaddr-negate'] === 'disable';
  const people = row.users.length + row.groups.length;
  if (isAnyone && people === 0) return <span>anyone</span>;
  return (
    <>
      <Names names={row.users} icon="user" />
      <Names names={row.groups} icon="group" />
      {isAnyone ? null : (
        <>
          <span className={styles['word']}>
            from{row['srcaddr-negate'] === 'enable' ? ' anywhere but' : ''}
          </span>
          <AddressChips
            addresses={row.srcaddr}
            names={names}
            device={device}
            counts={mapped?.sources}
          />
        </>
      )}
    </>
  );
}

/** Any, All and Not, where they count. */
export function MatchSetting({
  policy,
  actions,
}: {
  readonly policy: PolicyRow;
  readonly actions: RuleActions;
}) {
  const name = useId();
  const { kind } = policy;
  const id = policyId(policy);
  const { tags, logic: chosen, isNegated } = postureOf(policy);
  if (tags.length === 0) return null;
  return (
    <span className={styles['setting']}>
      {kind === 'standard' ? (
        <span className={styles['word']}>any of</span>
      ) : (
        <span className={styles['segments']} role="radiogroup" aria-label={`Match of policy ${id}`}>
          {(['or', 'and'] as const).map((logic) => (
            <label key={logic}>
              <input
                type="radio"
                name={name}
                checked={chosen === logic}
                onChange={() => actions.onMatch(id, logic)}
              />
              {logic === 'or' ? 'Any' : 'All'}
            </label>
          ))}
        </span>
      )}
      <button
        type="button"
        className={styles['not']}
        aria-pressed={isNegated}
        aria-label={`Not: policy ${id} matches if its tags do not`}
        onClick={() => actions.onNegate(id, !isNegated)}
      >
        Not
      </button>
    </span>
  );
}

/** How many have a tag; nothing while that is counted, and for what EMS does not give. */
function Count({ of }: { readonly of: MappedPolicy['tags'][number] | undefined }) {
  return of === undefined || of.have === null ? null : (
    <span className={styles['count']}>{numberWords(of.have)}</span>
  );
}

/** A tag with how many have it, as the picture of a policy has it. */
function TagWithCount({
  name,
  policy,
  names,
  device,
  mapped,
}: Pick<RuleProps, 'policy' | 'names' | 'device' | 'mapped'> & { readonly name: string }) {
  const view = tagOf(names, name);
  const counted = mapped?.tags.find((one) => one.name === name);
  return (
    <span className={styles['tag']}>
      {view ? (
        <PolicyTagChip view={view} device={device} badged={policy.kind === 'standard'} />
      ) : (
        <CutText text={name} className={styles['name']} />
      )}
      <Count of={counted} />
    </span>
  );
}

export function PostureChips(props: Pick<RuleProps, 'policy' | 'names' | 'device' | 'mapped'>) {
  const { policy } = props;
  const { tags, secondary } = postureOf(policy);
  if (tags.length + secondary.length === 0)
    return <span className={styles['word']}>any posture</span>;
  return (
    <>
      {tags.slice(0, mostChips).map((name) => (
        <TagWithCount key={name} {...props} name={name} />
      ))}
      <More of={tags} />
      {secondary.length > 0 ? <span className={styles['word']}>and any of</span> : null}
      {secondary.slice(0, mostChips).map((name) => (
        <TagWithCount key={`secondary ${name}`} {...props} name={name} />
      ))}
    </>
  );
}

/** Types of tags that the policy asks for and EMS does not share. */
export function unsharedIn(policy: PolicyRow, names: RuleProps['names']): readonly TagCategory[] {
  const asked =
    policy.table === 'firewall security-policy'
      ? [...policy.row.srcaddr, ...policy.row.dstaddr]
      : policy.row['ztna-ems-tag'];
  return [
    ...new Set(
      asked.flatMap((name) => {
        const view = tagOf(names, name);
        return view?.kind === 'tag' && view.absence?.kind === 'type-not-shared'
          ? [view.tag.category]
          : [];
      }),
    ),
  ];
}
