/** The tags that exist on a FortiGate, by whichever of its connectors they came. */
import type { Ems } from '#model/ems/ems.ts';
import { parseTagAddressName } from '#model/tagging/tag-names.ts';
import { type Tag, tagKey } from '#model/tagging/tags.ts';
import type { ConnectingFortiGate } from './connection.ts';
import type { ResolvedTag } from './knowledge.ts';
import { lineBy, linesOf } from './lines.ts';

export interface KnownTag {
  /** Its number stands in the names of the tag's address objects. */
  readonly connector: number;
  readonly resolved: ResolvedTag;
}

export function knownTags(ems: Ems, fortigate: ConnectingFortiGate): readonly KnownTag[] {
  return linesOf(ems, fortigate).flatMap(({ connector, knowledge }) =>
    connector === null
      ? []
      : [...knowledge.tags.values()].map((resolved) => ({ connector, resolved })),
  );
}

/** Undefined where the connector's EMS shares no such tag. */
export function knownTag(
  ems: Ems,
  fortigate: ConnectingFortiGate,
  connector: number,
  tag: Tag,
): ResolvedTag | undefined {
  return lineBy(linesOf(ems, fortigate), connector)?.knowledge.tags.get(tagKey(tag));
}

/** True for a name that a tag has on the FortiGate, of those that EMS shares. */
export function isKnownTagName(ems: Ems, fortigate: ConnectingFortiGate, name: string): boolean {
  const parsed = parseTagAddressName(name);
  return parsed !== null && knownTag(ems, fortigate, parsed.connector, parsed.tag) !== undefined;
}
