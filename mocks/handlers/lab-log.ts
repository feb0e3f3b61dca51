/** *Explain a log*, as the lab's own API has it. */
import { http } from 'msw/http';
import { labBase } from '#model/api.ts';
import {
  beginLogSchema,
  explainLogRequestSchema,
  logLineRequestSchema,
} from '#model/log-replay.ts';
import { sentPartSchema } from '#model/sent-text.ts';
import type { WorldPort } from '#mocks/world/world.ts';
import { type LabGuard, bodyOf, respond, unreadable } from './lab-answers.ts';

export function logHandlers(world: WorldPort, guarded: LabGuard) {
  return [
    http.post(
      `${labBase}/log/texts`,
      guarded(async (request) => {
        const body = beginLogSchema.safeParse(await bodyOf(request));
        if (!body.success) return unreadable(body.error);
        return respond(await world.ask('beginLog', body.data), (begun) => begun);
      }),
    ),
    http.post(
      `${labBase}/log/texts/:id/parts`,
      guarded(async (request, params) => {
        const body = sentPartSchema.safeParse(await bodyOf(request));
        if (!body.success) return unreadable(body.error);
        const input = { id: String(params['id'] ?? ''), text: body.data.text };
        return respond(await world.ask('addLogPart', input), (received) => received);
      }),
    ),
    http.get(
      `${labBase}/log/texts/:id`,
      guarded(async (request, params) => {
        const query = explainLogRequestSchema.safeParse({
          ...Object.fromEntries(new URL(request.url).searchParams),
          id: String(params['id'] ?? ''),
        });
        if (!query.success) return unreadable(query.error);
        return respond(await world.ask('explainLog', query.data), (answer) => answer);
      }),
    ),
    http.post(
      `${labBase}/log/line`,
      guarded(async (request) => {
        const body = logLineRequestSchema.safeParse(await bodyOf(request));
        if (!body.success) return unreadable(body.error);
        return respond(await world.ask('explainLogLine', body.data), (answer) => answer);
      }),
    ),
    http.post(
      `${labBase}/log/create`,
      guarded(async (request) => {
        const body = logLineRequestSchema.safeParse(await bodyOf(request));
        if (!body.success) return unreadable(body.error);
        const outcome = await world.execute({ kind: 'lab/create-from-log', ...body.data });
        return respond(outcome, ({ revision }) => ({ revision }));
      }),
    ),
  ];
}
