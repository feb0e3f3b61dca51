/** Security Posture Tags > Tag Monitor, as EMS's API has it. */
import { http } from 'msw/http';
import { emsBase } from '#model/api.ts';
import { tagMonitorSortSchema } from '#model/tag-monitor.ts';
import { tagCategorySchema } from '#model/tags.ts';
import { z } from '#model/zod.ts';
import type { WorldPort } from '#mocks/world/world.ts';
import {
  type Guard,
  paging,
  param,
  queryOf,
  respond,
  sorting,
  unreadable,
  paged,
} from './ems-envelope.ts';

const listQuerySchema = z.object({
  ...paging,
  category: tagCategorySchema.nullable().default(null),
  sort: tagMonitorSortSchema.default('name'),
  ...sorting,
});
const carriersSchema = z.object({
  offset: paging.offset,
  count: paging.count,
  category: tagCategorySchema,
});

export function tagMonitorHandlers(world: WorldPort, guarded: Guard) {
  return [
    http.get(
      `${emsBase}/tag_monitor/index`,
      guarded(paged(listQuerySchema, (query) => world.ask('tagMonitor', query))),
    ),

    http.get(
      `${emsBase}/tag_monitor/:category/:name`,
      guarded(async (call) => {
        const query = carriersSchema.safeParse({
          ...queryOf(call.request),
          category: param(call, 'category'),
        });
        if (!query.success) return unreadable(query.error);
        const { offset, count, category } = query.data;
        const tag = { category, name: param(call, 'name') };
        const outcome = await world.ask('tagCarriers', { tag, offset, count });
        return respond(outcome, (page) => page);
      }),
    ),
  ];
}
