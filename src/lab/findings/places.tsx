import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import { isTableName } from '#model/fortios/tables.ts';
import { type FindingPlace, policyAt } from '#model/lab/findings.ts';
import { sentenceStart } from '#model/text.ts';
import { placeParts } from '#model/words/finding.ts';
import { CutText } from '#ui/table/cut-text.tsx';
import styles from './places.module.css';

/** Where the entry of a finding is seen and changed; null for tables without a page. */
export function placePath(fortigate: string | null, place: FindingPlace): string | null {
  const { table, key, name } = place;
  if (table === 'ems tag') return paths.ems.tagMonitor(key);
  if (table === 'ems endpoint') return paths.ems.endpoint(key);
  if (table === 'ems fabric-device') return paths.ems.fabricDevice(key);
  if (fortigate === null) return null;
  if (table === 'endpoint-control fctems') return paths.fgt(fortigate).fabricConnector(Number(key));
  const policy = policyAt(place);
  if (policy) return paths.policy(fortigate, policy);
  return isTableName(table)
    ? paths.objectUse(fortigate, { table, key, field: '', name, isTagGroup: false })
    : null;
}

/** What a finding is about, as a link to it. */
export function PlaceLink({
  fortigate,
  place,
}: {
  readonly fortigate: string | null;
  readonly place: FindingPlace;
}) {
  const to = placePath(fortigate, place);
  const { word, name } = placeParts(place);
  const text =
    word === '' ? (
      <CutText text={sentenceStart(name)} cut="end" />
    ) : (
      // Apart from its name, which may begin with a mark that would join the letter before it.
      <span className={styles['named']}>
        <span className={styles['word']}>{sentenceStart(word)}</span>
        <CutText text={name} />
      </span>
    );
  return to === null ? (
    text
  ) : (
    <Link className={styles['link']} to={to}>
      {text}
    </Link>
  );
}
