/** The FortiOS command line of the lab's API: lines to carry out, and what may be typed. */
import { HttpResponse, http } from 'msw/http';
import { labBase } from '#model/api.ts';
import { cliHelpRequestSchema, cliRequestSchema, mostCliLines } from '#model/cli-api.ts';
import type { Outcome, WorldPort } from '#mocks/world/world.ts';
import { sentinelStatus } from './sentinels.ts';

function problem(status: number, message: string): Response {
  return HttpResponse.json({ message, field: null }, { status });
}

function respond(outcome: Outcome<object>): Response {
  return outcome.ok ? HttpResponse.json(outcome.value) : problem(404, outcome.refusal.message);
}

async function bodyOf(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}

export function labCliHandlers(world: WorldPort) {
  const guarded =
    (work: (body: unknown) => Promise<Response>) =>
    async ({ request }: { readonly request: Request }): Promise<Response> => {
      const status = await sentinelStatus(request);
      return status === null
        ? work(await bodyOf(request))
        : problem(
            status,
            `The lab answered ${status}, as the text lab-error-${status} asks it to.`,
          );
    };
  return [
    http.post(
      `${labBase}/cli`,
      guarded(async (body) => {
        const request = cliRequestSchema.safeParse(body);
        return request.success
          ? respond(await world.typeLines(request.data))
          : problem(
              400,
              `Name a FortiGate and a session, and give at most ${mostCliLines} lines of text.`,
            );
      }),
    ),
    http.post(
      `${labBase}/cli/help`,
      guarded(async (body) => {
        const request = cliHelpRequestSchema.safeParse(body);
        return request.success
          ? respond(await world.completeLine(request.data))
          : problem(400, 'Name a FortiGate and a session, and give the text to complete.');
      }),
    ),
  ];
}
