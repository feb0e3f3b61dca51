import { paths } from '#api/paths.ts';
import { type PolicyRow, policyType } from '../policy-row.ts';

/** The page that has the log lines of a policy, filtered to them; null for policies that no session here meets. */
export function matchingLogs(device: string, { table, kind, row }: PolicyRow): string | null {
  switch (kind) {
    case 'ztna':
      return paths.fgt(device).ztnaTraffic({
        policytype: policyType(table),
        policyid: row.policyid,
      });
    case 'standard':
      return paths.fgt(device).forwardTraffic({ policytype: 'policy', policyid: row.policyid });
    case 'other':
      return null;
  }
}
