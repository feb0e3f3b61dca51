/** FortiAnalyzer beside EMS: what it finds in an endpoint's logs becomes a Fabric tag on EMS. */
import { noEndpoint } from '#model/words/refusals.ts';
import { compareNames } from '#model/name-order.ts';
import type {
  EndpointLog,
  FortiAnalyzer,
  FortiAnalyzerAnswer,
  IocEvent,
  IocEventSort,
  IocHandler,
  IocHandlerSort,
  IocHandlerSpec,
} from '#model/fortianalyzer.ts';
import { type ListPage, type ListQuery, pageOf } from './list-page.ts';
import { invalid, notFound } from './refusal.ts';
import type { WorldState } from './state.ts';
import { type TagChange, changeTags } from './tag-changes.ts';

/** So many log entries are kept. */
const mostEvents = 200;

export type FortiAnalyzerCommand =
  | { readonly kind: 'fortianalyzer/connect'; readonly connected: boolean }
  | { readonly kind: 'fortianalyzer/add-handler'; readonly spec: IocHandlerSpec }
  | {
      readonly kind: 'fortianalyzer/enable-handler';
      readonly id: number;
      readonly enabled: boolean;
    }
  | { readonly kind: 'fortianalyzer/remove-handler'; readonly id: number }
  | ({ readonly kind: 'fortianalyzer/log' } & EndpointLog);

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

export function runFortiAnalyzer(
  state: WorldState,
  command: FortiAnalyzerCommand,
): { readonly state: WorldState; readonly id: number | null } {
  const { handlers } = state.fortiAnalyzer;
  switch (command.kind) {
    case 'fortianalyzer/connect': {
      const { connected } = command;
      if (state.ems.fortiAnalyzerConnected === connected)
        return invalid(
          -15,
          'connected',
          `FortiAnalyzer is already ${connected ? 'connected' : 'disconnected'}.`,
        );
      return {
        state: { ...state, ems: { ...state.ems, fortiAnalyzerConnected: connected } },
        id: null,
      };
    }
    case 'fortianalyzer/add-handler': {
      const { indicator, tag } = command.spec;
      if (handlers.some((one) => one.indicator === indicator && one.tag === tag))
        return invalid(-5, 'indicator', `A handler of ${indicator} for ${tag} already exists.`);
      const id = Math.max(0, ...handlers.map((one) => one.id)) + 1;
      return {
        state: withHandlers(state, [...handlers, { indicator, tag, id, enabled: true }]),
        id,
      };
    }
    case 'fortianalyzer/enable-handler': {
      const { id, enabled } = command;
      const before = handlerOf(state, id);
      const changed = handlers.map((one) => (one === before ? { ...one, enabled } : one));
      return { state: withHandlers(state, changed), id };
    }
    case 'fortianalyzer/remove-handler':
      return { state: withoutHandler(state, handlerOf(state, command.id)), id: command.id };
    case 'fortianalyzer/log':
      return { state: logged(state, command), id: null };
  }
}

/** What *Undo* calls it. */
export function fortiAnalyzerWords(command: FortiAnalyzerCommand): string {
  switch (command.kind) {
    case 'fortianalyzer/connect':
      return `${command.connected ? 'connect' : 'disconnect'} FortiAnalyzer`;
    case 'fortianalyzer/add-handler':
      return `add a handler for the tag ${command.spec.tag}`;
    case 'fortianalyzer/enable-handler':
      return `${command.enabled ? 'enable' : 'disable'} a handler of FortiAnalyzer`;
    case 'fortianalyzer/remove-handler':
      return 'remove a handler of FortiAnalyzer';
    case 'fortianalyzer/log':
      return 'send a log entry';
  }
}
