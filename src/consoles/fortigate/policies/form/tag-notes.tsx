import { Link } from 'react-router';
import type { PolicyKind } from '#model/fortios/policy-list.ts';
import { policyTagProblem } from '#model/words/policy-tag.ts';
import { Icon } from '#ui/icons.tsx';
import { type PolicyContext, tagNamed, twins } from '../policy-context.ts';
import styles from './tag-field.module.css';

/** What is easily overlooked in the choice that was made. */
export function TagNotes({
  kind,
  names,
  match,
  context,
}: {
  readonly kind: PolicyKind;
  readonly names: readonly string[];
  readonly match: 'or' | 'and';
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
            {groups.join(', ')}: a tag group matches if one of its members matches
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
