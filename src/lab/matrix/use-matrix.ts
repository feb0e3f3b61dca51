import { useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import {
  type MatrixWindow,
  matrixGroups,
  matrixShows,
  matrixSorts,
} from '#model/lab/access-matrix.ts';
import type { UrlState } from '#ui/url-state.ts';

/** What is asked of the whole matrix; the address holds it. */
export interface MatrixAsked {
  readonly fortigate: string;
  readonly server: string;
  readonly srcintf: string;
  readonly group: (typeof matrixGroups)[number];
  readonly within: string;
  readonly show: (typeof matrixShows)[number];
  readonly search: string;
  readonly sort: (typeof matrixSorts)[number];
}

function oneOf<const Value extends string>(
  values: readonly [Value, ...Value[]],
  text: string,
): Value {
  return values.find((one) => one === text) ?? values[0];
}

export function askedIn({ get }: UrlState): MatrixAsked {
  return {
    fortigate: get('fortigate'),
    server: get('server'),
    srcintf: get('srcintf'),
    group: oneOf(matrixGroups, get('group')),
    within: get('within'),
    show: oneOf(matrixShows, get('show')),
    search: get('search'),
    sort: oneOf(matrixSorts, get('sort')),
  };
}

/** What is in sight, in rows and columns, to the last one and one more. */
export interface Sight {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Windows begin and end at such steps, so that scrolling a little asks for nothing. */
const rowStep = 20;
const columnStep = 10;

/** The window that holds what is in sight. While it is on its way, the last one stays. */
export function useMatrix(asked: MatrixAsked, isStopped: boolean) {
  const [sight, setSight] = useState<Sight>({
    top: 0,
    bottom: rowStep,
    left: 0,
    right: columnStep,
  });
  const start = Math.floor(sight.top / rowStep) * rowStep;
  const left = Math.floor(sight.left / columnStep) * columnStep;
  const query = {
    ...asked,
    start,
    count: Math.ceil((sight.bottom - start) / rowStep) * rowStep,
    left,
    width: Math.ceil((sight.right - left) / columnStep) * columnStep,
  };
  const answer = useAnswer(
    labApi.matrix,
    { query },
    { keepsLast: true, counting: isStopped ? null : ({ counting }: MatrixWindow) => counting },
  );
  return { ...answer, onSight: setSight };
}
