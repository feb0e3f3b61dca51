/** The servers of a world: EMS, each FortiGate, and the lab's own; from a request to a response. */
import { Hono } from 'hono';
import { labCredentials } from '#model/api.ts';
import { nameInAddress } from '#model/contract/address.ts';
import { routeOf } from '#model/contract/endpoint.ts';
import { RefusalError } from '#mocks/world/refusal.ts';
import type { World } from '#mocks/world/world.ts';
import type { Worlds } from '#mocks/world/worlds/worlds.ts';
import { bodyText } from './body.ts';
import { EmsSessions } from './ems-sessions.ts';
import { emsServer } from './ems.ts';
import { fortiosServer } from './fortios.ts';
import { labServer } from './lab.ts';
import {
  type Credentials,
  type Desk,
  type Env,
  FailureError,
  type Product,
  type Request,
  nowhere,
} from './product.ts';
import type { Route } from './route.parse.ts';
import { sentinelStatus } from './sentinels.ts';

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The address as a person wrote it; as it came, where it is no such thing. */
function addressOf(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/** One value a name, or a list where a name stands several times. */
function queryOf(url: string): Readonly<Record<string, string | readonly string[]>> {
  const { searchParams } = new URL(url);
  return Object.fromEntries(
    [...searchParams.keys()].map((name) => {
      const [first = '', ...more] = searchParams.getAll(name);
      return [name, more.length === 0 ? first : [first, ...more]];
    }),
  );
}

/** No revision is as old: whatever is there has changed since. */
const never = -1;
/** What `If-Match` names; null where any state will do. What is no revision of ours matches none. */
function basedOn(header = '*'): number | null {
  if (header.trim() === '*') return null;
  const [, number] = /^\s*(?:W\/)?"?(\d+)"?\s*$/.exec(header) ?? [];
  return number === undefined ? never : Number(number);
}

/** The answer's own revision, where it has one: what `If-Match` of a change is held against. */
function revisionOf(answer: unknown): string | null {
  return typeof answer === 'object' && answer !== null && 'revision' in answer
    ? String(answer.revision)
    : null;
}

/** The parts of an address that stand for something. */
function paramsOf(request: Request): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(request.req.param()).map(([name, text]) => [name, nameInAddress(text)]),
  );
}

/** A failure that a text asks for comes first, then the sign-in, then the work. */
async function respond(product: Product, route: Route, request: Request): Promise<Response> {
  const desk = await product.receive(request);
  const { method, url } = request.req;
  const { maxBodyBytes } = request.env ?? {};
  const text = method === 'GET' ? '' : await bodyText(request.req.raw, maxBodyBytes);
  if (text === null) return desk.fail(413, `At most ${maxBodyBytes} bytes fit into a request.`);
  const status = await sentinelStatus(addressOf(url), text);
  if (status !== null)
    return desk.fail(
      status,
      `${product.name} answered ${status}, as requested by the text lab-error-${status}.`,
    );
  const isKnown = route.endpoint.isOpen === true || request.env?.isRehearsal === true;
  const stranger = isKnown ? null : desk.admit();
  if (stranger) return stranger;
  try {
    const cookies: string[] = [];
    const answer = await route.answer({
      params: paramsOf(request),
      query: queryOf(url),
      body: jsonOf(text),
      basedOn: basedOn(request.req.header('If-Match')),
      cookies: request.env?.cookies?.sent ?? request.req.header('Cookie') ?? '',
      setCookie: (cookie) => void cookies.push(cookie),
    });
    const response = desk.answer(answer);
    const revision = revisionOf(answer);
    if (method === 'GET' && revision !== null) response.headers.set('ETag', `"${revision}"`);
    for (const cookie of cookies) {
      response.headers.append('Set-Cookie', cookie);
      request.env?.cookies?.set(cookie);
    }
    return response;
  } catch (error) {
    if (error instanceof RefusalError) return desk.refuse(error.refusal);
    if (error instanceof FailureError) return desk.fail(error.status, error.message);
    throw error;
  }
}

interface About {
  readonly credentials?: Credentials;
  /** Real time, by which sessions end. */
  readonly now?: () => number;
  /** Those that the world stands among; absent for none. */
  readonly worlds?: Worlds;
  /** Who is signed in to EMS; they stay so where another world is opened. Absent for nobody. */
  readonly sessions?: EmsSessions;
}

export function serverOf(
  world: World,
  {
    credentials = labCredentials,
    now = () => Date.now(),
    worlds,
    sessions = new EmsSessions(now),
  }: About = {},
): Hono<Env> {
  const app = new Hono<Env>();
  const products = [
    emsServer(world, credentials, now, sessions),
    fortiosServer(world, credentials),
    labServer(
      world,
      (other, path, init) =>
        Promise.resolve(
          serverOf(other, { credentials, now }).request(path, init, { isRehearsal: true }),
        ),
      worlds,
    ),
  ];
  for (const product of products)
    for (const route of product.routes)
      app.on(route.endpoint.method, routeOf(route.endpoint), (request, next) => {
        const { action } = route.endpoint;
        return action === undefined || request.req.query('action') === action
          ? respond(product, route, request)
          : next();
      });
  // Whatever is left: another method of an address that there is, or no address.
  for (const product of products) {
    const refuse = async (request: Request, say: (desk: Desk) => Response): Promise<Response> => {
      const desk = await product.receive(request);
      return desk.admit() ?? say(desk);
    };
    for (const path of new Set(product.routes.map(({ endpoint }) => routeOf(endpoint))))
      app.all(path, (request) =>
        refuse(request, (desk) =>
          desk.fail(405, `${request.req.method} does nothing at this address.`),
        ),
      );
    app.all(`${product.base}/*`, (request) =>
      refuse(request, (desk) => {
        const words = product.absent?.(request.req.path) ?? null;
        return words === null ? desk.refuse(nowhere) : desk.fail(501, words);
      }),
    );
  }
  return app;
}
