import { describe, expect, test } from 'vitest';
import type { MatrixCell } from '#model/lab/access-matrix.ts';
import { cellInFile, cellText, cellWords } from './cell.ts';

const row = {
  key: 'x',
  label: 'PC-1',
  user: null,
  tags: [],
  moreTags: 0,
  quarantined: false,
  allowed: 0,
  cells: [],
};
const column = { fortigate: 'FGT-A', server: 'web', allowed: 0 };

describe('a cell', () => {
  test.each<[MatrixCell, number, string, string, string]>([
    [
      { is: 'accept', policytype: 'policy', policyid: 17 },
      1,
      '✓ 17',
      'allowed by policy 17',
      'accept:policy:17',
    ],
    [
      { is: 'accept', policytype: 'proxy-policy', policyid: 2 },
      1,
      '✓ 2',
      'allowed by proxy policy 2',
      'accept:proxy-policy:2',
    ],
    [
      { is: 'deny', policytype: 'policy', policyid: 0, error: 61 },
      1,
      '– 061',
      'denied by the implicit deny, error 061',
      'deny:policy:0:61',
    ],
    [
      { is: 'deny', policytype: 'policy', policyid: 3, error: 64 },
      1,
      '✕ 3',
      'denied by policy 3, error 064',
      'deny:policy:3:64',
    ],
    [
      { is: 'deny', policytype: 'policy', policyid: 0 },
      1,
      '–',
      'denied by the implicit deny',
      'deny:policy:0:',
    ],
    [
      { is: 'near', policytype: 'policy', policyid: 0, error: 65 },
      1,
      '! near 065',
      'near miss: denied, error 065, though EMS has what lets others in',
      'deny:policy:0:65',
    ],
    [{ is: 'none' }, 1, '', 'the server has no VIP to connect to', ''],
    [{ is: 'accept', accepted: 8 }, 8, '✓ all 8', '8 of 8 endpoints allowed', '8'],
    [{ is: 'some', accepted: 3 }, 8, '✓ 3 of 8', '3 of 8 endpoints allowed', '3'],
    [{ is: 'deny', accepted: 0 }, 8, '– none', '0 of 8 endpoints allowed', '0'],
  ])('%o of %d', (cell, size, text, words, inFile) => {
    expect(cellText(cell, size)).toBe(text);
    expect(cellWords({ ...row, size }, column, cell)).toBe(`PC-1 to web on FGT-A: ${words}`);
    expect(cellInFile(cell)).toBe(inFile);
  });
});
