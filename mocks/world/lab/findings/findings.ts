/** What is wrong, dead or needless in the world: a job of its own, of which each answer has a page. */
import type { Estate, Tagging } from '#engine/analysis/findings/draft.ts';
import { FindingsUnderWay } from '#engine/analysis/findings/findings.ts';
import { mendsFor } from '#engine/analysis/findings/mends.ts';
import {
  type Finding,
  type FindingDetail,
  type FindingKind,
  type FindingMarks,
  type FindingsAnswer,
  type ListedFinding,
  type findingSorts,
  policyAt,
  findingSeverities,
} from '#model/lab/findings.ts';
import { compareNames } from '#model/name-order.ts';
import { findingKindWords, findingReason, placeWords } from '#model/words/finding.ts';
import { repairPhrase } from '#model/words/repair.ts';
import { plain } from '#model/words/sentence.ts';
import { sentenceStart } from '#model/text.ts';
import { basisOf } from '../../basis.ts';
import type { Beside } from '../../jobs.ts';
import { type ListQuery, pageOf } from '../../list-page.ts';
import { type EmsConsole, type WorldState, fortigateNamed } from '../../state.ts';
import { exampleFor, shownExample } from './counterexamples.ts';
import { textWarnings } from './text-warnings.ts';

/** What is looked at for one answer, in policies asked: some 20 ms. */
const slice = 20_000;

function taggingOf({
  tagDefinitions,
  outbreaks,
}: Pick<EmsConsole, 'tagDefinitions' | 'outbreaks'>): Tagging {
  return { definitions: tagDefinitions, outbreakTags: outbreaks.map(({ tag }) => tag) };
}

function estateOf(state: WorldState): Estate {
  const { ems, fortigates, names, clock, closedConsoles } = state;
  return {
    ems,
    fortigates,
    resolver: names,
    at: clock,
    tagging: new Map([
      [ems.serial, taggingOf(state)],
      ...Object.entries(closedConsoles).map(([serial, one]) => [serial, taggingOf(one)] as const),
    ]),
  };
}

/** What it depends on besides what a decision does. */
function questionOf({ names, tagDefinitions, outbreaks }: WorldState): string {
  return JSON.stringify([names, tagDefinitions, outbreaks]);
}

/** @param whose apart from others of the same question, for another state than the world's own */
export function findingsUnderWay(
  state: WorldState,
  { findings: jobs }: Beside,
  whose = '',
): FindingsUnderWay {
  return jobs.take(
    `${whose}${questionOf(state)}`,
    basisOf(state),
    () => new FindingsUnderWay(estateOf(state), textWarnings),
  );
}

interface Asked extends ListQuery<(typeof findingSorts)[number]> {
  readonly severity: Finding['severity'] | null;
  readonly kind: FindingKind | null;
  readonly fortigate: string | null;
  readonly table: string | null;
  readonly key: string | null;
  readonly shown: 'open' | 'ignored';
}

function textsOf(finding: Finding): readonly string[] {
  const { about, fortigate } = finding;
  return [
    findingKindWords[about.kind],
    fortigate ?? '',
    placeWords(finding),
    findingReason(finding),
  ];
}

export const findingsBySort = {
  severity: (a: Finding, b: Finding) =>
    findingSeverities.indexOf(a.severity) - findingSeverities.indexOf(b.severity),
  kind: (a: Finding, b: Finding) =>
    compareNames(findingKindWords[a.about.kind], findingKindWords[b.about.kind]),
  place: (a: Finding, b: Finding) =>
    compareNames(a.fortigate ?? '', b.fortigate ?? '') ||
    compareNames(placeWords(a), placeWords(b)),
};

function countsOf(open: readonly Finding[]): FindingsAnswer['counts'] {
  const severity = { high: 0, medium: 0, low: 0 };
  const kind: FindingsAnswer['counts']['kind'] = {};
  for (const { severity: one, about } of open) {
    severity[one]++;
    kind[about.kind] = (kind[about.kind] ?? 0) + 1;
  }
  return { severity, kind };
}

/** Ask again while it says that it is still looking. */
export function findings(state: WorldState, asked: Asked, beside: Beside): FindingsAnswer {
  const job = findingsUnderWay(state, beside);
  job.work.advance(slice);
  const reasons = new Map(state.ignoredFindings.map(({ id, reason }) => [id, reason]));
  const all = job.findings;
  const open = all.filter(({ id }) => !reasons.has(id));
  const found = (asked.shown === 'open' ? open : all.filter(({ id }) => reasons.has(id))).filter(
    ({ severity, about, fortigate, table, key }) =>
      (asked.severity === null || severity === asked.severity) &&
      (asked.kind === null || about.kind === asked.kind) &&
      (asked.fortigate === null || fortigate === asked.fortigate) &&
      (asked.table === null || table === asked.table) &&
      (asked.key === null || key === asked.key),
  );
  // Sentences are made of what is searched, and of what is shown.
  const texts = asked.search.trim() === '' ? () => [''] : textsOf;
  const { rows, total } = pageOf(found, asked, texts, findingsBySort);
  const { done, total: steps, isDone } = job.work;
  return {
    findings: rows.map((one): ListedFinding => ({ ...one, ignored: reasons.get(one.id) ?? null })),
    total,
    size: open.length,
    ignored: all.length - open.length,
    counts: countsOf(open),
    fortigates: [...new Set(all.flatMap(({ fortigate }) => fortigate ?? []))],
    counting: isDone ? null : { done, total: steps },
  };
}

/** What stands beside the policies of a list. Ask again while it says that it is still looking. */
export function findingMarks(
  state: WorldState,
  asked: { readonly fortigate: string; readonly table: string },
  beside: Beside,
): FindingMarks {
  const { name } = fortigateNamed(state, asked.fortigate, 'fortigate');
  const job = findingsUnderWay(state, beside);
  job.work.advance(slice);
  const { done, total, isDone } = job.work;
  if (!isDone) return { marks: null, counting: { done, total } };
  const ignored = new Set(state.ignoredFindings.map(({ id }) => id));
  const kinds = new Map<string, FindingKind[]>();
  for (const { id, fortigate, table, key, about } of job.findings.toSorted(
    findingsBySort.severity,
  )) {
    if (fortigate !== name || table !== asked.table || ignored.has(id)) continue;
    const found = kinds.get(key);
    if (found) found.push(about.kind);
    else kinds.set(key, [about.kind]);
  }
  return { marks: [...kinds].map(([key, all]) => ({ key, kinds: all })), counting: null };
}

/** One of them, with what mends it and a device that it would take. Ask again while it says that it is still looking. */
export function findingDetail(
  state: WorldState,
  { id }: { readonly id: string },
  beside: Beside,
): FindingDetail {
  const job = findingsUnderWay(state, beside);
  job.work.advance(slice);
  const { done, total, isDone } = job.work;
  const nothing = { finding: null, repairs: [], counterexample: null };
  if (!isDone) return { ...nothing, counting: { done, total } };
  const finding = job.findings.find((one) => one.id === id);
  if (!finding) return { ...nothing, counting: null };
  const policy = policyAt(finding);
  const { kind } = finding.about;
  const example =
    policy && finding.fortigate !== null && (kind === 'not-reached' || kind === 'not-decided')
      ? exampleFor(state, { fortigate: finding.fortigate, ...policy })
      : null;
  return {
    finding: {
      ...finding,
      ignored: state.ignoredFindings.find((one) => one.id === id)?.reason ?? null,
    },
    repairs: mendsFor(finding, estateOf(state)).map((changes) => ({
      changes: [...changes],
      words: `${sentenceStart(plain(repairPhrase(changes)))}.`,
    })),
    counterexample: example && shownExample(example, state),
    counting: null,
  };
}
