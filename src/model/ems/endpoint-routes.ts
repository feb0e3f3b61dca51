/** What the form of an endpoint's routes sends, besides the route of its own record. */
import { endpointRouteSchema } from '#model/ems/ems.ts';
import { ipNumber } from '#model/fortios/ip.ts';
import { z } from '#model/zod.ts';

const mostRoutes = 16;

const draftSchema = endpointRouteSchema.unwrap().extend({
  ip: z
    .string()
    .trim()
    .refine((text) => ipNumber(text) !== null, {
      message: 'Type an IPv4 address such as 10.212.134.10.',
    }),
  /** Null where EMS knows none, as over a VPN. */
  mac: z
    .string()
    .trim()
    .regex(/^([0-9A-F]{2}:){5}[0-9A-F]{2}$/i, {
      message: 'Type a MAC address such as 02:09:0f:00:01:02.',
    })
    .nullable(),
});

export const endpointRoutesSchema = z.object({
  routes: z
    .array(draftSchema)
    .max(mostRoutes, {
      message: `An endpoint has at most ${mostRoutes} further routes. Remove some.`,
    })
    .superRefine((routes, context) => {
      for (const [i, { ip }] of routes.entries())
        if (routes.findIndex((one) => one.ip === ip) < i)
          context.addIssue({
            code: 'custom',
            path: [i, 'ip'],
            message: `Another route has ${ip} already. Type another address.`,
          });
    }),
});
