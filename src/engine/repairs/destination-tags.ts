/** Tags that stand as a policy's destination: they are about the endpoint that a forward session goes to. */
import type { Change } from '#model/decision/repair.ts';
import { type Tag, allRegisteredClients, sameTag } from '#model/tagging/tags.ts';
import { compile } from '../decide/compile.ts';
import type { TagMeaning } from '../decide/tag-meaning.ts';
import { endpointsOfAll } from '../sync/lines.ts';
import { hasAddress } from '../sync/routes.ts';
import type { Situation } from './situation.ts';

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

function givenOrTaken(
  kind: 'add-tag' | 'remove-tag',
  asked: readonly string[],
  { ems, fortigate, session }: Situation,
): Change[] {
  const endpoint = endpointsOfAll(ems).find((one) => hasAddress(one, session.dstip));
  if (!endpoint) return [];
  const { uid, host, tags } = endpoint;
  const meanings = compile(fortigate).tags;
  return asked
    .flatMap((name) => tagsBehind(meanings(name)))
    .filter((tag) => !sameTag(tag, allRegisteredClients))
    .filter((tag) => tags.some((one) => sameTag(one, tag)) === (kind === 'remove-tag'))
    .map((tag) => ({ kind, uid, host, tag }));
}

/** What would turn the destination of a policy that matches, or that fails on its destination alone. */
export function destinationChanges(situation: Situation): readonly Change[] {
  const { decision } = situation;
  if (decision.kind !== 'forward') return [];
  return decision.trace.policies.flatMap(({ conditions }) => {
    const condition = conditions.find((one) => one.kind === 'dstaddr');
    if (condition?.kind !== 'dstaddr') return [];
    if (!conditions.every((one) => one.held || one === condition)) return [];
    const kind = condition.held === condition.negate ? 'add-tag' : 'remove-tag';
    return givenOrTaken(kind, condition.asked, situation);
  });
}
