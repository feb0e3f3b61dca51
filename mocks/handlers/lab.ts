/** The lab's own API: the world as a whole, its scenarios, and connections made in it. */
import { HttpResponse, http } from 'msw/http';
import { labBase } from '#model/api.ts';
import { knowledgeQuerySchema } from '#model/knowledge.ts';
import {
  type ApplyRepairAnswer,
  applyRepairSchema,
  clockActionSchema,
  connectRequestSchema,
  loadScenarioSchema,
  undoRequestSchema,
} from '#model/lab-api.ts';
import { commandWords } from '#mocks/world/commands.ts';
import { certificateChange, worldChanges } from '#mocks/world/repair-command.ts';
import type { WorldPort } from '#mocks/world/world.ts';
import { type LabGuard, bodyOf, problem, respond, unreadable } from './lab-answers.ts';
import { labCliHandlers } from './lab-cli.ts';
import { configHandlers } from './lab-config.ts';
import { logHandlers } from './lab-log.ts';
import { sentinelStatus } from './sentinels.ts';

export function labHandlers(world: WorldPort) {
  const guarded: LabGuard =
    (work) =>
    async ({ request, params }) => {
      const status = await sentinelStatus(request);
      return status === null
        ? work(request, params)
        : problem(
            status,
            `The lab answered ${status}, as requested by the text lab-error-${status}.`,
          );
    };

  return [
    ...labCliHandlers(world, guarded),
    ...logHandlers(world, guarded),
    ...configHandlers(world, guarded),
    http.get(
      `${labBase}/world`,
      guarded(async () => HttpResponse.json(await world.summary())),
    ),
    http.get(
      `${labBase}/scenarios`,
      guarded(async () => HttpResponse.json({ scenarios: await world.scenarios() })),
    ),
    http.post(
      `${labBase}/scenario`,
      guarded(async (request) => {
        const body = loadScenarioSchema.safeParse(await bodyOf(request));
        if (!body.success) return problem(400, 'Name a scenario by its id.', 'id');
        return respond(await world.loadScenario(body.data.id), (revision) => ({
          id: body.data.id,
          revision,
        }));
      }),
    ),
    http.post(
      `${labBase}/undo`,
      guarded(async (request) => {
        const body = undoRequestSchema.safeParse(await bodyOf(request));
        if (!body.success) return unreadable(body.error);
        return respond(await world.undo(body.data), (undone) => undone);
      }),
    ),
    http.post(
      `${labBase}/redo`,
      guarded(async () => respond(await world.redo(), (redone) => redone)),
    ),
    http.post(
      `${labBase}/scenario/steps/:id/looked`,
      guarded(async (_request, params) => {
        const id = String(params['id'] ?? '');
        const [{ scenario }, all] = await Promise.all([world.summary(), world.scenarios()]);
        const step = all.find((one) => one.id === scenario.id)?.steps.find((one) => one.id === id);
        if (step?.goal.kind !== 'looked')
          return problem(404, `${scenario.name} has no step ${id} that is done by looking.`, 'id');
        return respond(await world.execute({ kind: 'lab/look-at-step', id }), () => ({ id }));
      }),
    ),
    http.get(
      `${labBase}/targets`,
      guarded(async () =>
        respond(await world.ask('connectTargets', null), (targets) => ({ targets })),
      ),
    ),
    http.get(
      `${labBase}/knowledge`,
      guarded(async (request) => {
        const query = knowledgeQuerySchema.safeParse(
          Object.fromEntries(new URL(request.url).searchParams),
        );
        if (!query.success)
          return problem(400, 'Ask for an endpoint by its uid, or for a tag and its category.');
        return respond(await world.ask('knowledge', query.data), (knowledge) => knowledge);
      }),
    ),
    http.get(
      `${labBase}/connection/repairs`,
      guarded(async () =>
        respond(await world.ask('connectionRepairs', null), (repairs) => repairs),
      ),
    ),
    http.get(
      `${labBase}/connection`,
      guarded(async () => respond(await world.ask('connection', null), (last) => last)),
    ),
    http.post(
      `${labBase}/connect`,
      guarded(async (request) => {
        const body = connectRequestSchema.safeParse(await bodyOf(request));
        if (!body.success) return unreadable(body.error);
        const outcome = await world.execute({ kind: 'lab/connect', request: body.data });
        return respond(outcome, ({ connection }) => connection ?? {});
      }),
    ),
    http.post(
      `${labBase}/clock`,
      guarded(async (request) => {
        const body = clockActionSchema.safeParse(await bodyOf(request));
        if (!body.success) {
          const [issue] = body.error.issues;
          return problem(
            400,
            'Say step, with seconds from 1 to 86400, or run, or pause.',
            String(issue?.path[0] ?? 'action'),
          );
        }
        switch (body.data.action) {
          case 'step': {
            const { seconds } = body.data;
            const outcome = await world.execute({ kind: 'lab/step-clock', seconds });
            if (!outcome.ok) return respond(outcome, () => ({}));
            break;
          }
          case 'run':
            await world.run();
            break;
          case 'pause':
            await world.pause();
            break;
        }
        return HttpResponse.json(await world.summary());
      }),
    ),
    http.get(
      `${labBase}/sessions`,
      guarded(async () => respond(await world.ask('sessions', null), (list) => list)),
    ),
    http.delete(
      `${labBase}/sessions/:id`,
      guarded(async (_request, params) => {
        const id = Number(params['id']);
        if (!Number.isSafeInteger(id)) return problem(404, 'A session has a whole number.', 'id');
        return respond(await world.execute({ kind: 'lab/end-session', id }), () => ({ id }));
      }),
    ),
    http.post(
      `${labBase}/repair`,
      guarded(async (request) => {
        const body = applyRepairSchema.safeParse(await bodyOf(request));
        if (!body.success) return problem(400, 'Give the changes of a repair.', 'changes');
        const certificate = certificateChange(body.data.changes);
        const changes = worldChanges(body.data.changes);
        if (changes.length === 0)
          return HttpResponse.json({
            applied: null,
            revision: null,
            certificate,
            travelling: [],
          } satisfies ApplyRepairAnswer);
        const command = { kind: 'lab/apply-repair', changes } as const;
        return respond(
          await world.execute(command),
          ({ travelling, revision }): ApplyRepairAnswer => ({
            applied: commandWords(command),
            revision,
            certificate,
            travelling: [...travelling],
          }),
        );
      }),
    ),
  ];
}
