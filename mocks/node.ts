/** The servers over HTTP: EMS, and each FortiGate, at a port of its own as on a network. */
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { withNamedDots } from '#model/contract/address.ts';
import { apiBases } from '#model/contract/endpoint.ts';
import { serverOf } from './server/app.ts';
import type { Credentials } from './server/product.ts';
import type { World } from './world/world.ts';

/** A request's body may have as much; a text that is longer goes in parts. */
const maxBodyBytes = 8_000_000;

export interface Served {
  /** What stands where, EMS first. */
  readonly addresses: readonly {
    readonly name: string;
    readonly url: string;
    /** The name of the FortiGate that it is; absent for EMS. */
    readonly fortigate?: string;
  }[];
  readonly close: () => Promise<void>;
}

interface Place {
  readonly host: string;
  /** EMS's; the FortiGates follow it. 0 for ports that are free. */
  readonly port: number;
  readonly credentials: Credentials;
}

/** An address of version 6 stands in brackets. */
export function inAddress(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Resolves once all of them answer; rejects where a port cannot be had. */
export async function serveWorld(
  world: World,
  { host, port, credentials }: Place,
): Promise<Served> {
  const server = serverOf(world, { credentials });
  const { fortigates } = await world.summary();
  const stands = [
    { name: 'EMS', from: '/api/v1', to: apiBases.ems },
    ...fortigates.map(({ name }) => ({
      name: `FortiGate ${name}`,
      fortigate: name,
      from: '/api/v2',
      to: apiBases.fortios.replace(':device', encodeURIComponent(name)),
    })),
  ];
  const open: ReturnType<typeof createServer>[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(
      open.map(
        (one) =>
          new Promise<void>((resolve) => {
            one.close(() => resolve());
            one.closeAllConnections();
          }),
      ),
    );
  };
  const listen = (fetch: (request: Request) => Response | Promise<Response>, at: number) =>
    new Promise<number>((resolve, reject) => {
      const answer = getRequestListener(fetch);
      const listener = createServer((incoming, outgoing) => {
        const [path = '', ...query] = (incoming.url ?? '').split('?');
        incoming.url = [withNamedDots(path), ...query].join('?');
        void answer(incoming, outgoing);
      });
      open.push(listener);
      listener.once('error', reject);
      listener.listen(at, host, () => {
        const address = listener.address();
        resolve(typeof address === 'object' && address !== null ? address.port : at);
      });
    });
  const addresses: Served['addresses'][number][] = [];
  try {
    for (const [i, { from, to, ...stand }] of stands.entries()) {
      const answer = (request: Request): Response | Promise<Response> => {
        const url = new URL(request.url);
        // Only its own paths: nothing of the lab's, and nothing of its neighbours'.
        const rest = url.pathname.startsWith(`${from}/`) ? url.pathname.slice(from.length) : '/';
        url.pathname = to + rest;
        return server.fetch(new Request(url, request), { maxBodyBytes });
      };
      const bound = await listen(answer, port === 0 ? 0 : port + i);
      addresses.push({ ...stand, url: `http://${inAddress(host)}:${bound}` });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { addresses, close };
}
