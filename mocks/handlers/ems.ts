/** EMS's API: HTTP to commands and queries of the world, in EMS's envelope (domain.md section 10). */
import { HttpResponse, http } from 'msw/http';
import {
  addTagSchema,
  authorizeBodySchema,
  connectionBodySchema,
  endpointActionBodySchema,
  endpointSortSchema,
  endpointStatusSchema,
  endpointToWire,
  fabricDeviceSortSchema,
} from '#model/ems-api.ts';
import { fabricDeviceSharingSchema } from '#model/ems.ts';
import { setTagLimitSchema } from '#model/fortigate-models.ts';
import { emsBase, emsExpired, labCredentials } from '#model/api.ts';
import { tagCategorySchema } from '#model/tags.ts';
import { z } from '#model/zod.ts';
import type { WorldPort } from '#mocks/world/world.ts';
import {
  type Guard,
  basedOn,
  bodyOf,
  failure,
  paging,
  param,
  queryOf,
  respond,
  sorting,
  unreadable,
} from './ems-envelope.ts';
import { fortiAnalyzerHandlers } from './ems-fortianalyzer.ts';
import { outbreakHandlers } from './ems-outbreaks.ts';
import { postureHandlers } from './ems-posture.ts';
import { tagMonitorHandlers } from './ems-tag-monitor.ts';
import { tagHandlers } from './ems-tags.ts';
import { sentinelStatus } from './sentinels.ts';

const sessionCookie = 'ems_session';

const endpointQuerySchema = z.object({
  ...paging,
  status: endpointStatusSchema.nullable().default(null),
  tag: z.string().nullable().default(null),
  category: tagCategorySchema.nullable().default(null),
  sort: endpointSortSchema.default('host'),
  ...sorting,
});
const deviceQuerySchema = z.object({
  ...paging,
  ...sorting,
  sort: fabricDeviceSortSchema.default('group'),
  authorized: z.enum(['true', 'false']).optional(),
});
const signInSchema = z.object({ name: z.string(), password: z.string() });

export function emsHandlers(world: WorldPort) {
  const sessions = new Set<string>();

  const guarded: Guard = (work) => async (call) => {
    const status = await sentinelStatus(call.request);
    if (status !== null)
      return failure(
        status,
        -1,
        `EMS answered ${status}, as requested by the text lab-error-${status}.`,
      );
    const session = call.cookies[sessionCookie];
    if (session === undefined || !sessions.has(session))
      return failure(401, emsExpired, 'The session has expired. Sign in again.');
    return work(call);
  };

  return [
    ...tagHandlers(world, guarded),
    ...postureHandlers(world, guarded),
    ...tagMonitorHandlers(world, guarded),
    ...outbreakHandlers(world, guarded),
    ...fortiAnalyzerHandlers(world, guarded),

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
        const { authorized, order, ...rest } = query.data;
        const outcome = await world.ask('fabricDevices', {
          ...rest,
          authorized: authorized === undefined ? null : authorized === 'true',
          descending: order === 'desc',
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

    http.put(
      `${emsBase}/fabric_devices/:serial/connection`,
      guarded(async (call) => {
        const body = connectionBodySchema.safeParse(await bodyOf(call.request));
        if (!body.success) return unreadable(body.error);
        const serial = param(call, 'serial');
        const { connected } = body.data;
        const outcome = await world.execute({ kind: 'ems/connect-device', serial, connected });
        return respond(outcome, () => ({ serial, connected }));
      }),
    ),

    http.put(
      `${emsBase}/fabric_devices/:serial/tag_limit`,
      guarded(async (call) => {
        const body = setTagLimitSchema.safeParse(await bodyOf(call.request));
        if (!body.success) return unreadable(body.error);
        const serial = param(call, 'serial');
        const { tagLimit } = body.data;
        const outcome = await world.execute({ kind: 'ems/set-tag-limit', serial, tagLimit });
        return respond(outcome, () => ({ serial, tagLimit }));
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
        const serial = param(call, 'serial');
        const outcome = await world.execute({
          kind: 'ems/update-sharing',
          serial,
          sharing: body.data,
          basedOn: basedOn(call),
        });
        return respond(outcome, () => ({ serial }));
      }),
    ),
  ];
}
