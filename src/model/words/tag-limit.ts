/** What both products say of a FortiGate that has no room for more tags. */
import type { TagRoom } from '#model/ems/fortigate-models.ts';
import { count, numberWords } from '#model/plural.ts';

/** Both products' message; null where there is room. */
export function tagRoomWords({ tagLimit, refused }: Omit<TagRoom, 'model'>): string | null {
  if (tagLimit === null || refused.length === 0) return null;
  const names = refused.slice(0, 3).map(({ name }) => name);
  const more = refused.length - names.length;
  const listed = more > 0 ? `${names.join(', ')} and ${numberWords(more)} more` : names.join(', ');
  return `The limit of ${count(tagLimit, 'tag')} is reached. Each tag takes two address objects. Refused: ${listed}.`;
}
