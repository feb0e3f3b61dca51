/** What a cell of the access matrix says: to the eye, read out, and in a file. */
import { errorCode } from '#model/decision/ztna-errors.ts';
import type { MatrixCell, MatrixColumn, MatrixRow } from '#model/lab/access-matrix.ts';
import { count } from '#model/plural.ts';

/** Whether a row is a group; an endpoint's key is its UID. */
export function isGroupKey(key: string): boolean {
  return key.startsWith('=');
}

export type CellTone = 'allow' | 'deny' | 'near' | 'some' | 'none';

export function cellTone({ is }: MatrixCell): CellTone {
  switch (is) {
    case 'accept':
      return 'allow';
    case 'deny':
      return 'deny';
    case 'near':
      return 'near';
    case 'some':
      return 'some';
    case 'none':
      return 'none';
  }
}

function codeOf({ error }: MatrixCell): string {
  return error === undefined ? '' : errorCode(error);
}

/** `✓ 17`; `✕ 3` where a policy denies, `– 061` where none allows. */
export function cellText(cell: MatrixCell, size: number): string {
  const { is, accepted, policyid = 0 } = cell;
  if (accepted !== undefined)
    return is === 'accept'
      ? `✓ all ${size}`
      : is === 'deny'
        ? '– none'
        : `✓ ${accepted} of ${size}`;
  switch (is) {
    case 'accept':
      return `✓ ${policyid}`;
    case 'near':
      return `! near ${codeOf(cell)}`;
    case 'deny':
    case 'some':
      return policyid === 0 ? `– ${codeOf(cell)}`.trimEnd() : `✕ ${policyid}`;
    case 'none':
      return '';
  }
}

function outcomeWords(cell: MatrixCell, size: number): string {
  const { is, accepted, policyid = 0, policytype } = cell;
  const policy = `${policytype === 'proxy-policy' ? 'proxy policy' : 'policy'} ${policyid}`;
  const code = codeOf(cell);
  if (accepted !== undefined) return `${accepted} of ${count(size, 'endpoint')} allowed`;
  switch (is) {
    case 'accept':
      return `allowed by ${policy}`;
    case 'near':
      return `near miss: denied, error ${code}, though EMS has what lets others in`;
    case 'deny':
    case 'some':
      return `denied by ${policyid === 0 ? 'the implicit deny' : policy}${code === '' ? '' : `, error ${code}`}`;
    case 'none':
      return 'the server has no VIP to connect to';
  }
}

/** `WIN11-ANN to ZTNA-finance on FGT-HQ: allowed by policy 17`. */
export function cellWords(row: MatrixRow, column: MatrixColumn, cell: MatrixCell): string {
  return `${row.label} to ${column.server} on ${column.fortigate}: ${outcomeWords(cell, row.size)}`;
}

/** As `lab matrix` prints a cell; a group's is how many of it are let in. */
export function cellInFile({ is, accepted, policytype, policyid, error }: MatrixCell): string {
  if (accepted !== undefined) return String(accepted);
  if (is === 'none') return '';
  return is === 'accept'
    ? `accept:${policytype}:${policyid}`
    : `deny:${policytype}:${policyid}:${error ?? ''}`;
}
