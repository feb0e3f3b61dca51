import { useAnswer } from '#api/hooks.ts';
import { useWorld } from '#api/world.ts';
import { labApi } from '#model/contract/lab.ts';
import { paths } from '#api/paths.ts';
import type { NamedObject } from '#model/fortios/policy-list.ts';
import type { PolicyTag } from '#model/tagging/policy-tags.ts';
import { type Tag, sameTag } from '#model/tagging/tags.ts';

/** What names mean on a FortiGate, as far as it has said. */
export interface KnownNames {
  readonly device: string;
  readonly names: ReadonlyMap<string, NamedObject>;
}

/** What a policy's references mean on this FortiGate. */
export interface PolicyContext extends KnownNames {
  /** Where EMS's sharing with this FortiGate is set. */
  readonly syncEditor: string;
}

/** What a name in a tag field stands for; null while that is being asked. */
export function tagNamed({ names }: PolicyContext, name: string): PolicyTag | null {
  return names.get(name)?.tag ?? null;
}

/** The tag that an address name stands for; null for any other address. */
export function tagInAddress(
  { names }: PolicyContext,
  name: string,
): Extract<PolicyTag, { kind: 'tag' }> | null {
  const tag = names.get(name)?.tag;
  return tag?.kind === 'tag' ? tag : null;
}

/** Both names of one tag are the same to a ZTNA policy (rule R6). */
export function twins(views: readonly PolicyTag[]): readonly Tag[] {
  const tags = views.flatMap((view) => (view.kind === 'tag' ? [view.tag] : []));
  return tags.filter((tag, i) => tags.findIndex((one) => sameTag(one, tag)) < i);
}

/** Whether security policies decide what the FortiGate forwards; undefined while that is not known. */
export function useIsPolicyBased(device: string): boolean | undefined {
  const { data: world } = useWorld();
  return world?.fortigates.find(({ name }) => name === device)?.isPolicyBased;
}

/** The page of EMS on which its sharing with the FortiGate is set. */
export function useSyncEditor(device: string): string {
  const { data } = useAnswer(labApi.emsStatus, { device });
  return paths.ems.fabricDevice(data?.device_serial ?? '');
}
