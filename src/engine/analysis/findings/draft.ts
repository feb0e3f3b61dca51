/** What findings are made of and from. */
import type { Ems } from '#model/ems/ems.ts';
import type { Moment, Resolver } from '#model/decision/session.ts';
import {
  type Finding,
  type FindingAbout,
  type FindingPlace,
  severityOf,
} from '#model/lab/findings.ts';
import type { TagDefinition } from '#model/tagging/tagging.ts';
import { tagKey } from '#model/tagging/tags.ts';
import { type Compiled, type FortiGateInput, compile } from '../../decide/compile.ts';
import { type EmsLines, linesOf } from '../../sync/lines.ts';
import type { ListedPolicy } from '../prove/policy-list.ts';

/** The tags that an EMS has besides those that endpoints carry: defined, and perhaps carried by none. */
export interface Tagging {
  readonly definitions: readonly TagDefinition[];
  readonly outbreakTags: readonly string[];
}

/** A world as findings look at it. */
export interface Estate {
  readonly ems: Ems;
  readonly fortigates: readonly FortiGateInput[];
  readonly resolver: Resolver;
  readonly at: Moment;
  /** What each EMS gives tags by, by its serial number; absent where that is not known. */
  readonly tagging: ReadonlyMap<string, Tagging>;
}

/** One FortiGate of it. */
export interface Site {
  readonly estate: Estate;
  readonly fortigate: FortiGateInput;
  readonly compiled: Compiled;
  readonly lines: EmsLines;
}

export function siteOf(estate: Estate, fortigate: FortiGateInput): Site {
  const lines = linesOf(estate.ems, fortigate, estate.at.epochMs);
  return { estate, fortigate, compiled: compile(fortigate), lines };
}

export function placeOf({ policytype, policy }: ListedPolicy): FindingPlace {
  return { table: `firewall ${policytype}`, key: String(policy.policyid), name: policy.name };
}

/** What tells findings of one kind about one entry apart. */
function detailOf(about: FindingAbout): string {
  switch (about.kind) {
    case 'undefined-reference':
    case 'not-shared':
    case 'no-room':
      return `${about.field} ${about.name}`;
    case 'no-effect':
      return about.why;
    case 'wide-sharing':
      return about.category ?? about.endpointSharing ?? '';
    case 'warning':
      return about.message;
    case 'unused-tag':
      return tagKey(about.tag);
    case 'not-connected':
    case 'never-matches':
    case 'shadowed':
    case 'open-to-all':
    case 'redundant':
    case 'server-unreached':
    case 'not-decided':
    case 'not-reached':
    case 'no-access':
    case 'unused-server':
    case 'unused-object':
      return '';
  }
}

export function finding(
  fortigate: string | null,
  place: FindingPlace,
  about: FindingAbout,
  because: readonly FindingPlace[] = [],
): Finding {
  const { kind } = about;
  const detail = detailOf(about);
  const parts = [kind, fortigate, place.table, place.key, ...(detail === '' ? [] : [detail])];
  return {
    id: JSON.stringify(parts),
    severity: severityOf[kind],
    fortigate,
    ...place,
    because: [...because],
    about,
  };
}
