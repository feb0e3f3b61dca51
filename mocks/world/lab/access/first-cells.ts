/**
 * The first cells of a large access matrix, decided one by one while the sets of everybody are still worked out:
 * sums and near misses come with those.
 */
import { outcomeOf } from '#engine/decide/decide.ts';
import type { PlainOutcome } from '#engine/analysis/plain-decisions.ts';
import { type PlainOptions, plainSession, serversOf } from '#engine/analysis/plain-session.ts';
import { endpointsOfAll } from '#engine/sync/lines.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { MatrixCell, MatrixRow } from '#model/lab/access-matrix.ts';
import { tellingTags } from '#model/tagging/tags.ts';
import type { FortiGate, WorldState } from '../../state.ts';

const shownTags = 2;

/** An endpoint's row but for what is worked out of it. */
export function headOf(endpoint: Endpoint): Omit<MatrixRow, 'allowed' | 'cells'> {
  const { uid, host, user, quarantined } = endpoint;
  const tags = tellingTags(endpoint.tags);
  return {
    key: uid,
    label: host,
    user,
    size: 1,
    tags: tags.slice(0, shownTags).map(({ category, name }) => ({ category, name })),
    moreTags: Math.max(0, tags.length - shownTags),
    quarantined,
  };
}

export interface ServerColumn {
  readonly fortigate: FortiGate;
  /** The FortiGate's place among those of the matrix. */
  readonly at: number;
  /** Its place among the FortiGate's servers. */
  readonly place: number;
  readonly server: string;
  readonly vip: ReturnType<typeof serversOf>[number]['vip'];
}

export function columnsOf(fortigates: readonly FortiGate[]): readonly ServerColumn[] {
  return fortigates.flatMap((fortigate, at) =>
    serversOf(fortigate.config).map(({ name, vip }, place) => ({
      fortigate,
      at,
      place,
      server: name,
      vip,
    })),
  );
}

/** @param isNear denied, though EMS has on the endpoint what lets others in */
export function cellOfOutcome(
  { action, policytype, policyid, error }: PlainOutcome,
  isNear: boolean,
): MatrixCell {
  return {
    is: isNear ? 'near' : action,
    policytype,
    policyid,
    ...(error === null ? {} : { error }),
  };
}

/** Rows of endpoints as EMS lists them; their sums are not known. */
export function firstRows(
  { ems, names }: WorldState,
  columns: readonly ServerColumn[],
  options: PlainOptions,
  at: { readonly start: number; readonly count: number },
): MatrixRow[] {
  const cellOf = (endpoint: Endpoint, { fortigate, vip }: ServerColumn): MatrixCell => {
    if (!vip) return { is: 'none' };
    const session = plainSession(endpoint, fortigate.name, vip, options);
    return cellOfOutcome(outcomeOf(ems, fortigate, session, names), false);
  };
  return endpointsOfAll(ems)
    .slice(at.start, at.start + at.count)
    .map((endpoint) => ({
      ...headOf(endpoint),
      allowed: null,
      cells: columns.map((column) => cellOf(endpoint, column)),
    }));
}
