/** Starts the world's worker, and MSW, which passes the requests of the APIs on to it. */
import { HttpResponse, http } from 'msw/http';
import { setupWorker } from 'msw/browser';
import type { WireAnswer, WireMessage } from './wire.ts';

/** Paths of the APIs; what else the page fetches, goes its way. */
const apis = /\/(?:ems\/api|fortigate\/[^/]+\/api|lab\/api)\//;

function answerOf(worker: Worker, message: WireMessage, body: ArrayBuffer | null) {
  const { port1, port2 } = new MessageChannel();
  return new Promise<WireAnswer>((resolve) => {
    port1.addEventListener('message', ({ data }: MessageEvent<WireAnswer>) => {
      port1.close();
      resolve(data);
    });
    port1.start();
    worker.postMessage(message, body ? [port2, body] : [port2]);
  });
}

/**
 * Resolves when requests can be answered. Rejects where the browser refuses service workers.
 * @param onChange called when the world changes and no request of this page did it: another tab, or the
 * clock; with what the change is about, as the contract names it
 */
export async function startMocks(onChange: (topics: readonly string[]) => void): Promise<void> {
  const worker = new Worker(new URL('./world.worker.ts', import.meta.url), { type: 'module' });
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', ({ data }: MessageEvent<readonly string[]>) => onChange(data));
  port1.start();
  worker.postMessage({ kind: 'news' } satisfies WireMessage, [port2]);
  const passOn = http.all(apis, async ({ request, cookies }) => {
    const { method, url } = request;
    const body = method === 'GET' || method === 'HEAD' ? null : await request.arrayBuffer();
    const message: WireMessage = {
      kind: 'request',
      method,
      url,
      headers: [...request.headers],
      cookies: Object.entries(cookies)
        .map(([name, value]) => `${name}=${value}`)
        .join('; '),
      body,
    };
    const answer = await answerOf(worker, message, body);
    const headers = new Headers([...answer.headers]);
    for (const cookie of answer.cookies) headers.append('Set-Cookie', cookie);
    return new HttpResponse(answer.body, { status: answer.status, headers });
  });
  await setupWorker(passOn).start({ quiet: true, onUnhandledFrame: 'bypass' });
}
