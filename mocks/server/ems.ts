/** EMS as a server: its envelope, who may come in (domain.md section 10), and endpoints. */
import { emsExpired } from '#model/api.ts';
import { apiBases } from '#model/contract/endpoint.ts';
import { emsApi as api } from '#model/contract/ems.ts';
import { endpointToWire } from '#model/ems/ems-api.ts';
import type { Refusal } from '#mocks/world/refusal.ts';
import * as queries from '#mocks/world/queries.ts';
import type { World } from '#mocks/world/world.ts';
import { emsDeviceRoutes } from './ems-devices.ts';
import { LoginLimit } from './login-limit.ts';
import type { EmsSessions } from './ems-sessions.ts';
import { emsSourceRoutes } from './ems-sources.ts';
import { emsTagRoutes } from './ems-tags.ts';
import { granted } from '#mocks/world/answered.ts';
import { sorted } from './parsed.ts';
import { type Credentials, FailureError, type Product } from './product.ts';
import { type Route, route } from './route.parse.ts';

/** Whatever has no number of its own [assumed]. */
const emsFailed = -1;

function failure(status: number, retval: number, message: string, field?: string): Response {
  return Response.json(
    { result: { retval, message, field: field ?? null }, data: null },
    { status },
  );
}

function refuse(refusal: Refusal): Response {
  switch (refusal.kind) {
    case 'not-found':
      return failure(404, -3, refusal.message, refusal.field);
    case 'conflict':
      return failure(412, -412, refusal.message);
    case 'invalid':
      return failure(refusal.code === -5 ? 409 : 400, refusal.code, refusal.message, refusal.field);
  }
}

function endpointRoutes(world: World): readonly Route[] {
  return [
    route(api.endpoints, async ({ query: { tag, category, ...query } }) => {
      const asked = { ...sorted(query), tag: tag && category ? { name: tag, category } : null };
      const { endpoints, ...numbers } = granted(await world.ask(queries.endpoints, asked));
      return { endpoints: endpoints.map(endpointToWire), ...numbers };
    }),
    route(api.endpoint, async ({ params }) =>
      endpointToWire(granted(await world.ask(queries.endpoint, params))),
    ),
    route(api.endpointDetails, async ({ params: { device_id: deviceId } }) =>
      endpointToWire(granted(await world.ask(queries.endpointOfDevice, { deviceId }))),
    ),
    route(api.addClassificationTag, async ({ params, body }) => {
      granted(await world.execute({ kind: 'ems/add-classification-tag', ...params, ...body }));
      return body;
    }),
    route(api.removeClassificationTag, async ({ params }) => {
      granted(await world.execute({ kind: 'ems/remove-classification-tag', ...params }));
      return params;
    }),
    route(api.actOnEndpoint, async ({ params, body }) => {
      granted(await world.execute({ kind: 'ems/endpoint-action', ...params, ...body }));
      return { ...params, ...body };
    }),
    route(api.changeEndpoints, async ({ body }) => {
      const { revision } = granted(await world.execute({ kind: 'ems/change-endpoints', ...body }));
      return { uids: body.uids, revision };
    }),
    route(api.posture, async ({ params }) =>
      granted(await world.ask(queries.endpointPosture, params)),
    ),
    route(api.changePosture, async ({ params, body, basedOn }) => {
      const command = { kind: 'ems/change-posture', ...params, ...body, basedOn } as const;
      const { travelling } = granted(await world.execute(command));
      return { travelling };
    }),
  ];
}

/** What does not change anything takes no token. */
const reading: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** @param sessions who is signed in */
export function emsServer(
  world: World,
  { name, password }: Credentials,
  now: () => number,
  sessions: EmsSessions,
): Product {
  const limit = new LoginLimit(now);
  const signIn = route(api.signIn, ({ body, setCookie }) => {
    if (limit.isShut)
      throw new FailureError(429, 'Five passwords were wrong. Wait a minute, then sign in again.');
    if (body.name !== name || body.password !== password) {
      limit.note();
      throw new FailureError(401, 'The name or the password is wrong.');
    }
    const { token, cookies } = sessions.begin();
    for (const cookie of cookies) setCookie(cookie);
    return { name, csrftoken: token };
  });
  const signOut = route(api.signOut, ({ cookies }) => {
    sessions.end(cookies);
    return {};
  });
  return {
    name: 'EMS',
    base: apiBases.ems,
    routes: [
      signIn,
      signOut,
      ...emsTagRoutes(world),
      ...emsSourceRoutes(world),
      ...endpointRoutes(world),
      ...emsDeviceRoutes(world),
    ],
    receive: ({ env, req }) => ({
      admit: () => {
        const token = sessions.tokenOf(env?.cookies?.sent ?? req.header('Cookie') ?? '');
        if (token === null)
          return failure(401, emsExpired, 'The session has expired. Sign in again.');
        return reading.has(req.method) || req.header('X-CSRFToken') === token
          ? null
          : failure(
              403,
              emsFailed,
              'A change needs the header X-CSRFToken, with what the cookie csrftoken holds.',
            );
      },
      answer: (data) => Response.json({ result: { retval: 1, message: null }, data }),
      refuse,
      fail: (status, message) => failure(status, emsFailed, message),
    }),
  };
}
