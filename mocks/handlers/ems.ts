/** EMS's API: HTTP to commands and queries of the world, in EMS's envelope (domain.md section 10). */
import { HttpResponse, http } from 'msw/http';
import {
  addTagSchema,
  authorizeBodySchema,
  endpointActionBodySchema,
  endpointSortSchema,
  endpointStatusSchema,
  endpointToWire,
} from '#model/ems-api.ts';
import { fabricDeviceSharingSchema } from '#model/ems.ts';
import { emsBase, emsExpired, labCredentials } from '#model/api.ts';
import { tagCategorySchema } from '#model/tags.ts';
import { z } from '#model/zod.ts';
import type { Refusal } from '#mocks/world/refusal.ts';
import type { Outcome, WorldPort } from '#mocks/world/world.ts';
import { sentinelStatus } from './sentinels.ts';

const sessionCookie = 'ems_session';

function answer(data: unknown, message: string | null = null): Response {
  return HttpResponse.json({ result: { retval: 1, message }, data });
}
function failure(status: number, retval: number, message: string, field?: string): Response {
  return HttpResponse.json(
    { result: { retval, message, field: field ?? null }, data: null },
    { status },
  );
}

function refused(refusal: Refusal): Response {
  switch (refusal.kind) {
    case 'not-found':
      return failure(404, -3, refusal.message, refusal.field);
    case 'conflict':
      return failure(412, -412, refusal.message);
    case 'invalid':
      return failure(refusal.code === -5 ? 409 : 400, refusal.code, refusal.message, refusal.field);
  }
}

function respond<Value>(outcome: Outcome<Value>, data: (value: Value) => unknown): Response {
  return outcome.ok ? answer(data(outcome.value)) : refused(outcome.refusal);
}

/** A schema's first complaint, as the refusal of a field. */
function unreadable(error: z.ZodError): Response {
  const [issue] = error.issues;
  return failure(
    400,
    -651,
    issue?.message ?? 'The request is not valid.',
    String(issue?.path[0] ?? ''),
  );
}

const paging = {
  offset: z.coerce.number().int().min(0).default(0),
  count: z.coerce.number().int().min(1).max(500).default(50),
  search: z.string().default(''),
};
const endpointQuerySchema = z.object({
  ...paging,
  status: endpointStatusSchema.nullable().default(null),
  tag: z.string().nullable().default(null),
  category: tagCategorySchema.nullable().default(null),
  sort: endpointSortSchema.default('host'),
  order: z.enum(['asc', 'desc']).default('asc'),
});
const deviceQuerySchema = z.object({ ...paging, authorized: z.enum(['true', 'false']).optional() });
const signInSchema = z.object({ name: z.string(), password: z.string() });

function queryOf(request: Request): Record<string, string> {
  return Object.fromEntries(new URL(request.url).searchParams);
}

async function bodyOf(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}

interface Call {
  readonly request: Request;
  readonly params: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
}

export function emsHandlers(world: WorldPort) {
  const sessions = new Set<string>();

  /** Every path but the sign-in asks for a session. */
  const guarded =
    (work: (call: Call) => Promise<Response>) =>
    async (call: Call): Promise<Response> => {
      const status = await sentinelStatus(call.request);
      if (status !== null)
        return failure(
          status,
          -1,
          `EMS answered ${status}, as the text lab-error-${status} asks it to.`,
        );
      const session = call.cookies[sessionCookie];
      if (session === undefined || !sessions.has(session))
        return failure(401, emsExpired, 'The session has expired. Sign in again.');
      return work(call);
    };
  const param = (call: Call, name: string): string => String(call.params[name] ?? '');

  return [
    http.post(`${emsBase}/auth/signin`, async ({ request }) => {
      const body = signInSchema.safeParse(await bodyOf(request));
      const { name, password } = labCredentials;
      if (!body.success || body.data.name !== name || body.data.password !== password)
        return failure(401, -1, 'The name or the password is wrong.');
      const session = crypto.randomUUID();
      sessions.add(session);
      return HttpResponse.json(
        { result: { retval: 1, message: 'Signed in.' }, data: { name } },
        { headers: { 'Set-Cookie': `${sessionCookie}=${session}; Path=/; SameSite=Strict` } },
      );
    }),

    http.get(
      `${emsBase}/endpoints/index`,
      guarded(async ({ request }) => {
        const query = endpointQuerySchema.safeParse(queryOf(request));
        if (!query.success) return unreadable(query.error);
        const { tag, category, order, ...rest } = query.data;
        const outcome = await world.ask('endpoints', {
          ...rest,
          tag: tag === null || category === null ? null : { name: tag, category },
          descending: order === 'desc',
        });
        return respond(outcome, ({ endpoints, total }) => ({
          endpoints: endpoints.map(endpointToWire),
          total,
        }));
      }),
    ),

    http.get(
      `${emsBase}/endpoints/:uid`,
      guarded(async (call) => {
        const outcome = await world.ask('endpoint', { uid: param(call, 'uid') });
        return respond(outcome, endpointToWire);
      }),
    ),

    http.post(
      `${emsBase}/endpoints/:uid/classification_tags`,
      guarded(async (call) => {
        const body = addTagSchema.safeParse(await bodyOf(call.request));
        if (!body.success) return unreadable(body.error);
        const uid = param(call, 'uid');
        const outcome = await world.execute({
          kind: 'ems/add-classification-tag',
          uid,
          name: body.data.name,
        });
        return respond(outcome, () => ({ name: body.data.name }));
      }),
    ),

    http.delete(
      `${emsBase}/endpoints/:uid/classification_tags/:name`,
      guarded(async (call) => {
        const name = param(call, 'name');
        const outcome = await world.execute({
          kind: 'ems/remove-classification-tag',
          uid: param(call, 'uid'),
          name,
        });
        return respond(outcome, () => ({ name }));
      }),
    ),

    http.get(
      `${emsBase}/tags`,
      guarded(async () => respond(await world.ask('tags', null), (tags) => ({ tags }))),
    ),

    http.get(
      `${emsBase}/fabric_devices/index`,
      guarded(async ({ request }) => {
        const query = deviceQuerySchema.safeParse(queryOf(request));
        if (!query.success) return unreadable(query.error);
        const { authorized, ...rest } = query.data;
        const outcome = await world.ask('fabricDevices', {
          ...rest,
          authorized: authorized === undefined ? null : authorized === 'true',
        });
        return respond(outcome, (page) => page);
      }),
    ),

    http.get(
      `${emsBase}/fabric_devices/:serial`,
      guarded(async (call) => {
        const outcome = await world.ask('fabricDevice', { serial: param(call, 'serial') });
        return respond(outcome, (device) => device);
      }),
    ),

    http.post(
      `${emsBase}/endpoints/:uid/action`,
      guarded(async (call) => {
        const body = endpointActionBodySchema.safeParse(await bodyOf(call.request));
        if (!body.success) return unreadable(body.error);
        const uid = param(call, 'uid');
        const { action } = body.data;
        const outcome = await world.execute({ kind: 'ems/endpoint-action', uid, action });
        return respond(outcome, () => ({ uid, action }));
      }),
    ),

    http.put(
      `${emsBase}/fabric_devices/:serial/authorization`,
      guarded(async (call) => {
        const body = authorizeBodySchema.safeParse(await bodyOf(call.request));
        if (!body.success) return unreadable(body.error);
        const serial = param(call, 'serial');
        const { authorized } = body.data;
        const outcome = await world.execute({ kind: 'ems/authorize-device', serial, authorized });
        return respond(outcome, () => ({ serial, authorized }));
      }),
    ),

    http.post(
      `${emsBase}/fabric_devices/:serial/sharing/preview`,
      guarded(async (call) => {
        const body = fabricDeviceSharingSchema.safeParse(await bodyOf(call.request));
        if (!body.success) return unreadable(body.error);
        const outcome = await world.ask('previewSharing', {
          serial: param(call, 'serial'),
          sharing: body.data,
        });
        return respond(outcome, (preview) => preview);
      }),
    ),

    http.put(
      `${emsBase}/fabric_devices/:serial/sharing`,
      guarded(async (call) => {
        const body = fabricDeviceSharingSchema.safeParse(await bodyOf(call.request));
        if (!body.success) return unreadable(body.error);
        const basedOn = call.request.headers.get('If-Match');
        const serial = param(call, 'serial');
        const outcome = await world.execute({
          kind: 'ems/update-sharing',
          serial,
          sharing: body.data,
          basedOn: basedOn === null ? null : Number(basedOn.replaceAll('"', '')),
        });
        return respond(outcome, () => ({ serial }));
      }),
    ),
  ];
}
