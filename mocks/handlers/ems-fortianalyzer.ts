/** FortiAnalyzer, by way of EMS's API: the lab has no console of its own for it. */
import { http } from 'msw/http';
import { emsBase } from '#model/api.ts';
import {
  connectFortiAnalyzerSchema,
  enableHandlerSchema,
  endpointLogSchema,
  iocEventSortSchema,
  iocHandlerSortSchema,
  iocHandlerSpecSchema,
} from '#model/fortianalyzer.ts';
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

const base = `${emsBase}/fortianalyzer`;

const handlerQuerySchema = z.object({
  ...paging,
  ...sorting,
  sort: iocHandlerSortSchema.default('indicator'),
});
const eventQuerySchema = z.object({
  ...paging,
  ...sorting,
  sort: iocEventSortSchema.default('at'),
});

export function fortiAnalyzerHandlers(world: WorldPort, guarded: Guard) {
  return [
    http.get(
      base,
      guarded(async () => respond(await world.ask('fortiAnalyzer', null), (answer) => answer)),
    ),

    http.put(
      base,
      guarded(async ({ request }) => {
        const body = connectFortiAnalyzerSchema.safeParse(await bodyOf(request));
        if (!body.success) return unreadable(body.error);
        const outcome = await world.execute({ kind: 'fortianalyzer/connect', ...body.data });
        return respond(outcome, () => body.data);
      }),
    ),

    http.get(
      `${base}/handlers/index`,
      guarded(paged(handlerQuerySchema, (query) => world.ask('iocHandlers', query))),
    ),

    http.get(
      `${base}/logs/index`,
      guarded(paged(eventQuerySchema, (query) => world.ask('iocEvents', query))),
    ),

    http.post(
      `${base}/handlers`,
      guarded(async ({ request }) => {
        const spec = iocHandlerSpecSchema.safeParse(await bodyOf(request));
        if (!spec.success) return unreadable(spec.error);
        const outcome = await world.execute({ kind: 'fortianalyzer/add-handler', spec: spec.data });
        return respond(outcome, ({ key }) => ({ id: Number(key) }));
      }),
    ),

    http.put(
      `${base}/handlers/:id`,
      guarded(async (call) => {
        const body = enableHandlerSchema.safeParse(await bodyOf(call.request));
        if (!body.success) return unreadable(body.error);
        const id = Number(param(call, 'id'));
        const outcome = await world.execute({
          kind: 'fortianalyzer/enable-handler',
          id,
          ...body.data,
        });
        return respond(outcome, () => ({ id }));
      }),
    ),

    http.delete(
      `${base}/handlers/:id`,
      guarded(async (call) => {
        const id = Number(param(call, 'id'));
        const outcome = await world.execute({ kind: 'fortianalyzer/remove-handler', id });
        return respond(outcome, ({ travelling }) => ({ travelling }));
      }),
    ),

    http.post(
      `${base}/logs`,
      guarded(async ({ request }) => {
        const body = endpointLogSchema.safeParse(await bodyOf(request));
        if (!body.success) return unreadable(body.error);
        const outcome = await world.execute({ kind: 'fortianalyzer/log', ...body.data });
        return respond(outcome, ({ travelling }) => ({ travelling }));
      }),
    ),
  ];
}
