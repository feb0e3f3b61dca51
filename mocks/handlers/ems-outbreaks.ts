/** FortiGuard outbreak alerts, as EMS's API has them. */
import { http } from 'msw/http';
import { emsBase } from '#model/api.ts';
import {
  outbreakSortSchema,
  outbreakSpecSchema,
  outbreakStatusSchema,
  publishOutbreakSchema,
} from '#model/outbreak.ts';
import { z } from '#model/zod.ts';
import type { WorldPort } from '#mocks/world/world.ts';
import {
  type Guard,
  bodyOf,
  paging,
  param,
  paged,
  respond,
  sorting,
  unreadable,
} from './ems-envelope.ts';

const base = `${emsBase}/outbreaks`;

const listQuerySchema = z.object({
  ...paging,
  ...sorting,
  sort: outbreakSortSchema.default('published'),
  status: outbreakStatusSchema.nullable().default(null),
});

export function outbreakHandlers(world: WorldPort, guarded: Guard) {
  const publish = async (id: string, published: boolean): Promise<Response> =>
    respond(await world.execute({ kind: 'ems/publish-outbreak', id, published }), () => ({ id }));

  return [
    http.get(
      `${base}/index`,
      guarded(paged(listQuerySchema, (query) => world.ask('outbreaks', query))),
    ),

    http.post(
      base,
      guarded(async ({ request }) => {
        const spec = outbreakSpecSchema.safeParse(await bodyOf(request));
        if (!spec.success) return unreadable(spec.error, true);
        const outcome = await world.execute({ kind: 'ems/add-outbreak', spec: spec.data });
        return respond(outcome, ({ key }) => ({ id: key }));
      }),
    ),

    http.put(
      `${base}/:id/published`,
      guarded(async (call) => {
        const body = publishOutbreakSchema.safeParse(await bodyOf(call.request));
        return body.success
          ? publish(param(call, 'id'), body.data.published)
          : unreadable(body.error);
      }),
    ),

    // It stays in the list, so that it can be published again.
    http.delete(
      `${base}/:id`,
      guarded(async (call) => publish(param(call, 'id'), false)),
    ),
  ];
}
