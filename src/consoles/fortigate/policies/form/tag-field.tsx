import type { Ref } from 'react';
import { Link } from 'react-router';
import type { PolicyKind } from '#model/fortios/policy-list.ts';
import { policyTagProblem } from '#model/words/policy-tag.ts';
import { SegmentField } from '#ui/fields/choice-field.tsx';
import { Icon } from '#ui/icons.tsx';
import { PickField } from '#ui/fields/pick-field.tsx';
import { useFoundPicks } from './names-field.tsx';
import { type PickPlace, chosenPicks } from './picks.tsx';
import { type PolicyContext, tagNamed, twins } from '../policy-context.ts';
import styles from './tag-field.module.css';

const bothNames: PickPlace = { kind: 'tag', badged: true };
const oneName: PickPlace = { kind: 'tag', badged: false };

type Match = 'or' | 'and';

/** When the IP or MAC kind of a tag matters. */
function kindHint(kind: PolicyKind, device: string): string {
  return kind === 'standard'
    ? `IP: the packet’s source address must be in the tag’s address list. MAC: its source MAC address must be in the list. ${device} sees MAC addresses only of endpoints whose gateway is ${device}.`
    : 'In a ZTNA policy, the IP tag and the MAC tag of a name are the same, so each tag is listed once.';
}

/** What is easily overlooked in the choice that was made. */
function Notes({
  kind,
  names,
  match,
  context,
}: {
  readonly kind: PolicyKind;
  readonly names: readonly string[];
  readonly match: Match;
  readonly context: PolicyContext;
}) {
  const { device, syncEditor } = context;
  const views = names.flatMap((name) => tagNamed(context, name) ?? []);
  const absent = views.flatMap((view) => {
    const problem = policyTagProblem(view, device);
    return problem ? [{ view, sentence: problem.sentence }] : [];
  });
  const groups = views.flatMap((view) => (view.kind === 'group' ? [view.name] : []));
  const same = kind === 'standard' ? [] : twins(views);
  if (absent.length + groups.length + same.length === 0) return null;
  return (
    <ul className={styles['notes']}>
      {absent.map(({ view, sentence }) => (
        <li key={view.name} className={styles['warn']}>
          <Icon name="warning" size={14} />
          <span>
            {sentence}
            {view.kind === 'tag' && view.absence?.kind === 'type-not-shared' ? (
              <>
                {' '}
                <Link to={syncEditor}>Open the sync editor</Link>
              </>
            ) : null}
          </span>
        </li>
      ))}
      {groups.length > 0 ? (
        <li>
          <Icon name="info" size={14} />
          <span>
            {groups.join(', ')}: a tag group matches if one of its members matches{' '}
            {kind !== 'standard' && match === 'and' ? ', also with All' : ''}.
          </span>
        </li>
      ) : null}
      {same.map((tag) => (
        <li key={tag.name}>
          <Icon name="info" size={14} />
          <span>
            {tag.name} is listed as IP tag and as MAC tag. In a ZTNA policy, both are the same.
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The tags that a policy asks for, and whether any or all of them. */
export function TagField({
  kind,
  value,
  onChange,
  onBlur,
  match,
  onMatch,
  error,
  ref,
  context,
}: {
  readonly kind: PolicyKind;
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
  readonly onBlur: () => void;
  readonly match: Match;
  readonly onMatch: (match: Match) => void;
  readonly error: string | undefined;
  readonly ref: Ref<HTMLInputElement>;
  readonly context: PolicyContext;
}) {
  const isStandard = kind === 'standard';
  const place = isStandard ? bothNames : oneName;
  const found = useFoundPicks(context.device, isStandard ? 'tag' : 'ztna-tag', place);
  return (
    <div className={styles['field']}>
      <PickField
        label={isStandard ? 'IP/MAC Based Access Control' : 'Security Posture Tags'}
        hint={kindHint(kind, context.device)}
        error={error}
        value={value}
        onChange={onChange}
        onBlur={onBlur}
        ref={ref}
        {...found}
        chosen={chosenPicks(value, context, place)}
        placeholder={isStandard ? 'No tags' : 'No tags; choose…'}
      />
      <Notes kind={kind} names={value} match={match} context={context} />
      {isStandard ? (
        <p className={styles['locked']}>
          <b>Match: Any.</b> A standard policy matches if one of its tags matches. The setting Any
          or All has no effect {match === 'and' && value.length > 1 ? ', although All is set' : ''}.
        </p>
      ) : (
        <SegmentField
          label="Match"
          value={match}
          onChange={onMatch}
          hint={
            value.length === 0
              ? 'Without tags, the policy does not check tags.'
              : match === 'or'
                ? 'The endpoint needs one of these tags.'
                : 'The endpoint needs every one of these tags.'
          }
          options={[
            { value: 'or', label: 'Any' },
            { value: 'and', label: 'All' },
          ]}
        />
      )}
    </div>
  );
}
