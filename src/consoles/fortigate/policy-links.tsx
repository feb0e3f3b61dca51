import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import { type ObjectUse, objectUseName } from '#model/fortios-api.ts';
import styles from './policy-links.module.css';

/** `policy 17 ZTNA-webserver-allow, proxy policy 2 Finance-allow`, each a link to its form. */
export function PolicyLinks({
  device,
  uses,
}: {
  readonly device: string;
  readonly uses: readonly ObjectUse[];
}) {
  if (uses.length === 0) return <span className={styles['none']}>not used</span>;
  return (
    <span className={styles['list']}>
      {uses.map((use) => {
        const to = paths.objectUse(device, use);
        const words = objectUseName(use);
        return (
          <span key={`${use.table} ${use.key}`}>
            {to === null ? words : <Link to={to}>{words}</Link>}
          </span>
        );
      })}
    </span>
  );
}
