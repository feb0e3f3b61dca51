/** *Explain a log*, as the lab's own API has it. */
import { http } from 'msw/http';
import { labBase } from '#model/api.ts';
import { explainLogRequestSchema, logLineRequestSchema } from '#model/log-replay.ts';
import type { WorldPort } from '#mocks/world/world.ts';
import { type LabGuard, bodyOf, respond, unreadable } from './lab-answers.ts';

export function logHandlers(world: WorldPort, guarded: LabGuard) {
  return [
    http.post(
      `${labBase}/log`,
      guarded(async (request) => {
        const body = explainLogRequestSchema.safeParse(await bodyOf(request));
        if (!body.success) return unreadable(body.error);
        return respond(await world.ask('explainLog', body.data), (answer) => answer);
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
        return respond(outcome, () => ({}));
      }),
    ),
  ];
}
