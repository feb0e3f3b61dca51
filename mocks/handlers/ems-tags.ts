/** Security Posture Tags > Tags, as EMS's API has them. */
import { http } from 'msw/http';
import { emsBase } from '#model/api.ts';
import {
  enableTagSchema,
  importTagsSchema,
  tagCheckBodySchema,
  tagDefinitionSortSchema,
} from '#model/tagging-api.ts';
import { tagSpecSchema } from '#model/tagging.ts';
import { z } from '#model/zod.ts';
import type { Command, CommandResult } from '#mocks/world/commands.ts';
import type { WorldPort } from '#mocks/world/world.ts';
import {
  type Call,
  type Guard,
  basedOn,
  bodyOf,
  paging,
  param,
  queryOf,
  respond,
  unreadable,
} from './ems-envelope.ts';

const base = `${emsBase}/tag_definitions`;
const listQuerySchema = z.object({
  ...paging,
  enabled: z.enum(['true', 'false']).optional(),
  sort: tagDefinitionSortSchema.default('name'),
  order: z.enum(['asc', 'desc']).default('asc'),
});

/** A draft is checked before it has a name. */
const draftSchema = z
  .record(z.string(), z.unknown())
  .transform((spec) => ({ ...spec, name: 'Draft', enabled: true }));

const idOf = (call: Call): number => Number(param(call, 'id'));
const keyOf = ({ key }: CommandResult): { id: number } => ({ id: Number(key) });

export function tagHandlers(world: WorldPort, guarded: Guard) {
  const changed = async (call: Call, command: Command): Promise<Response> =>
    respond(await world.execute(command), () => ({ id: idOf(call) }));

  return [
    http.get(
      `${base}/index`,
      guarded(async ({ request }) => {
        const query = listQuerySchema.safeParse(queryOf(request));
        if (!query.success) return unreadable(query.error);
        const { enabled, order, ...rest } = query.data;
        const outcome = await world.ask('tagDefinitions', {
          ...rest,
          enabled: enabled === undefined ? null : enabled === 'true',
          descending: order === 'desc',
        });
        return respond(outcome, (page) => page);
      }),
    ),

    http.get(
      `${base}/export`,
      guarded(async () => respond(await world.ask('tagExport', null), (file) => file)),
    ),

    http.post(
      `${base}/import`,
      guarded(async ({ request }) => {
        const body = importTagsSchema.safeParse(await bodyOf(request));
        if (!body.success) return unreadable(body.error);
        const preview = await world.ask('previewImport', body.data);
        if (!preview.ok || preview.value.problems.length > 0)
          return respond(preview, (summary) => summary);
        const { created, replaced } = preview.value;
        // Nothing is done where there is nothing to do, so that Undo has nothing to take back.
        if (created.length + replaced.length === 0) return respond(preview, (summary) => summary);
        const outcome = await world.execute({ kind: 'ems/import-tags', ...body.data });
        return respond(outcome, () => preview.value);
      }),
    ),

    http.post(
      `${base}/check`,
      guarded(async ({ request }) => {
        const body = tagCheckBodySchema.safeParse(await bodyOf(request));
        if (!body.success) return unreadable(body.error);
        const spec = draftSchema.pipe(tagSpecSchema).safeParse(body.data.spec);
        if (!spec.success) return unreadable(spec.error, true);
        const outcome = await world.ask('checkTag', { ...body.data, spec: spec.data });
        return respond(outcome, (check) => check);
      }),
    ),

    http.get(
      `${base}/:id`,
      guarded(async (call) =>
        respond(await world.ask('tagDefinition', { id: idOf(call) }), (found) => found),
      ),
    ),

    http.get(
      `${base}/:id/usage`,
      guarded(async (call) =>
        respond(await world.ask('tagUsage', { id: idOf(call) }), (usage) => usage),
      ),
    ),

    http.post(
      base,
      guarded(async ({ request }) => {
        const spec = tagSpecSchema.safeParse(await bodyOf(request));
        if (!spec.success) return unreadable(spec.error, true);
        return respond(await world.execute({ kind: 'ems/create-tag', spec: spec.data }), keyOf);
      }),
    ),

    http.put(
      `${base}/:id`,
      guarded(async (call) => {
        const spec = tagSpecSchema.safeParse(await bodyOf(call.request));
        if (!spec.success) return unreadable(spec.error, true);
        return changed(call, {
          kind: 'ems/update-tag',
          id: idOf(call),
          spec: spec.data,
          basedOn: basedOn(call),
        });
      }),
    ),

    // A tag that policies ask for goes all the same, as on a device; the answer names them.
    http.delete(
      `${base}/:id`,
      guarded(async (call) => {
        const id = idOf(call);
        const usage = await world.ask('tagUsage', { id });
        const outcome = await world.execute({ kind: 'ems/delete-tag', id });
        return respond(outcome, () => (usage.ok ? usage.value : { policies: [] }));
      }),
    ),

    http.post(
      `${base}/:id/clone`,
      guarded(async (call) =>
        respond(await world.execute({ kind: 'ems/clone-tag', id: idOf(call) }), keyOf),
      ),
    ),

    http.put(
      `${base}/:id/enabled`,
      guarded(async (call) => {
        const body = enableTagSchema.safeParse(await bodyOf(call.request));
        if (!body.success) return unreadable(body.error);
        return changed(call, { kind: 'ems/enable-tag', id: idOf(call), ...body.data });
      }),
    ),
  ];
}
