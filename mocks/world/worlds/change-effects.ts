/**
 * What each change of a draft alone does to access: the pairs that flip between the world with those before it,
 * and with it as well. Matrices follow one another, so that each is cheap after the first.
 */
import {
  type ImpactSide,
  ImpactUnderWay,
  type MatrixBefore,
  matrixOfSide,
} from '#engine/analysis/impact.ts';
import { sumFlipped } from '#engine/analysis/flipped-pairs.ts';
import type { Matrix } from '#engine/analysis/columns/matrix.ts';
import type { DraftChangeEffects } from '#model/lab/worlds/draft.ts';
import { basisOf } from '../basis.ts';
import type { Beside } from '../jobs.ts';
import { arrivedSideOf, keptMatrices } from '../lab/access/access-impact.ts';
import type { WorldState } from '../state.ts';
import type { RehearsedChange } from './rehearsal.ts';

/** What is worked out for one answer, in policies asked: some 20 ms. */
const slice = 20_000;
/** What is not counted as it goes, of each change. */
const aroundCost = 500;

interface Effect {
  readonly gains: number;
  readonly loses: number;
}
const noEffect: Effect = { gains: 0, loses: 0 };

export class ChangeEffects {
  /** A change is rehearsed anew where it, or the state before it, is another. */
  private readonly known = new WeakMap<RehearsedChange, Effect>();
  private readonly sides = new WeakMap<WorldState, ImpactSide>();
  /** By FortiGate, of the state that was looked at last: the next one may follow from it. */
  private readonly latest = new Map<string, Matrix>();
  private underWay: { readonly of: RehearsedChange; readonly impact: ImpactUnderWay } | null = null;

  /** Goes on for one answer. */
  advance(
    base: WorldState,
    changes: readonly RehearsedChange[],
    beside: Beside,
  ): DraftChangeEffects {
    const effects: DraftChangeEffects['effects'] = [];
    let left = slice;
    let before = base;
    let done = 0;
    for (const change of changes) {
      const { after } = change;
      const isRefused = change.fit.kind === 'refused';
      let effect = isRefused || after === before ? noEffect : this.known.get(change);
      if (!effect && left > 0) {
        const impact = this.impactOf(change, before, base, beside);
        left = impact.advance(left) - aroundCost;
        if (!impact.counting) effect = this.note(change, impact);
      }
      if (!effect) break;
      done++;
      if (!isRefused) effects.push({ revision: change.change.revision, ...effect });
      before = after;
    }
    return { effects, counting: done < changes.length ? { done, total: changes.length } : null };
  }

  private impactOf(
    of: RehearsedChange,
    before: WorldState,
    base: WorldState,
    kept: Beside,
  ): ImpactUnderWay {
    if (this.underWay?.of === of) return this.underWay.impact;
    const at = base.clock;
    const side = { ...this.sideOf(before), at };
    const first =
      before === base
        ? keptMatrices(basisOf({ ...base, ems: side.ems }), side, kept)
        : this.following(side);
    const impact = new ImpactUnderWay(side, { ...this.sideOf(of.after), at }, first);
    this.underWay = { of, impact };
    return impact;
  }

  private note(of: RehearsedChange, impact: ImpactUnderWay): Effect {
    const effect = sumFlipped(impact.flipped);
    this.known.set(of, effect);
    for (const [name, matrix] of impact.matricesAfter) this.latest.set(name, matrix);
    this.underWay = null;
    return effect;
  }

  private following(side: ImpactSide): MatrixBefore {
    return (fortigate) => {
      const latest = this.latest.get(fortigate.name);
      const isOfIt =
        latest?.inputs.ems === side.ems &&
        latest.inputs.fortigate === fortigate &&
        latest.inputs.resolver === side.resolver &&
        latest.inputs.options.at === side.at;
      return isOfIt ? latest : matrixOfSide(side, fortigate, latest);
    };
  }

  /** The same object for the same state, so that what did not change is seen to be the same. */
  private sideOf(state: WorldState): ImpactSide {
    const side = this.sides.get(state) ?? arrivedSideOf(state);
    this.sides.set(state, side);
    return side;
  }
}

/** Asked of the world that the draft is of. Ask again while it is counting. */
export function changeEffects(
  state: WorldState,
  changes: readonly RehearsedChange[],
  beside: Beside,
): DraftChangeEffects {
  return beside.changeEffects.advance(state, changes, beside);
}
