import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import type { ObjectUse } from '#model/fortios-api.ts';
import styles from './policy-links.module.css';

/** Where a use of an object can be seen; null for tables without a page. */
function addressOf(device: string, use: ObjectUse): string | null {
  const at = paths.fgt(device);
  switch (use.table) {
    case 'firewall policy':
      return at.firewallPolicy(use.key);
    case 'firewall proxy-policy':
      return at.proxyPolicy(use.key);
    case 'firewall access-proxy':
      return at.ztnaServers();
    default:
      return null;
  }
}

function wordsOf({ table, key }: ObjectUse): string {
  switch (table) {
    case 'firewall policy':
      return `policy ${key}`;
    case 'firewall proxy-policy':
      return `proxy policy ${key}`;
    case 'firewall addrgrp':
      return `group ${key}`;
    default:
      return key;
  }
}

/** `policy 17, proxy policy 2`, each a link to its form. */
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
        const to = addressOf(device, use);
        const words = wordsOf(use);
        return (
          <span key={`${use.table} ${use.key}`} title={use.name}>
            {to === null ? words : <Link to={to}>{words}</Link>}
          </span>
        );
      })}
    </span>
  );
}
