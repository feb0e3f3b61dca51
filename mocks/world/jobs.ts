/**
 * Work under way beside the state, which it only follows from: in a large world it takes a while, and each
 * answer goes on where the one before it stopped. One job a question, so that clients which ask different
 * things do not disturb each other. Each world has its own.
 */
import type { SharingPreviewUnderWay } from '#engine/analysis/sharing-preview.ts';
import type { FindingsUnderWay } from '#engine/analysis/findings/findings.ts';
import type { RepairsUnderWay } from '#engine/repairs/repairs.ts';
import { type Basis, isSameBasis } from './basis.ts';
import { ConfigImports } from './fortigate/configuration/config-imports.ts';
import { StatusCounts, endpointLists } from './ems/ems-queries.ts';
import type { LogUnderWay } from './lab/log-replay.ts';
import { SentTexts } from './lab/sent-texts.ts';

/** Questions that are kept at once; the one that was asked least lately gives way. */
const maxJobs = 8;

export class Jobs<Job> {
  private readonly kept = new Map<string, { readonly basis: Basis; readonly job: Job }>();

  /** The job for a question, begun where there is none, or none of this state of the world. */
  take(question: string, basis: Basis, begin: () => Job): Job {
    const found = this.kept.get(question);
    const job = found && isSameBasis(found.basis, basis) ? found.job : begin();
    // What was asked last stands last.
    this.kept.delete(question);
    this.kept.set(question, { basis, job });
    for (const old of [...this.kept.keys()].slice(0, -maxJobs)) this.kept.delete(old);
    return job;
  }
}

/** What stands beside a world's state, and ends with it. */
export class Beside {
  readonly previews = new Jobs<SharingPreviewUnderWay>();
  readonly repairs = new Jobs<RepairsUnderWay | null>();
  readonly logs = new Jobs<LogUnderWay>();
  readonly findings = new Jobs<FindingsUnderWay>();
  readonly endpoints = endpointLists();
  readonly statusCounts = new StatusCounts();
  readonly imports = new ConfigImports();
  /** Logs that were sent, to be explained. */
  readonly logTexts = new SentTexts(maxJobs);
}
