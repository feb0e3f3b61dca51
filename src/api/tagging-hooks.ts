import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  EndpointLog,
  IocEventSort,
  IocHandlerSort,
  IocHandlerSpec,
} from '#model/fortianalyzer.ts';
import type { OutbreakSpec } from '#model/outbreak.ts';
import type { TagSpec } from '#model/tagging.ts';
import type { Tag } from '#model/tags.ts';
import {
  type ChangePostureInput,
  type ListQuery,
  type OutbreakListQuery,
  type TagMonitorListQuery,
  tagSources,
} from './tag-sources.ts';
import {
  type SaveTagDefinition,
  type TagCheckListQuery,
  type TagDefinitionListQuery,
  tagging,
} from './tagging.ts';

export function useTagDefinitions(query: TagDefinitionListQuery) {
  return useQuery({
    queryKey: ['ems', 'tag-definitions', query],
    queryFn: ({ signal }) => tagging.definitions(query, signal),
    placeholderData: keepPreviousData,
  });
}

export function useTagDefinition(id: number | null) {
  return useQuery({
    queryKey: ['ems', 'tag-definition', id],
    queryFn: ({ signal }) => tagging.definition(id ?? 0, signal),
    enabled: id !== null,
  });
}

/** Tags come and go on endpoints, FortiGates and in sessions: everything is looked up again. */
function useTagChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => client.invalidateQueries() });
}

/** Gives the id; `id` null makes a new definition, for which `basedOn` plays no part. */
export function useSaveTagDefinition(id: number | null) {
  return useTagChange((input: SaveTagDefinition) => tagging.save(id, input));
}

/** Gives the policies that asked for the tag. */
export function useRemoveTagDefinition() {
  return useTagChange((id: number) => tagging.remove(id));
}

/** Gives the id of the copy, which is disabled. */
export function useCloneTagDefinition() {
  return useTagChange((id: number) => tagging.clone(id));
}

export function useEnableTagDefinition() {
  return useTagChange(({ id, enabled }: { id: number; enabled: boolean }) =>
    tagging.enable(id, enabled),
  );
}

/**
 * Which endpoints would match and why, as if the tag were enabled and whatever its name; null where there
 * is nothing to check yet.
 */
export function useTagCheck(spec: TagSpec | null, query: TagCheckListQuery) {
  return useQuery({
    queryKey: ['ems', 'tag-check', spec, query],
    queryFn: ({ signal }) => (spec === null ? null : tagging.check(spec, query, signal)),
    enabled: spec !== null,
    placeholderData: keepPreviousData,
  });
}

/** Gives the file's text. */
export function useExportTagDefinitions() {
  return useMutation({ mutationFn: () => tagging.exportText() });
}

/** Gives what was imported; with problems, nothing was. */
export function useImportTagDefinitions() {
  return useTagChange(({ text, replace }: { text: string; replace: boolean }) =>
    tagging.importText(text, replace),
  );
}

/** What is found on the endpoint, and what EMS's record of it holds. */
export function useEndpointPosture(uid: string | null) {
  return useQuery({
    queryKey: ['ems', 'posture', uid],
    queryFn: ({ signal }) => tagSources.posture(uid ?? '', signal),
    enabled: uid !== null,
  });
}

/** Changes both as if on the device. Gives the tags that are on their way. */
export function useChangePosture(uid: string) {
  return useTagChange((input: ChangePostureInput) => tagSources.changePosture(uid, input));
}

export function useTagMonitor(query: TagMonitorListQuery) {
  return useQuery({
    queryKey: ['ems', 'tag-monitor', query],
    queryFn: ({ signal }) => tagSources.monitor(query, signal),
    placeholderData: keepPreviousData,
  });
}

/** Who has the tag, since when and by what; null asks for nothing. */
export function useTagCarriers(
  tag: Tag | null,
  page: { readonly offset: number; readonly count: number },
) {
  return useQuery({
    queryKey: ['ems', 'tag-carriers', tag, page],
    queryFn: ({ signal }) => (tag === null ? null : tagSources.carriers(tag, page, signal)),
    enabled: tag !== null,
    placeholderData: keepPreviousData,
  });
}

/** FortiGuard's feed. */
export function useOutbreaks(query: OutbreakListQuery) {
  return useQuery({
    queryKey: ['ems', 'outbreaks', query],
    queryFn: ({ signal }) => tagSources.outbreaks(query, signal),
    placeholderData: keepPreviousData,
  });
}

/** Publishes a new one. Gives its id. */
export function useAddOutbreak() {
  return useTagChange((spec: OutbreakSpec) => tagSources.addOutbreak(spec));
}

/** Publishes one that was withdrawn, or withdraws it. */
export function usePublishOutbreak() {
  return useTagChange(({ id, published }: { id: string; published: boolean }) =>
    tagSources.publishOutbreak(id, published),
  );
}

export function useFortiAnalyzer() {
  return useQuery({
    queryKey: ['ems', 'fortianalyzer'],
    queryFn: ({ signal }) => tagSources.fortiAnalyzer(signal),
  });
}

/** What FortiAnalyzer looks for in endpoints' logs. */
export function useHandlers(query: ListQuery<IocHandlerSort>) {
  return useQuery({
    queryKey: ['ems', 'fortianalyzer', 'handlers', query],
    queryFn: ({ signal }) => tagSources.handlers(query, signal),
    placeholderData: keepPreviousData,
  });
}

/** Log entries that endpoints sent. */
export function useIocEvents(query: ListQuery<IocEventSort>) {
  return useQuery({
    queryKey: ['ems', 'fortianalyzer', 'events', query],
    queryFn: ({ signal }) => tagSources.events(query, signal),
    placeholderData: keepPreviousData,
  });
}

export function useConnectFortiAnalyzer() {
  return useTagChange((connected: boolean) => tagSources.connectFortiAnalyzer(connected));
}

/** Gives the id. */
export function useAddHandler() {
  return useTagChange((spec: IocHandlerSpec) => tagSources.addHandler(spec));
}

export function useEnableHandler() {
  return useTagChange(({ id, enabled }: { id: number; enabled: boolean }) =>
    tagSources.enableHandler(id, enabled),
  );
}

/** Its tag is taken back. Gives the tags that are on their way back. */
export function useRemoveHandler() {
  return useTagChange((id: number) => tagSources.removeHandler(id));
}

/** Sends a log entry as from an endpoint. Gives the tags that are on their way. */
export function useSendLog() {
  return useTagChange((log: EndpointLog) => tagSources.sendLog(log));
}

/** So that a FortiGate's room for tags can run out; null gives it its model's own back. */
export function useSetTagLimit(serial: string) {
  return useTagChange((tagLimit: number | null) => tagSources.setTagLimit(serial, tagLimit));
}
