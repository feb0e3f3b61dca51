import { z } from '#model/zod.ts';

/** The four categories of tag that an EMS holds [seed, 588080]. */
export const tagCategories = ['zero_trust', 'classification', 'outbreak_alert', 'fabric'] as const;
export const tagCategorySchema = z.enum(tagCategories);
export type TagCategory = z.infer<typeof tagCategorySchema>;

/** A tag is known by category and name together: a `Low` of one category is not the `Low` of another. */
export const tagSchema = z.object({ category: tagCategorySchema, name: z.string() });
export interface Tag {
  readonly category: TagCategory;
  readonly name: string;
}

/** How each product words a category. `sharing` is the label in EMS's sync editor [445705]. */
export const categoryWords: Record<
  TagCategory,
  { readonly label: string; readonly short: string; readonly sharing: string }
> = {
  zero_trust: {
    label: 'Security posture tag',
    short: 'Security posture',
    sharing: 'Zero Trust Tags',
  },
  classification: {
    label: 'Classification tag',
    short: 'Classification',
    sharing: 'Classification Tags',
  },
  outbreak_alert: {
    label: 'FortiGuard outbreak alert tag',
    short: 'Outbreak alert',
    sharing: 'FortiGuard Outbreak Alert Tags',
  },
  fabric: { label: 'Fabric tag', short: 'Fabric', sharing: 'Fabric Tags' },
};

/** Importance levels that every EMS has from the start; other classification tags are custom [seed]. */
export const builtInClassificationTags = ['Low', 'Medium', 'High', 'Critical'] as const;

/** On every registered endpoint [477578]. */
export const allRegisteredClients: Tag = { category: 'zero_trust', name: 'all_registered_clients' };

export function sameTag(a: Tag, b: Tag): boolean {
  return a.category === b.category && a.name === b.name;
}

/** A string that is equal for equal tags, for sets and maps. */
export function tagKey(tag: Tag): string {
  return `${tag.category}/${tag.name}`;
}

/** The tag of a `tagKey`; null where the text is none. */
export function tagFromKey(key: string): Tag | null {
  const [first, ...name] = key.split('/');
  const category = tagCategories.find((one) => one === first);
  return category === undefined || name.length === 0 ? null : { category, name: name.join('/') };
}

/** Without `all_registered_clients`: each registered endpoint has it, so that it tells no two apart. */
export function tellingTags<T extends Tag>(tags: readonly T[]): readonly T[] {
  return tags.filter((tag) => !sameTag(tag, allRegisteredClients));
}

/** As in `clientdevicetags`: a posture tag bare, a classification tag with `CLASS_` [seed]; the others [assumed]. */
export function tagInLog(tag: Tag): string {
  switch (tag.category) {
    case 'zero_trust':
      return tag.name;
    case 'classification':
      return `CLASS_${tag.name}`;
    case 'outbreak_alert':
      return `OUTBREAK_${tag.name}`;
    case 'fabric':
      return `FABRIC_${tag.name}`;
  }
}

const logPrefixes: Readonly<Record<string, TagCategory>> = {
  CLASS_: 'classification',
  OUTBREAK_: 'outbreak_alert',
  FABRIC_: 'fabric',
};

/**
 * The tag of one part of `clientdevicetags`. A posture tag whose own name begins with such a prefix cannot
 * be told from the other category: the line does not say.
 */
export function tagFromLog(text: string): Tag {
  for (const [prefix, category] of Object.entries(logPrefixes))
    if (text.startsWith(prefix)) return { category, name: text.slice(prefix.length) };
  return { category: 'zero_trust', name: text };
}

/** The longest name FortiOS takes for an address object, so for a tag as well. */
export const maxTagName = 79;
const forbiddenInNames = /[<>()#"'\\]/;

/** What is wrong with a name for a tag or an object, in words with what to do; null if nothing is. */
export function nameProblem(name: string, what: string, max = maxTagName): string | null {
  if (name.trim() === '') return `Type a name for the ${what}.`;
  if (name !== name.trim())
    return `Remove the space at the start or the end of the ${what}'s name.`;
  if (name.length > max)
    return `The name has ${name.length} characters. FortiOS takes at most ${max}. Shorten the name.`;
  const bad = forbiddenInNames.exec(name);
  if (bad) return `Remove ${bad[0]} from the name: FortiOS forbids < > ( ) # " ' and \\.`;
  // Control characters cannot be typed at a FortiOS prompt, nor shown in a log line.
  for (const character of name)
    if (character < ' ' || character === '\u007f')
      return `Remove the control character from the ${what}'s name.`;
  return null;
}

/** A tag on an endpoint. `since` is in milliseconds of the epoch, on the world's clock. */
export const tagAssignmentSchema = tagSchema.extend({ since: z.number() }).readonly();
export type TagAssignment = z.infer<typeof tagAssignmentSchema>;
