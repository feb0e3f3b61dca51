import { Link } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { labApi } from '#model/contract/lab.ts';
import { findingKindWords, findingReason } from '#model/words/finding.ts';
import { LabMark } from '#ui/page.tsx';
import { Banner } from '#ui/states.tsx';
import type { PolicyTable } from './policy-row.ts';
import styles from './policy-findings.module.css';

/** So many are named; the list has them all. */
const most = 3;

/** What the lab finds of one policy, worst first, each with a way to its proof and repair. */
export function PolicyFindings({
  device,
  table,
  id,
}: {
  readonly device: string;
  readonly table: PolicyTable;
  readonly id: number;
}) {
  const about = { fortigate: device, table, key: String(id) };
  const { data } = useAnswer(
    labApi.findings,
    { query: { ...about, count: most } },
    { counting: ({ counting }) => counting },
  );
  // Until everything was looked at, what is not found yet is not known to be none.
  if (!data || data.counting !== null || data.findings.length === 0) return null;
  const isBad = data.findings.some(({ severity }) => severity === 'high');
  const more = data.total - data.findings.length;
  return (
    <Banner tone={isBad ? 'warn' : 'info'}>
      <ul className={styles['list']} aria-label="Findings">
        {data.findings.map((finding) => (
          <li key={finding.id}>
            <Link to={paths.lab.findings({ ...about, open: finding.id })}>
              {findingKindWords[finding.about.kind]}
            </Link>
            : {findingReason(finding)}
          </li>
        ))}
        {more > 0 ? (
          <li>
            <Link to={paths.lab.findings(about)}>{more} more</Link>
          </li>
        ) : null}
      </ul>
      <LabMark />
    </Banner>
  );
}
