/** Security Posture Tags > Tags and Tag Monitor, as EMS's API has them. */
import { emsApi as api } from '#model/contract/ems.ts';
import { tagSpecSchema } from '#model/tagging/tagging.ts';
import { z } from '#model/zod.ts';
import type { CommandResult } from '#mocks/world/commands.ts';
import * as queries from '#mocks/world/queries.ts';
import type { World } from '#mocks/world/world.ts';
import { granted } from '#mocks/world/answered.ts';
import { parsed, sorted } from './parsed.ts';
import { type Route, route } from './route.parse.ts';

/** A draft is checked before it has a name. */
const draftSchema = z
  .record(z.string(), z.unknown())
  .transform((spec) => ({ ...spec, name: 'Draft', enabled: true }))
  .pipe(tagSpecSchema);

const idIn = ({ key }: CommandResult): { id: number } => ({ id: Number(key) });

export function emsTagRoutes(world: World): readonly Route[] {
  return [
    route(api.tags, async () => ({ tags: granted(await world.ask(queries.tags, null)) })),
    route(api.tagDefinitions, async ({ query }) =>
      granted(await world.ask(queries.tagDefinitions, sorted(query))),
    ),
    route(api.exportTags, async () => granted(await world.ask(queries.tagExport, null))),
    route(api.importTags, async ({ body }) => {
      const preview = granted(await world.ask(queries.previewImport, body));
      const { created, replaced, renamed, problems } = preview;
      // Nothing is done where there is nothing to do, so that Undo has nothing to take back.
      if (problems.length === 0 && created.length + replaced.length + renamed.length > 0)
        granted(await world.execute({ kind: 'ems/import-tags', ...body }));
      return preview;
    }),
    route(api.checkTag, async ({ body }) => {
      const spec = parsed(draftSchema, body.spec, { namesPlaces: true });
      return granted(await world.ask(queries.checkTag, { ...body, spec }));
    }),
    route(api.tagDefinition, async ({ params }) =>
      granted(await world.ask(queries.tagDefinition, params)),
    ),
    route(api.tagUsage, async ({ params }) => granted(await world.ask(queries.tagUsage, params))),
    route(api.createTag, async ({ body: spec }) =>
      idIn(granted(await world.execute({ kind: 'ems/create-tag', spec }))),
    ),
    route(api.updateTag, async ({ params, body: spec, basedOn }) => {
      granted(await world.execute({ kind: 'ems/update-tag', ...params, spec, basedOn }));
      return params;
    }),
    // A tag that policies ask for goes all the same, as on a device; the answer names them.
    route(api.deleteTag, async ({ params }) => {
      const usage = await world.ask(queries.tagUsage, params);
      granted(await world.execute({ kind: 'ems/delete-tag', ...params }));
      return granted(usage);
    }),
    route(api.cloneTag, async ({ params }) =>
      idIn(granted(await world.execute({ kind: 'ems/clone-tag', ...params }))),
    ),
    route(api.enableTag, async ({ params, body }) => {
      granted(await world.execute({ kind: 'ems/enable-tag', ...params, ...body }));
      return params;
    }),
    route(api.tagMonitor, async ({ query }) =>
      granted(await world.ask(queries.tagMonitor, sorted(query))),
    ),
    route(api.tagCarriers, async ({ params: tag, query }) =>
      granted(await world.ask(queries.tagCarriers, { tag, ...query })),
    ),
  ];
}
