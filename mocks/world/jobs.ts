/**
 * Work under way beside the state, which it only follows from: in a large world it takes a while, and each
 * answer goes on where the one before it stopped. One job a question, so that clients which ask different
 * things do not disturb each other. Each world has its own.
 */
import type { GroupSweepUnderWay } from '#engine/analysis/group-sweep.ts';
import type { FindingsUnderWay } from '#engine/analysis/findings/findings.ts';
import { type Basis, isSameBasis } from './basis.ts';
import { ConfigImports } from './fortigate/configuration/config-imports.ts';
import { StatusCounts, endpointLists } from './ems/ems-queries.ts';
import type { Matrix } from '#engine/analysis/columns/matrix.ts';
import type { ComparedWorlds, PlannedImpact } from './lab/access/access-impact.ts';
import type { MatrixUnderWay } from './lab/access/access-matrix.ts';
import type { SharingJob } from './ems/sharing-preview.ts';
import type { RepairsJob } from './lab/last-connection.ts';
import type { LogUnderWay } from './lab/log-replay.ts';
import { PolicyMaps } from './lab/policy-map/policy-maps.ts';
import { TestRuns } from './policy-tests/test-runs.ts';
import { ChangeEffects } from './worlds/change-effects.ts';
import { SentTexts } from './lab/sent-texts.ts';

/** Questions that are kept at once; the one that was asked least lately gives way. */
const maxJobs = 8;

export class Jobs<Job> {
  private readonly kept = new Map<string, { readonly basis: Basis; readonly job: Job }>();
  private readonly most: number;

  constructor(most = maxJobs) {
    this.most = most;
  }

  /**
   * The job for a question, begun where there is none, or none of this state of the world.
   * @param begin is handed that of an earlier state, from which it may follow
   */
  take(question: string, basis: Basis, begin: (earlier: Job | undefined) => Job): Job {
    const found = this.kept.get(question);
    const job = found && isSameBasis(found.basis, basis) ? found.job : begin(found?.job);
    // What was asked last stands last.
    this.kept.delete(question);
    this.kept.set(question, { basis, job });
    for (const old of [...this.kept.keys()].slice(0, -this.most)) this.kept.delete(old);
    return job;
  }

  drop(question: string): void {
    this.kept.delete(question);
  }
}

/** What stands beside a world's state, and ends with it. */
export class Beside {
  readonly previews = new Jobs<SharingJob>();
  readonly repairs = new Jobs<RepairsJob | null>();
  // Sets of everybody: in a large world each is a hundred megabytes.
  readonly matrices = new Jobs<MatrixUnderWay>(2);
  /** Of groups of the matrix. */
  readonly sweeps = new Jobs<GroupSweepUnderWay>(2);
  readonly impacts = new Jobs<PlannedImpact | null>(2);
  readonly comparisons = new Jobs<ComparedWorlds | null>(1);
  /** Of each FortiGate as it is: what a form would do is held against it at every key. */
  readonly matricesBefore = new Jobs<Matrix>();
  /** Of the changes of a draft of this world. */
  readonly changeEffects = new ChangeEffects();
  readonly policyMaps: PolicyMaps;
  readonly logs = new Jobs<LogUnderWay>();
  readonly findings = new Jobs<FindingsUnderWay>();
  readonly endpoints = endpointLists();
  readonly statusCounts = new StatusCounts();
  readonly tests = new TestRuns();
  readonly imports = new ConfigImports();
  /** Logs that were sent, to be explained. */
  readonly logTexts = new SentTexts(maxJobs);

  /** @param policyMaps those of a world that this one begins as */
  constructor(policyMaps = new PolicyMaps()) {
    this.policyMaps = policyMaps;
  }
}
