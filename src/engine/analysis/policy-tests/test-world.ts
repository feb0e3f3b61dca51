/** What policy tests are held against. */
import type { Moment, Resolver } from '#model/decision/session.ts';
import {
  type Tag,
  allRegisteredClients,
  builtInClassificationTags,
  tagKey,
} from '#model/tagging/tags.ts';
import { type FortiGateInput, compile } from '../../decide/compile.ts';
import type { Installation } from '../../repairs/apply-change.ts';
import { indexOf } from '../../sync/endpoint-index.ts';
import { serversOfEms } from '../../sync/lines.ts';

export interface TestWorld extends Installation {
  readonly resolver: Resolver;
  /** Tags that there are though nobody carries them, as those of tag definitions. */
  readonly definedTags: readonly Tag[];
  /** When the sessions of a test without a time happen. */
  readonly at: Moment;
}

/** Tags that policies ask for, whoever carries them. */
function askedTags(fortigate: FortiGateInput): readonly Tag[] {
  const { tags, config } = compile(fortigate);
  const names = [...config['firewall policy'], ...config['firewall proxy-policy']].flatMap(
    (policy) => policy['ztna-ems-tag'],
  );
  return [...new Set(names)].flatMap((name) => {
    const meaning = tags(name);
    return meaning.kind === 'tag' ? [meaning.tag] : [];
  });
}

/** Every tag of the world, by `tagKey`. */
export function tagsThere({ ems, fortigates, definedTags }: TestWorld): ReadonlyMap<string, Tag> {
  const servers = serversOfEms(ems);
  const classification = [
    ...builtInClassificationTags,
    ...servers.flatMap((one) => one.customClassificationTags),
  ].map((name): Tag => ({ category: 'classification', name }));
  const carried = servers.flatMap(({ endpoints }) =>
    [...indexOf(endpoints).carriers.values()].map(({ tag }) => tag),
  );
  const asked = fortigates.flatMap(askedTags);
  return new Map(
    [allRegisteredClients, ...classification, ...definedTags, ...carried, ...asked].map((tag) => [
      tagKey(tag),
      tag,
    ]),
  );
}
