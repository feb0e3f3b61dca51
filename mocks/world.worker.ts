/** The worker that holds the world and its servers. It answers the requests that the page passes on. */
import { scenarios } from './scenarios/scenarios.ts';
import { serverOf } from './server/app.ts';
import { EmsSessions } from './server/ems-sessions.ts';
import type { WireAnswer, WireMessage, WireRequest } from './wire.ts';
import { worldChannel } from './world-channel.ts';
import type { Ticker } from './world/clock.ts';
import type { ChangeCause, World } from './world/world.ts';
import { browserShelf } from './world/worlds/browser-shelf.ts';
import { type Shelf, memoryShelf } from './world/worlds/shelf.ts';
import { Worlds } from './world/worlds/worlds.ts';

const channel = new BroadcastChannel(worldChannel);
/** To the page of this worker. */
let news: MessagePort | null = null;

function tell(port: BroadcastChannel | MessagePort | null, message: unknown): void {
  port?.postMessage(message);
}

/** Other pages take the change over; the page of this worker knows of what it asked for itself. */
function announce(cause: ChangeCause, topics: readonly string[]): void {
  if (cause !== 'elsewhere') tell(channel, 'changed');
  if (cause !== 'request') tell(news, topics);
}

async function shelf(): Promise<Shelf> {
  try {
    return await browserShelf();
  } catch {
    // Private windows may have no IndexedDB: worlds then live as long as the page.
    return memoryShelf();
  }
}

const ticker: Ticker = {
  now: () => performance.now(),
  epochMs: () => Date.now(),
  every: (ms, work) => {
    const timer = setInterval(() => void work(), ms);
    return () => clearInterval(timer);
  },
};

const opening = shelf().then((kept) => Worlds.open(kept, scenarios, announce, ticker));

/** Whoever signed in to EMS, stays so in another world. */
const sessions = new EmsSessions(() => Date.now());

/** The servers of the world that is open. */
let open: { readonly world: World; readonly server: ReturnType<typeof serverOf> } | null = null;
function serverNow(worlds: Worlds): ReturnType<typeof serverOf> {
  const { current: world } = worlds;
  if (open?.world !== world) open = { world, server: serverOf(world, { worlds, sessions }) };
  return open.server;
}

/** A change in another tab is taken over before the next answer. */
let refreshing: Promise<void> = Promise.resolve();
async function refresh(): Promise<void> {
  const worlds = await opening;
  await worlds.refresh();
}
channel.addEventListener('message', () => {
  // Storage that fails once is no reason to answer nothing any more.
  refreshing = refresh().catch(() => undefined);
});

async function answer(message: WireRequest): Promise<WireAnswer> {
  await refreshing;
  const server = serverNow(await opening);
  const { method, url, headers, body, cookies: sent } = message;
  const cookies: string[] = [];
  const request = new Request(url, { method, headers: [...headers], body });
  const response = await server.fetch(request, {
    cookies: { sent, set: (cookie: string) => void cookies.push(cookie) },
  });
  return {
    status: response.status,
    headers: [...response.headers],
    cookies,
    body: await response.arrayBuffer(),
  };
}

/** A page that gets no answer would wait for ever. */
function broken(error: unknown): WireAnswer {
  const words = error instanceof Error ? error.message : String(error);
  const body = new TextEncoder().encode(words).buffer;
  return { status: 500, headers: [['Content-Type', 'text/plain']], cookies: [], body };
}

addEventListener('message', ({ data, ports: [port] }: MessageEvent<WireMessage>) => {
  if (!port) return;
  if (data.kind === 'news') news = port;
  else
    void answer(data)
      .catch(broken)
      .then((given) => port.postMessage(given, [given.body]));
});
