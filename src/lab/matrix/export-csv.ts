/** The whole matrix as CSV, asked for a window at a time. */
import { call } from '#api/call.ts';
import { csvLine } from '#formats/csv.ts';
import { labApi } from '#model/contract/lab.ts';
import type { MatrixRow } from '#model/lab/access-matrix.ts';
import { mostMatrixColumns } from '#model/lab/access-matrix.ts';
import type { MatrixAsked } from './use-matrix.ts';
import { cellInFile } from './cell.ts';

const rowsAtOnce = 100;

/**
 * Throws when the signal is aborted.
 * @param onProgress rows that are done, and all
 */
export async function matrixCsv(
  asked: MatrixAsked,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<string> {
  const lines: string[] = [];
  let total = 1;
  for (let start = 0; start < total; start += rowsAtOnce) {
    const rows: { readonly row: MatrixRow; readonly cells: string[] }[] = [];
    const names: string[] = [];
    let columns = 1;
    for (let left = 0; left < columns; left += mostMatrixColumns) {
      const window = await call(
        labApi.matrix,
        { query: { ...asked, start, count: rowsAtOnce, left, width: mostMatrixColumns } },
        signal,
      );
      // Its sets are being worked out again: a change came between.
      if (window.counting) {
        left -= mostMatrixColumns;
        continue;
      }
      total = window.totalRows;
      columns = window.totalColumns;
      names.push(...window.columns.map(({ fortigate, server }) => `${server} (${fortigate})`));
      for (const [i, row] of window.rows.entries()) {
        const found = rows[i];
        const cells = row.cells.map(cellInFile);
        if (found) found.cells.push(...cells);
        else rows.push({ row, cells });
      }
    }
    if (start === 0)
      lines.push(
        csvLine([asked.group === 'none' || asked.within !== '' ? 'endpoint' : 'group', ...names]),
      );
    lines.push(...rows.map(({ row, cells }) => csvLine([row.label, ...cells])));
    onProgress(Math.min(total, start + rowsAtOnce), total);
  }
  return lines.join('');
}
