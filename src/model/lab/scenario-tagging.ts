/** What a scenario says of tagging: rules, outbreaks, and what is found on its endpoints. */
import type { IocHandler } from '#model/ems/fortianalyzer.ts';
import type { Outbreak } from '#model/ems/outbreak.ts';
import type { Posture } from '#model/tagging/posture.ts';
import type { TagDefinition } from '#model/tagging/tagging.ts';

export interface TaggingSpec {
  readonly definitions: readonly TagDefinition[];
  readonly outbreaks: readonly Outbreak[];
  /** What FortiAnalyzer looks for; absent for nothing. */
  readonly iocHandlers?: readonly IocHandler[];
  /** By host name, what differs from an unremarkable device of its system. */
  readonly postures: Readonly<Record<string, Partial<Posture>>>;
}
