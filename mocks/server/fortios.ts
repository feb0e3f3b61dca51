/** A FortiGate as a server: FortiOS's envelope and its token (domain.md section 10). */
import { fortiosConflict, fortiosStatus } from '#model/api.ts';
import { apiBases } from '#model/contract/endpoint.ts';
import { fortiosApi as api } from '#model/contract/fortios.ts';
import type { Refusal } from '#mocks/world/refusal.ts';
import * as queries from '#mocks/world/queries.ts';
import type { World } from '#mocks/world/world.ts';
import { fortiosConfigRoutes, isTablePath } from './fortios-config.ts';
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

/** Whoever has no access to a VDOM is told so, whether or not there is one [FortiOS API schema, `vdom`]. */
const onlyVdom = 'root';

/** Families of addresses that FortiOS has besides its tables [FortiOS API schema 7.6]. */
const families = ['/monitor/', '/log/', '/service/'] as const;

/** Of an address that a device has, or may have: what the lab has of its kind. */
function absentAt(address: string): string | null {
  // After /fortigate/NAME/api/v2.
  const path = `/${address.split('/').slice(5).join('/')}`;
  const family = families.find((one) => path.startsWith(one));
  if (family) {
    const there = Object.values(api)
      .map((endpoint) => endpoint.path)
      .filter((one) => one.startsWith(family));
    const rest = there.length === 0 ? 'nothing of its kind' : there.join(', ');
    return `The lab has no ${decoded(path)}; it has ${rest}.`;
  }
  const [, root, section = '', name = '', key, ...inside] = path.split('/');
  if (root !== 'cmdb' || key === undefined || inside.length === 0) return null;
  return isTablePath(`${decoded(section)}/${decoded(name)}`)
    ? 'The lab has no addresses within an entry; read the entry, and change its lists by PUT.'
    : null;
}

export function fortiosServer(world: World, { token }: Credentials): Product {
  return {
    name: 'The FortiGate',
    base: apiBases.fortios,
    routes: [...fortiosConfigRoutes(world), ...fortiosMonitorRoutes(world)],
    absent: absentAt,
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
            vdom: onlyVdom,
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
          ...(refusal.kind === 'conflict' || refusal.step === undefined
            ? {}
            : { error_step: refusal.step }),
        });
      };
      return {
        admit: () => {
          if (!found.ok) return refuse(found.refusal);
          const given = req.header('Authorization') ?? `Bearer ${req.query('access_token') ?? ''}`;
          if (given !== `Bearer ${token}`) return fail(401, 'The API token is missing or wrong.');
          const vdoms = req.queries('vdom') ?? [];
          const other = vdoms.find((vdom) => vdom !== '' && vdom !== onlyVdom);
          return other === undefined
            ? null
            : fail(403, `The token has no right in the VDOM ${other}: there is ${onlyVdom} alone.`);
        },
        answer: (data) => envelope(200, typeof data === 'object' && data !== null ? data : {}),
        refuse,
        fail,
      };
    },
  };
}
