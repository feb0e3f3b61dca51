/** What is found on an endpoint, as the lab lets EMS's API read and change it. */
import { http } from 'msw/http';
import { emsBase } from '#model/api.ts';
import { changePostureSchema } from '#model/posture-api.ts';
import type { WorldPort } from '#mocks/world/world.ts';
import { type Guard, basedOn, bodyOf, param, respond, unreadable } from './ems-envelope.ts';

export function postureHandlers(world: WorldPort, guarded: Guard) {
  return [
    http.get(
      `${emsBase}/endpoints/:uid/posture`,
      guarded(async (call) =>
        respond(await world.ask('endpointPosture', { uid: param(call, 'uid') }), (found) => found),
      ),
    ),

    http.put(
      `${emsBase}/endpoints/:uid/posture`,
      guarded(async (call) => {
        const body = changePostureSchema.safeParse(await bodyOf(call.request));
        if (!body.success) return unreadable(body.error, true);
        const outcome = await world.execute({
          kind: 'ems/change-posture',
          uid: param(call, 'uid'),
          ...body.data,
          basedOn: basedOn(call),
        });
        return respond(outcome, ({ travelling }) => ({ travelling }));
      }),
    ),
  ];
}
