/** The FortiOS command line of the lab's API: lines to carry out, and what may be typed. */
import { http } from 'msw/http';
import { labBase } from '#model/api.ts';
import { cliHelpRequestSchema, cliRequestSchema, mostCliLines } from '#model/cli-api.ts';
import { commandsRequestSchema } from '#model/commands-api.ts';
import type { WorldPort } from '#mocks/world/world.ts';
import { type LabGuard, bodyOf, problem, respond, unreadable } from './lab-answers.ts';
import { stepCommand } from './fortios-steps.ts';

export function labCliHandlers(world: WorldPort, guarded: LabGuard) {
  return [
    http.post(
      `${labBase}/cli`,
      guarded(async (request) => {
        const body = cliRequestSchema.safeParse(await bodyOf(request));
        return body.success
          ? respond(await world.typeLines(body.data), (answer) => answer)
          : problem(
              400,
              `Name a FortiGate and a session, and give at most ${mostCliLines} lines of text.`,
            );
      }),
    ),
    http.post(
      `${labBase}/cli/help`,
      guarded(async (request) => {
        const body = cliHelpRequestSchema.safeParse(await bodyOf(request));
        return body.success
          ? respond(await world.completeLine(body.data), (answer) => answer)
          : problem(400, 'Name a FortiGate and a session, and give the text to complete.');
      }),
    ),
    // What a form would do, as the commands that do the same; nothing is changed.
    http.post(
      `${labBase}/fortigates/:name/commands`,
      guarded(async (request, params) => {
        const body = commandsRequestSchema.safeParse(await bodyOf(request));
        if (!body.success) return unreadable(body.error);
        const fortigate = String(params['name'] ?? '');
        const steps = body.data.steps.map((step) => stepCommand(fortigate, step));
        const known = steps.filter((step) => step !== null);
        if (known.length < steps.length)
          return problem(404, `${fortigate} has no such table.`, 'steps');
        return respond(
          await world.ask('commandsFor', { fortigate, steps: known }),
          (commands) => commands,
        );
      }),
    ),
    http.get(
      `${labBase}/tags/:category/:name/commands`,
      guarded(async (_request, params) =>
        respond(
          await world.ask('tagCommands', {
            category: String(params['category'] ?? ''),
            name: String(params['name'] ?? ''),
          }),
          (commands) => commands,
        ),
      ),
    ),
  ];
}
