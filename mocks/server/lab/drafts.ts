/** Drafts of the open world, or the open world as a draft. */
import { labApi as api } from '#model/contract/lab.ts';
import { granted } from '#mocks/world/answered.ts';
import * as queries from '#mocks/world/queries.ts';
import { notFound } from '#mocks/world/refusal.ts';
import type { Worlds } from '#mocks/world/worlds/worlds.ts';
import { type Route, route } from '../route.parse.ts';

export function labDraftRoutes(worlds: Worlds): readonly Route[] {
  return [
    route(api.startDraft, async ({ body: { name } }) => ({
      id: await worlds.withDrafts((drafts) => drafts.start(name)),
    })),
    route(api.draftReview, () => worlds.withDrafts((drafts) => drafts.review())),
    route(api.draftEffect, () => worlds.withDrafts((drafts) => drafts.effect())),
    route(api.draftChangeEffects, () => worlds.withDrafts((drafts) => drafts.changeEffects())),
    route(api.draftFindings, () => worlds.withDrafts((drafts) => drafts.findings())),
    route(api.draftBasePair, ({ query }) =>
      worlds.withDrafts(async (drafts) => {
        const base = (await drafts.baseOfOpen()) ?? notFound('No draft is open.');
        return granted(await base.ask(queries.matrixPair, query));
      }),
    ),
    route(api.draftCommands, () => worlds.withDrafts((drafts) => drafts.commands())),
    route(api.dropDraftChange, ({ params: { revision } }) =>
      worlds.withDrafts((drafts) => drafts.drop(revision)),
    ),
    route(api.putDraftChangeBack, ({ params: { place } }) =>
      worlds.withDrafts((drafts) => drafts.putBack(place)),
    ),
    route(api.applyDraft, () => worlds.withDrafts((drafts) => drafts.apply())),
    route(api.keepDraft, async () => ({ id: await worlds.withDrafts((drafts) => drafts.keep()) })),
    route(api.discardDraft, () => worlds.withDrafts((drafts) => drafts.discard())),
  ];
}
