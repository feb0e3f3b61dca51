import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import { type ObjectUse, objectUseName } from '#model/fortios/fortios-api.ts';
import { CellList } from '#ui/table/cell-list.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import styles from './policy-links.module.css';

/** The list that shows every entry with one of these objects; nothing for tables without a page. */
function listOf(
  device: string,
  table: string,
  objects: readonly string[],
  uses: readonly ObjectUse[],
): string | undefined {
  const at = paths.fgt(device);
  switch (table) {
    case 'firewall policy':
      return at.firewallPolicies({ uses: objects });
    case 'firewall proxy-policy':
      return at.proxyPolicies({ uses: objects });
    case 'firewall addrgrp': {
      // A search of groups looks through their members.
      const [only, ...others] = objects;
      const isListed = uses.every(({ isTagGroup }) => isTagGroup === false);
      return only !== undefined && others.length === 0 && isListed
        ? at.addressGroups({ search: only })
        : undefined;
    }
    case 'user group': {
      const [only, ...others] = objects;
      return only !== undefined && others.length === 0
        ? at.userGroups({ search: only })
        : undefined;
    }
    default:
      return undefined;
  }
}

/** `policy 17 ZTNA-webserver-allow, policy 18 and 997 more`: links to their forms, and to the list of them all. */
export function PolicyLinks({
  device,
  of,
  objects,
  uses,
  totals = {},
  most = 3,
  createTo,
}: {
  readonly device: string;
  /** What is used, as people call it. */
  readonly of: string;
  /** The names by which policies use it. */
  readonly objects: readonly string[];
  readonly uses: readonly ObjectUse[];
  /** How many there are of a table, where `uses` holds the first of them alone. */
  readonly totals?: Readonly<Record<string, number>>;
  /** How many are shown, where there is room for no more. */
  readonly most?: number;
  /** Where a first policy that uses it is made. */
  readonly createTo?: string;
}) {
  if (uses.length === 0)
    return (
      <span className={styles['none']}>
        not used{createTo === undefined ? null : <Link to={createTo}>Create policy</Link>}
      </span>
    );
  // Each table has a list of its own to open.
  const tables = [...new Set(uses.map(({ table }) => table))];
  return (
    <span className={styles['tables']}>
      {tables.map((table) => {
        const own = uses.filter((use) => use.table === table);
        return (
          <CellList
            key={table}
            label={`uses of ${of}`}
            shown={Math.min(most, tables.length > 1 ? 2 : 3)}
            total={totals[table] ?? own.length}
            moreTo={listOf(device, table, objects, own)}
            entries={own.map((use) => {
              const to = paths.objectUse(device, use);
              const words = objectUseName(use);
              return {
                key: use.key,
                view:
                  to === null ? (
                    <CutText text={words} cut="end" />
                  ) : (
                    <PolicyLink to={to} words={words} />
                  ),
              };
            })}
          />
        );
      })}
    </span>
  );
}

function PolicyLink({ to, words }: { readonly to: string; readonly words: string }) {
  return (
    <Link className={styles['link']} to={to}>
      <CutText text={words} cut="end" />
    </Link>
  );
}
