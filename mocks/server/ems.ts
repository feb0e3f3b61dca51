/** EMS as a server: its envelope and its sessions (domain.md section 10), endpoints and Fabric devices. */
import { parse } from 'hono/utils/cookie';
import { emsExpired } from '#model/api.ts';
import { apiBases } from '#model/contract/endpoint.ts';
import { emsApi as api } from '#model/contract/ems.ts';
import { endpointToWire } from '#model/ems-api.ts';
import type { Refusal } from '#mocks/world/refusal.ts';
import * as queries from '#mocks/world/queries.ts';
import type { World } from '#mocks/world/world.ts';
import { emsSourceRoutes } from './ems-sources.ts';
import { emsTagRoutes } from './ems-tags.ts';
import { granted, sorted } from './parsed.ts';
import { type Credentials, FailureError, type Product } from './product.ts';
import { type Route, route } from './route.parse.ts';

const sessionCookie = 'ems_session';

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
      const { endpoints, total } = granted(await world.ask(queries.endpoints, asked));
      return { endpoints: endpoints.map(endpointToWire), total };
    }),
    route(api.endpoint, async ({ params }) =>
      endpointToWire(granted(await world.ask(queries.endpoint, params))),
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

function deviceRoutes(world: World): readonly Route[] {
  return [
    route(api.fabricDevices, async ({ query }) =>
      granted(await world.ask(queries.fabricDevices, sorted(query))),
    ),
    route(api.fabricDevice, async ({ params }) =>
      granted(await world.ask(queries.fabricDevice, params)),
    ),
    route(api.authorizeDevice, async ({ params, body }) => {
      granted(await world.execute({ kind: 'ems/authorize-device', ...params, ...body }));
      return { ...params, ...body };
    }),
    route(api.connectDevice, async ({ params, body }) => {
      granted(await world.execute({ kind: 'ems/connect-device', ...params, ...body }));
      return { ...params, ...body };
    }),
    route(api.setTagLimit, async ({ params, body }) => {
      granted(await world.execute({ kind: 'ems/set-tag-limit', ...params, ...body }));
      return { ...params, ...body };
    }),
    route(api.previewSharing, async ({ params, body: sharing }) =>
      granted(await world.ask(queries.previewSharing, { ...params, sharing })),
    ),
    route(api.updateSharing, async ({ params, body: sharing, basedOn }) => {
      granted(await world.execute({ kind: 'ems/update-sharing', ...params, sharing, basedOn }));
      return params;
    }),
  ];
}

export function emsServer(world: World, { name, password }: Credentials): Product {
  const sessions = new Set<string>();
  const signIn = route(api.signIn, ({ body, setCookie }) => {
    if (body.name !== name || body.password !== password)
      throw new FailureError(401, 'The name or the password is wrong.');
    const session = crypto.randomUUID();
    sessions.add(session);
    setCookie(`${sessionCookie}=${session}; Path=/; SameSite=Strict`);
    return { name };
  });
  return {
    name: 'EMS',
    base: apiBases.ems,
    routes: [
      signIn,
      ...emsTagRoutes(world),
      ...emsSourceRoutes(world),
      ...endpointRoutes(world),
      ...deviceRoutes(world),
    ],
    receive: ({ env, req }) => ({
      admit: () => {
        const sent = env?.cookies?.sent ?? req.header('Cookie') ?? '';
        const session = parse(sent, sessionCookie)[sessionCookie];
        return session !== undefined && sessions.has(session)
          ? null
          : failure(401, emsExpired, 'The session has expired. Sign in again.');
      },
      answer: (data) => Response.json({ result: { retval: 1, message: null }, data }),
      refuse,
      fail: (status, message) => failure(status, -1, message),
    }),
  };
}
