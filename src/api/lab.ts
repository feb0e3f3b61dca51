/** The client of the lab's own API. */
import { labBase } from '#model/api.ts';
import {
  type ClockAction,
  type ConnectRequest,
  type UndoRequest,
  applyRepairAnswerSchema,
  connectAnswerSchema,
  connectionRepairsSchema,
  connectTargetsSchema,
  changedSchema,
  lastConnectionSchema,
  loadedScenarioSchema,
  scenarioListSchema,
  undoAnswerSchema,
  worldSchema,
} from '#model/lab-api.ts';
import { knowledgeSchema } from '#model/knowledge.ts';
import {
  type ExplainLogRequest,
  type LogLineRequest,
  explainLogAnswerSchema,
  replayedLineSchema,
} from '#model/log-replay.ts';
import { sentTextSchema } from '#model/sent-text.ts';
import type { Tag } from '#model/tags.ts';
import { sessionsSchema } from '#model/lab-sessions.ts';
import type { Change } from '#model/repair.ts';
import { z } from '#model/zod.ts';
import { ApiError, type Send, parsed, queryText, send } from './http.ts';

const problemSchema = z.object({ message: z.string(), field: z.string().nullish() });

export async function labCall(path: string, options: Send = {}): Promise<unknown> {
  const { status, body } = await send(`${labBase}${path}`, options);
  if (status < 400) return body;
  const problem = parsed(problemSchema, body);
  throw new ApiError(status, 0, problem.message, problem.field ?? null);
}

/** An endpoint by its uid, or a tag. */
export type KnowledgeSubject = { readonly endpoint: string } | Tag;

export const lab = {
  async world(signal?: AbortSignal) {
    return parsed(worldSchema, await labCall('/world', { signal }));
  },
  async scenarios(signal?: AbortSignal) {
    return parsed(scenarioListSchema, await labCall('/scenarios', { signal })).scenarios;
  },
  /** The revision that loading made, which names the change for *Undo*. */
  async loadScenario(id: string): Promise<number> {
    const answer = await labCall('/scenario', { method: 'POST', body: { id } });
    return parsed(loadedScenarioSchema, answer).revision;
  },
  async lookAtStep(id: string): Promise<void> {
    await labCall(`/scenario/steps/${encodeURIComponent(id)}/looked`, { method: 'POST' });
  },
  async undo(request: UndoRequest) {
    return parsed(undoAnswerSchema, await labCall('/undo', { method: 'POST', body: request }));
  },
  async redo() {
    return parsed(undoAnswerSchema, await labCall('/redo', { method: 'POST', body: {} }));
  },
  async targets(signal?: AbortSignal) {
    return parsed(connectTargetsSchema, await labCall('/targets', { signal })).targets;
  },
  async connectionRepairs(signal?: AbortSignal) {
    return parsed(connectionRepairsSchema, await labCall('/connection/repairs', { signal }))
      .repairs;
  },
  async lastConnection(signal?: AbortSignal) {
    return parsed(lastConnectionSchema, await labCall('/connection', { signal }));
  },
  async connect(request: ConnectRequest) {
    return parsed(
      connectAnswerSchema,
      await labCall('/connect', { method: 'POST', body: request }),
    );
  },
  /** Makes the changes of a repair in the world, together or not at all; *Undo* takes them back as one. */
  async applyRepair(changes: readonly Change[]) {
    return parsed(
      applyRepairAnswerSchema,
      await labCall('/repair', { method: 'POST', body: { changes } }),
    );
  },
  async knowledge(subject: KnowledgeSubject, signal?: AbortSignal) {
    const query =
      'endpoint' in subject
        ? { endpoint: subject.endpoint }
        : { category: subject.category, tag: subject.name };
    return parsed(knowledgeSchema, await labCall(`/knowledge${queryText(query)}`, { signal }));
  },
  /** Names the text that will be sent; gives its id. */
  async beginLog(length: number): Promise<string> {
    const answer = await labCall('/log/texts', { method: 'POST', body: { length } });
    return parsed(sentTextSchema, answer).id;
  },
  async explainLog({ id, ...query }: ExplainLogRequest, signal?: AbortSignal) {
    const path = `/log/texts/${id}${queryText({ ...query })}`;
    return parsed(explainLogAnswerSchema, await labCall(path, { signal }));
  },
  async explainLogLine(request: LogLineRequest, signal?: AbortSignal) {
    const answer = await labCall('/log/line', { method: 'POST', body: request, signal });
    return parsed(replayedLineSchema, answer);
  },
  /** Makes what the line names and the world lacks; gives the revision that names the change. */
  async createFromLog(request: LogLineRequest): Promise<number> {
    const answer = await labCall('/log/create', { method: 'POST', body: request });
    return parsed(changedSchema, answer).revision;
  },
  async sessions(signal?: AbortSignal) {
    return parsed(sessionsSchema, await labCall('/sessions', { signal }));
  },
  async endSession(id: number): Promise<void> {
    await labCall(`/sessions/${id}`, { method: 'DELETE' });
  },
  /** The world after it. */
  async clock(action: ClockAction) {
    return parsed(worldSchema, await labCall('/clock', { method: 'POST', body: action }));
  },
};
