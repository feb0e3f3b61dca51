/** FortiAnalyzer beside EMS: what it finds in an endpoint's logs becomes a Fabric tag on EMS. */
import { noEndpoint } from '#model/words/refusals.ts';
import { compareNames } from '#model/name-order.ts';
import {
  type EndpointLog,
  type FortiAnalyzer,
  type FortiAnalyzerAnswer,
  type IocEvent,
  type IocEventSort,
  type IocHandler,
  type IocHandlerSort,
  connectFortiAnalyzerSchema,
  enableHandlerSchema,
  endpointLogSchema,
  handlerIdSchema,
  iocHandlerSpecSchema,
} from '#model/ems/fortianalyzer.ts';
import { z } from '#model/zod.ts';
import { command } from '../command.ts';
import { type ListPage, type ListQuery, pageOf } from '../list-page.ts';
import { invalid, notFound } from '../refusal.ts';
import type { WorldState } from '../state.ts';
import { type TagChange, changeTags } from '../tagging/tag-changes.ts';

/** So many log entries are kept. */
const mostEvents = 200;

export function fortiAnalyzer({ ems }: WorldState, _input: null): FortiAnalyzerAnswer {
  return { connected: ems.fortiAnalyzerConnected };
}

const compareHandlers: Record<IocHandlerSort, (a: IocHandler, b: IocHandler) => number> = {
  indicator: (a, b) => compareNames(a.indicator, b.indicator),
  tag: (a, b) => compareNames(a.tag, b.tag),
  status: (a, b) => Number(b.enabled) - Number(a.enabled),
};

export function iocHandlers(
  { fortiAnalyzer: { handlers } }: WorldState,
  query: ListQuery<IocHandlerSort>,
): ListPage<IocHandler> {
  return pageOf(handlers, query, ({ indicator, tag }) => [indicator, tag], compareHandlers);
}

const compareEvents: Record<IocEventSort, (a: IocEvent, b: IocEvent) => number> = {
  at: (a, b) => a.at - b.at,
  host: (a, b) => compareNames(a.host, b.host),
};

/** Of those at the same moment the newest first. */
export function iocEvents(
  { fortiAnalyzer: { events } }: WorldState,
  query: ListQuery<IocEventSort>,
): ListPage<IocEvent> {
  const texts = ({ host, text, matched }: IocEvent) => [host, text, ...matched];
  return pageOf(events.toReversed(), query, texts, compareEvents);
}

function handlerOf({ fortiAnalyzer: { handlers } }: WorldState, id: number): IocHandler {
  return handlers.find((one) => one.id === id) ?? notFound(`Handler ${id} does not exist.`, 'id');
}

function withPart(state: WorldState, part: Partial<FortiAnalyzer>): WorldState {
  return { ...state, fortiAnalyzer: { ...state.fortiAnalyzer, ...part } };
}

function withHandlers(state: WorldState, handlers: readonly IocHandler[]): WorldState {
  return withPart(state, { handlers });
}

const fabricTag = (uid: string, name: string, add: boolean): TagChange => ({
  uid,
  tag: { category: 'fabric', name },
  add,
  cause: 'posture',
});

/** Handlers that find their indicator have EMS tag the endpoint, with its next keepalive [assumed]. */
function logged(state: WorldState, { uid, text }: EndpointLog): WorldState {
  const endpoint =
    state.ems.endpoints.find((one) => one.uid === uid) ?? notFound(noEndpoint(uid), 'uid');
  const { handlers, events } = state.fortiAnalyzer;
  const found = text.toLowerCase();
  const matched = [
    ...new Set(
      handlers
        .filter(({ enabled, indicator }) => enabled && found.includes(indicator.toLowerCase()))
        .map(({ tag }) => tag),
    ),
  ];
  const sent = state.ems.fortiAnalyzerConnected;
  const event = { at: state.clock.epochMs, uid, host: endpoint.host, text, matched, sent };
  const after = withPart(state, { events: [...events, event].slice(-mostEvents) });
  return sent
    ? changeTags(
        after,
        matched.map((name) => fabricTag(uid, name, true)),
      )
    : after;
}

/** Takes the handler's tag back from those who have it, unless another handler gives the same one. */
function withoutHandler(state: WorldState, gone: IocHandler): WorldState {
  const left = state.fortiAnalyzer.handlers.filter((one) => one !== gone);
  const after = withHandlers(state, left);
  if (left.some(({ tag }) => tag === gone.tag)) return after;
  // Also from those on whose way it is: that is then all that comes of it.
  const uids = state.ems.endpoints.map(({ uid }) => uid);
  return changeTags(
    after,
    uids.map((uid) => fabricTag(uid, gone.tag, false)),
  );
}

// No editor stays open over any of these.
const touches = () => [];

const connectFortiAnalyzer = command('fortianalyzer/connect', {
  input: connectFortiAnalyzerSchema,
  words: ({ connected }) => `${connected ? 'connect' : 'disconnect'} FortiAnalyzer`,
  touches,
  run: (state, { connected }) =>
    state.ems.fortiAnalyzerConnected === connected
      ? invalid(
          -15,
          'connected',
          `FortiAnalyzer is already ${connected ? 'connected' : 'disconnected'}.`,
        )
      : { state: { ...state, ems: { ...state.ems, fortiAnalyzerConnected: connected } } },
});

const addHandler = command('fortianalyzer/add-handler', {
  input: z.object({ spec: iocHandlerSpecSchema }),
  words: ({ spec }) => `add a handler for the tag ${spec.tag}`,
  touches,
  run: (state, { spec: { indicator, tag } }) => {
    const { handlers } = state.fortiAnalyzer;
    if (handlers.some((one) => one.indicator === indicator && one.tag === tag))
      return invalid(-5, 'indicator', `A handler of ${indicator} for ${tag} already exists.`);
    const id = Math.max(0, ...handlers.map((one) => one.id)) + 1;
    const added = { indicator, tag, id, enabled: true };
    return { state: withHandlers(state, [...handlers, added]), key: String(id) };
  },
});

const enableHandler = command('fortianalyzer/enable-handler', {
  input: handlerIdSchema.extend(enableHandlerSchema.shape),
  words: ({ enabled }) => `${enabled ? 'enable' : 'disable'} a handler of FortiAnalyzer`,
  touches,
  run: (state, { id, enabled }) => {
    const before = handlerOf(state, id);
    const { handlers } = state.fortiAnalyzer;
    const changed = handlers.map((one) => (one === before ? { ...one, enabled } : one));
    return { state: withHandlers(state, changed), key: String(id) };
  },
});

const removeHandler = command('fortianalyzer/remove-handler', {
  input: handlerIdSchema,
  words: () => 'remove a handler of FortiAnalyzer',
  touches,
  run: (state, { id }) => ({ state: withoutHandler(state, handlerOf(state, id)), key: String(id) }),
});

const logEntry = command('fortianalyzer/log', {
  input: endpointLogSchema,
  words: () => 'send a log entry',
  touches,
  run: (state, log) => ({ state: logged(state, log) }),
});

export const fortiAnalyzerCommands = [
  connectFortiAnalyzer,
  addHandler,
  enableHandler,
  removeHandler,
  logEntry,
] as const;
