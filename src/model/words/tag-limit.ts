/** What both products say of a FortiGate that has no room for more tags. */
import type { TagRoom } from '#model/fortigate-models.ts';

/** Both products' message; null where there is room. */
export function tagRoomWords({ tagLimit, refused }: Omit<TagRoom, 'model'>): string | null {
  if (tagLimit === null || refused.length === 0) return null;
  const names = refused.slice(0, 3).map(({ name }) => name);
  const more = refused.length - names.length;
  const listed = more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
  return `The tag limit of ${tagLimit} is reached, since each tag takes two address objects. Refused: ${listed}.`;
}
