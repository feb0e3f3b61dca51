/** Tags that stand as a policy's destination: they are about the endpoint that a forward session goes to. */
import type { Ems } from '#model/ems/ems.ts';
import type { Change } from '#model/decision/repair.ts';
import type { Session } from '#model/decision/session.ts';
import { type Tag, allRegisteredClients, sameTag } from '#model/tagging/tags.ts';
import { type FortiGateInput, compile } from '../decide/compile.ts';
import type { TagMeaning } from '../decide/tag-meaning.ts';
import { serversOfEms } from '../sync/lines.ts';
import { hasAddress } from '../sync/routes.ts';

/** The tags behind a name, a group's members included. */
function tagsBehind(meaning: TagMeaning): readonly Tag[] {
  switch (meaning.kind) {
    case 'tag':
      return [meaning.tag];
    case 'group':
      return meaning.members.flatMap((member) => tagsBehind(member.meaning));
    case 'built-in':
    case 'dangling':
      return [];
  }
}

/** Gives a tag that the destination's endpoint lacks, or takes one that it has. */
export function destinationTags(
  kind: 'add-tag' | 'remove-tag',
  asked: readonly string[],
  {
    ems,
    fortigate,
    session,
  }: { readonly ems: Ems; readonly fortigate: FortiGateInput; readonly session: Session },
): Change[] {
  const endpoint = serversOfEms(ems)
    .flatMap(({ endpoints }) => endpoints)
    .find((one) => hasAddress(one, session.dstip));
  if (!endpoint) return [];
  const { uid, host, tags } = endpoint;
  const meanings = compile(fortigate).tags;
  return asked
    .flatMap((name) => tagsBehind(meanings(name)))
    .filter((tag) => !sameTag(tag, allRegisteredClients))
    .filter((tag) => tags.some((one) => sameTag(one, tag)) === (kind === 'remove-tag'))
    .map((tag) => ({ kind, uid, host, tag }));
}
