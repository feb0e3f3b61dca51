/** What the names in a policy's tag fields stand for, as the FortiGate says it. */
import type { PolicyTag, PolicyTagsAnswer } from '#model/policy-tags.ts';
import { type Tag, sameTag } from '#model/tags.ts';

type KnownTag = Extract<PolicyTag, { kind: 'tag' }>;

export interface PolicyTags {
  readonly of: (name: string) => PolicyTag;
  /** What a policy can ask for here: tags by both names, the built-in ones, and tag groups. */
  readonly offered: readonly PolicyTag[];
  /** The tag that an address name stands for; null for any other address. */
  readonly inAddress: (name: string) => KnownTag | null;
}

export function policyTags({ offered, named }: PolicyTagsAnswer): PolicyTags {
  const byName = new Map([...named, ...offered].map((view) => [view.name, view]));
  return {
    // A name that the FortiGate did not list is one that went since the form was opened.
    of: (name) =>
      byName.get(name) ?? { kind: 'unknown', name, absence: { kind: 'no-such-object' } },
    offered,
    inAddress: (name) => {
      const view = byName.get(name);
      return view?.kind === 'tag' ? view : null;
    },
  };
}

/** Both names of one tag are the same to a ZTNA policy (rule R6). */
export function twins(views: readonly PolicyTag[]): readonly Tag[] {
  const tags = views.flatMap((view) => (view.kind === 'tag' ? [view.tag] : []));
  return tags.filter((tag, i) => tags.findIndex((one) => sameTag(one, tag)) < i);
}
