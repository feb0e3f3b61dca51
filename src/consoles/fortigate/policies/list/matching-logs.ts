import { paths } from '#api/paths.ts';
import { type PolicyRow, policyType } from '../policy-row.ts';

/**
 * The page that has the log lines of a policy, filtered to them; null where there is none: lines of standard
 * policies are of the subtype `forward`, which no page shows yet.
 */
export function matchingLogs(device: string, { table, kind, row }: PolicyRow): string | null {
  switch (kind) {
    case 'ztna':
      return paths.fgt(device).ztnaTraffic({
        policytype: policyType(table),
        policyid: row.policyid,
      });
    case 'standard':
    case 'other':
      return null;
  }
}
