/** Import, export and comparison of configurations, as the lab's own API has them. */
import { http } from 'msw/http';
import { labBase } from '#model/api.ts';
import {
  applyImportSchema,
  beginImportSchema,
  compareSchema,
  exportQuerySchema,
} from '#model/config-import.ts';
import { sentPartSchema } from '#model/sent-text.ts';
import type { WorldPort } from '#mocks/world/world.ts';
import { type LabGuard, type Params, bodyOf, respond, unreadable } from './lab-answers.ts';

const param = (params: Params, name: string): string => String(params[name] ?? '');

export function configHandlers(world: WorldPort, guarded: LabGuard) {
  return [
    http.post(
      `${labBase}/fortigates/:name/imports`,
      guarded(async (request, params) => {
        const body = beginImportSchema.safeParse(await bodyOf(request));
        if (!body.success) return unreadable(body.error);
        const input = { ...body.data, fortigate: param(params, 'name') };
        return respond(await world.ask('beginImport', input), (begun) => begun);
      }),
    ),
    http.post(
      `${labBase}/imports/:id/parts`,
      guarded(async (request, params) => {
        const body = sentPartSchema.safeParse(await bodyOf(request));
        if (!body.success) return unreadable(body.error);
        const input = { id: param(params, 'id'), text: body.data.text };
        return respond(await world.ask('addImportPart', input), (received) => received);
      }),
    ),
    http.get(
      `${labBase}/imports/:id`,
      guarded(async (_request, params) =>
        respond(await world.ask('importState', { id: param(params, 'id') }), (state) => state),
      ),
    ),
    http.delete(
      `${labBase}/imports/:id`,
      guarded(async (_request, params) =>
        respond(await world.ask('dropImport', { id: param(params, 'id') }), () => ({})),
      ),
    ),
    http.post(
      `${labBase}/imports/:id/apply`,
      guarded(async (request, params) => {
        const body = applyImportSchema.safeParse(await bodyOf(request));
        if (!body.success) return unreadable(body.error);
        const id = param(params, 'id');
        const command = await world.ask('importCommand', { id, ...body.data });
        const outcome = command.ok ? await world.execute(command.value) : command;
        return respond(outcome, ({ revision }) => ({ id, revision }));
      }),
    ),
    http.get(
      `${labBase}/fortigates/:name/config`,
      guarded(async (request, params) => {
        const query = exportQuerySchema.safeParse(
          Object.fromEntries(new URL(request.url).searchParams),
        );
        if (!query.success) return unreadable(query.error);
        const input = { ...query.data, fortigate: param(params, 'name') };
        return respond(await world.ask('exportedConfig', input), (answer) => answer);
      }),
    ),
    http.post(
      `${labBase}/compare`,
      guarded(async (request) => {
        const body = compareSchema.safeParse(await bodyOf(request));
        if (!body.success) return unreadable(body.error);
        return respond(await world.ask('compareConfigs', body.data), (answer) => answer);
      }),
    ),
  ];
}
