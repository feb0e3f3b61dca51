/** The worlds that stand side by side, and the one that is open. */
import { labApi as api } from '#model/contract/lab.ts';
import type { Worlds } from '#mocks/world/worlds/worlds.ts';
import { type Route, route } from '../route.parse.ts';

export function labWorldsRoutes(worlds: Worlds): readonly Route[] {
  return [
    route(api.worlds, async () => ({
      worlds: [...(await worlds.list())],
      deleted: [...worlds.deleted()],
    })),
    route(api.createWorld, async ({ body }) => ({ id: await worlds.create(body) })),
    route(api.openWorld, async ({ params }) => {
      await worlds.open(params.id);
      return params;
    }),
    route(api.renameWorld, async ({ params, body: { name } }) => {
      await worlds.rename(params.id, name);
      return params;
    }),
    route(api.deleteWorld, async ({ params }) => {
      await worlds.remove(params.id);
      return params;
    }),
    route(api.restoreWorld, async ({ params }) => {
      await worlds.restore(params.id);
      return params;
    }),
    route(api.beginWorldExport, ({ params: { id }, body: { secrets } }) =>
      worlds.exports.begin(id, secrets),
    ),
    route(api.nextWorldExportPart, async ({ params: { id } }) => worlds.exports.next(id)),
    route(api.dropWorldExport, async ({ params }) => {
      worlds.exports.drop(params.id);
      return params;
    }),
    route(api.worldFile, ({ params: { id }, query: { secrets } }) => worlds.fileOf(id, secrets)),
    route(api.previewWorldFile, async ({ params: { id } }) => worlds.previewFile(id)),
    route(api.beginWorldFile, async ({ body: { length } }) => ({ id: worlds.beginFile(length) })),
    route(api.addWorldFilePart, async ({ params: { id }, body: { text } }) => ({
      received: worlds.addFilePart(id, text),
    })),
  ];
}
