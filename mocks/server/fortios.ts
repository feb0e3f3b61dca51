/** A FortiGate as a server: FortiOS's envelope and its token (domain.md section 10). */
import { fortiosConflict, fortiosStatus } from '#model/api.ts';
import { apiBases } from '#model/contract/endpoint.ts';
import type { Refusal } from '#mocks/world/refusal.ts';
import * as queries from '#mocks/world/queries.ts';
import type { World } from '#mocks/world/world.ts';
import { fortiosConfigRoutes } from './fortios-config.ts';
import { fortiosMonitorRoutes } from './fortios-monitors.ts';
import type { Credentials, Product } from './product.ts';

/** A part of an address; as it came, where it cannot be read. */
function decoded(text = ''): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function fortiosServer(world: World, { token }: Credentials): Product {
  return {
    name: 'The FortiGate',
    base: apiBases.fortios,
    routes: [...fortiosConfigRoutes(world), ...fortiosMonitorRoutes(world)],
    receive: async ({ req }) => {
      const found = await world.ask(queries.device, { fortigate: req.param('device') ?? '' });
      const { serial, version, build } = found.ok
        ? found.value
        : { serial: '', version: '', build: 0 };
      const [, , , , , , path, name] = new URL(req.url).pathname.split('/');
      const envelope = (status: number, body: object): Response =>
        Response.json(
          {
            http_method: req.method,
            ...body,
            vdom: 'root',
            path: decoded(path),
            name: decoded(name),
            status: status < 400 ? 'success' : 'error',
            http_status: status,
            serial,
            version: `v${version}`,
            build,
          },
          { status },
        );
      const fail = (status: number, message: string): Response =>
        envelope(status, { error: -1, cli_error: message });
      const refuse = (refusal: Refusal): Response => {
        const error =
          refusal.kind === 'invalid'
            ? refusal.code
            : refusal.kind === 'conflict'
              ? fortiosConflict
              : -3;
        return envelope(fortiosStatus(error), {
          error,
          revision_changed: false,
          cli_error: refusal.message,
          ...(refusal.kind === 'conflict' || refusal.field === undefined
            ? {}
            : { error_field: refusal.field }),
        });
      };
      return {
        admit: () => {
          if (!found.ok) return refuse(found.refusal);
          const given = req.header('Authorization') ?? `Bearer ${req.query('access_token') ?? ''}`;
          return given === `Bearer ${token}`
            ? null
            : fail(401, 'The API token is missing or wrong.');
        },
        answer: (data) => envelope(200, typeof data === 'object' && data !== null ? data : {}),
        refuse,
        fail,
      };
    },
  };
}
